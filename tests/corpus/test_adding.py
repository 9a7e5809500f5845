"""Adding a text with what is said of it, and taking that back to the byte."""

from pathlib import Path

import pytest

from cmp_search.corpus.adding import (
    RECORD,
    add_text,
    is_taken_back,
    last_addition,
    undo_addition,
)
from cmp_search.corpus.details import Details
from cmp_search.corpus.files import remove_document
from cmp_search.documents.catalogue import CATALOGUE, load_catalogue
from cmp_search.documents.recognition import mark
from cmp_search.documents.source import file_hash, scan_corpus
from cmp_search.errors import CorpusError, FormatError
from tests.index.building import state
from tests.raising import raises_code
from tests.sample import CATALOGUE as SAMPLE

DETAILS = Details('Oars, a "history"', "Office of Oars", "2019-11-28", "en", "report")


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("A note about oars.", "utf-8")
    return path


def catalogue(corpus: Path) -> str:
    return (corpus / CATALOGUE).read_text("utf-8")


def undone(corpus: Path) -> dict[str, bytes]:
    """The files of a corpus after the last addition was taken back, but for those removed."""
    undo_addition(corpus)
    return {name: data for name, data in state(corpus).items() if "/removed/" not in name}


def test_what_is_said_of_a_text_is_in_the_catalogue_and_goes_again(
    corpus: Path, note: Path
) -> None:
    before = state(corpus)
    source = add_text(corpus, note, None, DETAILS)
    assert source in scan_corpus(corpus)
    assert (source.entry.title, str(source.entry.date)) == (DETAILS.title, DETAILS.date)
    assert catalogue(corpus).startswith(SAMPLE), "what was there is as it was"
    assert undone(corpus) == before
    assert last_addition(corpus) is None
    with raises_code(CorpusError, "undo_nothing"):
        undo_addition(corpus)


def test_without_details_the_catalogue_is_left_alone(corpus: Path, note: Path) -> None:
    add_text(corpus, note, "puertos-2023")
    assert catalogue(corpus) == SAMPLE


def test_a_corpus_without_catalogue_gets_one_and_loses_it(tmp_path: Path, note: Path) -> None:
    corpus = tmp_path / "new"
    add_text(corpus, note, None, DETAILS)
    assert [entry.id for entry in load_catalogue(corpus)] == ["note"]
    assert undone(corpus) == {}


def test_an_entry_that_is_there_is_corrected_in_its_place(corpus: Path, note: Path) -> None:
    text = "# Before\n\n" + SAMPLE.replace(
        '\n[[document]]\nid = "puertos', '\n# P\n\n[[document]]\nid = "puertos'
    )
    (corpus / CATALOGUE).write_text(text, "utf-8")
    before = state(corpus)
    add_text(corpus, note, "ports-2021", Details(title="Les ports", date="2020"))
    entry = next(entry for entry in load_catalogue(corpus) if entry.id == "ports-2021")
    assert (entry.title, entry.year, entry.date) == ("Les ports", 2020, None)
    assert (entry.issuing_body, entry.edition_of) == ("Institut de la brume", "harbour-2021")
    assert "\n\n# P\n\n" in catalogue(corpus) and catalogue(corpus).startswith("# Before\n")
    assert undone(corpus) == before, "the older file is back, too"


def test_edits_of_the_catalogue_made_meanwhile_stay(corpus: Path, note: Path) -> None:
    add_text(corpus, note, None, DETAILS)
    (corpus / CATALOGUE).write_text("# mine\n" + catalogue(corpus), "utf-8")
    undo_addition(corpus)
    assert catalogue(corpus) == "# mine\n" + SAMPLE


@pytest.mark.parametrize("more", ['url = "https://oars.example"\n', 'kind = "x"\n'])
def test_an_entry_that_was_edited_meanwhile_stays(corpus: Path, note: Path, more: str) -> None:
    add_text(corpus, note, None, Details(title="Oars"))
    edited = catalogue(corpus) + more
    (corpus / CATALOGUE).write_text(edited, "utf-8")
    undo_addition(corpus)
    assert catalogue(corpus) == edited


def test_what_was_changed_since_is_not_taken_back(corpus: Path, note: Path) -> None:
    add_text(corpus, note, "two")
    (corpus / "two.txt").write_text("Edited.", "utf-8")
    before = state(corpus)
    with raises_code(CorpusError, "undo_changed", id="two"):
        undo_addition(corpus)
    assert state(corpus) == before
    remove_document(corpus, "two")
    with raises_code(CorpusError, "undo_changed", id="two"):
        undo_addition(corpus)


def test_an_earlier_addition_can_be_named_and_the_later_one_stays(
    corpus: Path, note: Path, tmp_path: Path
) -> None:
    replaced = (corpus / "ports-2021.html").read_bytes()
    other = tmp_path / "other.html"
    other.write_text("<p>Other ports.</p>", "utf-8")
    add_text(corpus, other, "ports-2021", Details(title="Other ports"))
    first = last_addition(corpus)
    assert first and not is_taken_back(corpus, first)
    add_text(corpus, note, None, Details(title="A note"))
    last = last_addition(corpus)
    assert undo_addition(corpus, first) == first and is_taken_back(corpus, first)
    assert (corpus / "ports-2021.html").read_bytes() == replaced
    assert last_addition(corpus) == last
    titles = {entry.title for entry in load_catalogue(corpus)}
    assert "A note" in titles and "Other ports" not in titles
    with raises_code(CorpusError, "undo_changed", id="ports-2021"):
        undo_addition(corpus, first)
    undo_addition(corpus, last)
    assert last_addition(corpus) is None


def test_a_scan_that_was_replaced_comes_back_with_its_recognised_pdf(
    corpus: Path, note: Path
) -> None:
    (corpus / "note.pdf").write_bytes(b"%PDF-1.4 a scan")
    (corpus / "note.ocr.pdf").write_bytes(b"%PDF-1.4 its text")
    mark(corpus / "note.ocr.pdf", file_hash(corpus / "note.pdf"))
    before = state(corpus)
    add_text(corpus, note)
    assert [source.path.name for source in scan_corpus(corpus) if source.id == "note"] == [
        "note.txt"
    ]
    assert undone(corpus) == before


def test_the_same_file_again_can_get_another_entry(corpus: Path, note: Path) -> None:
    add_text(corpus, note)
    first = state(corpus)
    add_text(corpus, note)
    assert state(corpus) == first
    add_text(corpus, note, None, DETAILS)
    undo_addition(corpus)
    assert (corpus / "note.txt").is_file() and catalogue(corpus) == SAMPLE


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (Details(date="soon"), "date_invalid"),
        (Details(date="2019-02-30"), "date_invalid"),
        (Details(date="20191"), "date_invalid"),
        (Details(language="English"), "language_invalid"),
    ],
)
def test_a_detail_that_is_wrong_changes_nothing(
    corpus: Path, note: Path, details: Details, code: str
) -> None:
    before = state(corpus)
    with raises_code(CorpusError, code):
        add_text(corpus, note, None, details)
    assert state(corpus) == before


def test_what_cannot_be_read_or_copied_changes_nothing(
    corpus: Path, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(corpus)
    liar = note.with_name("liar.pdf")
    liar.write_text("no PDF", "utf-8")
    with pytest.raises(FormatError):
        add_text(corpus, liar, None, DETAILS)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cmp_search.documents.journal.write_file", full)
    with pytest.raises(OSError, match="No space"):
        add_text(corpus, note, None, DETAILS)
    assert state(corpus) == before


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd"])
def test_a_record_that_leads_out_of_the_corpus_counts_for_nothing(
    corpus: Path, note: Path, path: str
) -> None:
    add_text(corpus, note)
    record = corpus / RECORD
    record.write_text(record.read_text("utf-8").replace('"note.txt"', f'"{path}"'), "utf-8")
    assert last_addition(corpus) is None


@pytest.mark.parametrize(
    ("title", "id", "official"),
    [
        ("Oars: 2019 annual report (digest)", "oars-2019-digest", "oars-2019"),
        ("Rames : rapport annuel 2019 (condensé)", "rames-digest.fr", "rames-fr"),
        ("Remos: informe anual 2019 (síntesis)", "remos", "remos-official"),
    ],
)
def test_a_digest_of_a_text_that_is_not_in_the_catalogue_stays_one(
    tmp_path: Path, title: str, id: str, official: str
) -> None:
    corpus, file = tmp_path / "new", tmp_path / f"{id}.md"
    file.write_text(f"# {title}\n\nNine oars, in other words.\n", "utf-8")
    source = add_text(corpus, file, id)
    assert (source.entry.kind, source.entry.digest_of) == ("digest", official)
    assert source in scan_corpus(corpus)
    text, digest = load_catalogue(corpus)
    assert (text.id, text.title, text.url) == (official, title.rpartition(" (")[0], "")
    assert digest.id == id
    assert undone(corpus) == {}


def test_a_digest_names_the_text_that_the_catalogue_has(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "ports-2021-digest.md"
    file.write_text("# Ports (condensé)\n\nNeuf phares.\n", "utf-8")
    before = len(load_catalogue(corpus))
    assert add_text(corpus, file).entry.digest_of == "ports-2021"
    assert len(load_catalogue(corpus)) == before + 1


def test_a_text_about_a_digest_is_none(corpus: Path, note: Path) -> None:
    add_text(corpus, note, None, Details(title="The digest of oars"))
    assert load_catalogue(corpus)[-1].digest_of is None
