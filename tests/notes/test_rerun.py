from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.errors import QuestionError, UnknownDocumentError
from cmp_search.index.calibration import Calibration
from cmp_search.index.filters import Filters
from cmp_search.library import Library
from cmp_search.notes.rerun import HitChange, Rerun
from cmp_search.notes.searches import RecordedSearch
from cmp_search.search.answer import Level

QUESTION = "Who polished forty lenses?"


@pytest.fixture
def library(corpus: Path, tmp_path: Path) -> Library:
    library = Library(corpus, tmp_path / "index", "fake")
    library.build()
    return library


def record(library: Library, filters: Filters | None = None, count: int = 3) -> RecordedSearch:
    return library.notes.record(library.ask(QUESTION, filters, count))


def changes(rerun: Rerun) -> list[tuple[HitChange, int, int]]:
    return [
        (one.change, one.before.rank if one.before else 0, one.now.rank if one.now else 0)
        for one in rerun.changed_hits
    ]


def test_nothing_changed_is_said_too(library: Library) -> None:
    before = record(library)
    rerun = library.notes.rerun(before)
    assert rerun.unchanged
    assert replace(rerun.now, record=before.record) == before
    assert changes(rerun) == []


def test_a_search_that_found_nothing_is_repeated_like_any_other(library: Library) -> None:
    filters = Filters(documents=("puertos-2022",))
    before = library.notes.record(library.ask("Quantum moons?", filters))
    assert before.level is Level.NOT_FOUND
    assert library.notes.rerun(before).unchanged


def test_texts_that_came_went_or_changed_are_named(library: Library, corpus: Path) -> None:
    before = record(library)
    (corpus / "oars.md").write_text("# Oars\n\nWho polished forty lenses? The rowers.\n", "utf-8")
    (corpus / "puertos-2022.txt").unlink()
    ports = corpus / "ports-2021.html"
    ports.write_text(ports.read_text("utf-8") + "<!-- seen -->", "utf-8")
    library.build()
    rerun = library.notes.rerun(before)
    assert not rerun.unchanged and rerun.index_changed and not rerun.models_changed
    assert (rerun.texts_added, rerun.texts_removed) == (("oars",), ("puertos-2022",))
    assert rerun.texts_changed == ("ports-2021",)
    assert rerun.answer_changed
    assert (HitChange.NEW, 0, 1) in changes(rerun)
    assert (HitChange.MOVED, 1, 2) in changes(rerun)


def test_a_passage_in_other_words_is_told_from_one_that_is_gone(
    library: Library, corpus: Path
) -> None:
    before = record(library, Filters(documents=("harbour-2021",)))
    text = corpus / "harbour-2021.md"
    text.write_text(text.read_text("utf-8").replace("polished forty", "polished fifty"), "utf-8")
    library.build()
    rerun = library.notes.rerun(before)
    assert rerun.texts_changed == ("harbour-2021",)
    (reworded,) = (one for one in rerun.changed_hits if one.change is HitChange.REWORDED)
    assert reworded.before and reworded.now
    assert reworded.before.sha256 != reworded.now.sha256
    text.write_text("# Harbour Exchange: report for 2021\n\nForty lenses.\n", "utf-8")
    library.build()
    assert {one.change for one in library.notes.rerun(before).changed_hits} == {
        HitChange.NEW,
        HitChange.GONE,
    }


def test_a_text_that_the_filters_name_may_be_gone(library: Library, corpus: Path) -> None:
    before = record(library, Filters(documents=("harbour-2021", "puertos-2022")))
    only = record(library, Filters(documents=("puertos-2022",)))
    spanish = record(library, Filters(languages=("es",)))
    (corpus / "puertos-2022.txt").unlink()
    library.build()
    rerun = library.notes.rerun(before)
    assert rerun.now.record.documents == ("harbour-2021",)
    assert rerun.texts_removed == ("puertos-2022",)
    with pytest.raises(UnknownDocumentError):
        library.notes.rerun(only)
    with pytest.raises(QuestionError):
        library.notes.rerun(spanish)


def test_other_models_and_another_level_are_said(library: Library) -> None:
    before = record(library)
    other = replace(before, level=Level.ANSWERED, record=replace(before.record, encoder="e5"))
    rerun = library.notes.rerun(other)
    assert rerun.models_changed and rerun.level_changed and rerun.answer_changed
    assert not rerun.index_changed and not rerun.changed_hits
    calibration = Calibration("", library.encoder.identity, "", 0.4, 0.6, ())
    calibrated = replace(before, record=replace(before.record, calibration=calibration))
    assert library.notes.rerun(calibrated).models_changed


def test_it_is_asked_in_the_language_of_the_interface_in_which_it_was(library: Library) -> None:
    before = library.notes.record(library.ask("ZKB", language="fr"))
    rerun = library.notes.rerun(before)
    assert before.record.language == rerun.now.record.language == "fr"
    assert rerun.unchanged
