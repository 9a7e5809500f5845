import shutil
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

import cmp_search
from cmp_search.encoders import EncoderIdentity
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import GenerationError, NoIndexError, TakenError, UnknownDocumentError
from cmp_search.evaluation.questions import read_questions
from cmp_search.index.filters import Filters
from cmp_search.library import Library
from tests.index.building import ALL, build
from tests.raising import raises_code


@pytest.fixture
def library(corpus: Path, tmp_path: Path) -> Library:
    return Library(corpus, tmp_path / "index", "fake")


def test_five_lines_build_ask_and_cite(corpus: Path, tmp_path: Path) -> None:
    with cmp_search.open(str(corpus), tmp_path / "index", "fake") as library:
        assert set(library.build().added) == set(ALL)
        answer = library.ask("Who polished forty lenses?")
        assert "Lens Working Group" in answer.hits[0].citation.render("fr")


def test_opening_touches_nothing(tmp_path: Path) -> None:
    with cmp_search.open(tmp_path / "no corpus", tmp_path / "no index") as library:
        assert library.model == "multilingual-e5-small"
    assert list(tmp_path.iterdir()) == []


def test_a_question_without_an_index_says_so(tmp_path: Path) -> None:
    library = cmp_search.open(tmp_path / "no corpus", tmp_path / "no index", "fake")
    with pytest.raises(NoIndexError):
        library.ask("Anything?")


def test_a_question_is_asked_of_the_index_as_it_stands(library: Library, corpus: Path) -> None:
    library.build()
    first, before = library.index(), library.generation()
    assert library.searcher() is library.searcher()
    (corpus / "oars.txt").write_text("Oars\n\nThe oars are of ash.\n", "utf-8")
    build(corpus, Path(library.index_address))  # As another process would.
    assert library.ask("Which wood are the oars of?").hits[0].passage.document == "oars"
    assert library.generation() != before
    assert first.document("harbour-2021").text, "who still reads from the one before keeps it"


def test_what_is_closed_is_opened_again_when_it_is_needed(library: Library) -> None:
    library.build()
    library.ask("lens")
    library.close()
    assert library.ask("lens").hits
    library.close()


def test_filters_and_count_limit_an_answer(library: Library) -> None:
    library.build()
    answer = library.ask("lentilles", Filters(languages=("fr",)), 1)
    assert [hit.language for hit in answer.hits] == ["fr"]


def test_texts_are_added_read_and_removed(library: Library, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("A note about oars.", "utf-8")
    assert library.add(note, "oars").id == "oars"
    assert library.add(note, "oars", replacing=False).id == "oars"  # It is there already.
    other = tmp_path / "other.txt"
    other.write_text("Another note.", "utf-8")
    with pytest.raises(TakenError):
        library.add(str(other), "oars", replacing=False)
    assert "oars" in library.build().added
    assert library.document("oars").text == "A note about oars."
    assert library.document_status("oars").status.passages == 1
    assert library.status().pending == ()
    assert library.remove("oars").is_file()
    assert library.build().removed == ("oars",)
    with pytest.raises(UnknownDocumentError):
        library.document("oars")


def test_it_looks_up_what_stands_in_the_current_generation(library: Library, corpus: Path) -> None:
    library.build()
    (hit,) = library.ask("Who polished forty lenses?", count=1).hits
    found = library.passage(hit.passage.id)
    assert (found.passage, found.citation) == (hit.passage, hit.citation)
    assert found.passage in library.section("harbour-2021", found.section).passages
    assert library.counterpart("harbour-2021", 0, "fr").section.entry.id == "ports-2021"
    assert [one.entry.id for one in library.documents().documents] == list(ALL)
    (corpus / "oars.txt").write_text("Oars\n\nThe oars are of ash.\n", "utf-8")
    build(corpus, Path(library.index_address))  # As another process would.
    assert "of ash" in library.section("oars", 0).text
    assert "oars" in [one.entry.id for one in library.documents().documents]


def test_it_checks_quotations_and_drafts_without_a_file(library: Library) -> None:
    library.build()
    assert library.check_quotation("The group polished forty lenses.").holds
    assert not library.check_quotation("The group polished sixty lenses.").holds
    found = library.verify_draft("“The group polished sixty lenses.”".encode(), "a.txt")
    assert (found.file, found.holds) == ("a.txt", False)


def test_what_is_looked_up_needs_no_model(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.build()

    def load(model: str) -> object:
        raise AssertionError(f"{model} was loaded")

    monkeypatch.setattr("cmp_search.search.opened.open_encoder", load)
    other = Library(library.corpus, library.index_address, "fake")
    (passage, *_) = other.section("harbour-2021", 3).passages
    assert other.passage(passage.id).section == 3
    assert other.counterpart("ports-2021", 1, "en").section.entry.id == "harbour-2021"
    assert other.documents().documents
    assert other.check_quotation("The group polished forty lenses.").holds


def test_it_guides_examines_and_evaluates(library: Library, tmp_path: Path) -> None:
    library.build()
    groups = library.guide("fr").overview.groups
    assert {card.group.fact.name.text for card in groups} >= {"Lens Working Group"}
    assert "index" in {finding.area for finding in library.examine()}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        '{"lang": "en", "question": "Who polished lenses?", "doc": "harbour-2021", '
        '"answers": ["forty lenses"]}\n',
        "utf-8",
    )
    run = library.evaluate(read_questions([gold]))
    assert [one.rank for one in run.asked] == [1]


def test_one_thread_opens_a_new_generation_while_others_wait(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.build()
    opened: list[int] = []
    real = cmp_search.search.reopening.open_index

    def counting(address: Path) -> object:
        opened.append(threading.get_ident())
        return real(address)

    monkeypatch.setattr("cmp_search.search.reopening.open_index", counting)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(library.ask, ["lens"] * 16))
    assert len(opened) == 1
    assert len({answer.hits for answer in answers}) == 1


def test_the_model_is_loaded_beside_other_work(library: Library) -> None:
    library.warm()
    encoder = library.encoder
    library.warm()
    assert library.encoder is encoder
    assert isinstance(encoder, FakeEncoder)


def test_an_index_that_was_deleted_and_built_again_is_reopened(
    library: Library, corpus: Path
) -> None:
    library.build()
    assert library.ask("lens").hits
    (corpus / "harbour-2021.md").write_text("# Harbour\n\nOars, and nothing but oars.\n", "utf-8")
    shutil.rmtree(library.index_address)
    build(corpus, Path(library.index_address))
    assert "Oars, and nothing" in library.index().document("harbour-2021").text
    assert any("Oars" in hit.passage.text for hit in library.ask("oars").hits)


class SlowIdentity(FakeEncoder):
    """An encoder whose model is still loading."""

    def __init__(self) -> None:
        self.asked, self.loaded = threading.Event(), threading.Event()

    @property
    def identity(self) -> EncoderIdentity:  # type: ignore[override]
        """The fake one's, once the model is loaded."""
        self.asked.set()
        assert self.loaded.wait(30)
        return FakeEncoder.identity


def test_who_reads_the_index_does_not_wait_for_the_encoder(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.build()
    slow, waited = SlowIdentity(), Library(library.corpus, library.index_address, "slow")
    monkeypatch.setattr("cmp_search.search.opened.open_encoder", lambda _: slow)
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(waited.ask, "lens")
        assert slow.asked.wait(30)
        assert waited.index().entries(), "while the question waits"
        assert not asking.done()
        slow.loaded.set()
        assert asking.result().hits


def test_threads_share_one_encoder_and_one_index(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.build()
    opened: list[FakeEncoder] = []

    def slowly(_: str) -> FakeEncoder:
        opened.append(FakeEncoder())
        return opened[-1]

    monkeypatch.setattr("cmp_search.search.opened.open_encoder", slowly)
    shared = Library(library.corpus, library.index_address, "fake")
    barrier = threading.Barrier(8)

    def ask() -> object:
        barrier.wait()
        return shared.searcher()

    with ThreadPoolExecutor(8) as pool:
        searchers = {id(future.result()) for future in [pool.submit(ask) for _ in range(8)]}
    assert (len(searchers), len(opened)) == (1, 1)


def test_whoever_still_reads_goes_on_after_the_library_is_closed(library: Library) -> None:
    library.build()
    searcher = library.searcher()
    library.close()
    assert searcher.ask("lens").hits
    searcher.close()
    with raises_code(GenerationError, "index_closed"):
        searcher.ask("lens")


def test_closing_while_others_ask_harms_nobody(library: Library) -> None:
    library.build()
    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(library.ask, "lens") for _ in range(40)]
        while wait(asking, timeout=0.002).not_done:
            library.close()
        assert all(future.result().hits for future in asking)
