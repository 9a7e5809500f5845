from pathlib import Path

import pytest

from cmp_search.corpus.files import add_file, put_back, remove_document, take_out
from cmp_search.documents.journal import LOCK
from cmp_search.documents.source import scan_corpus
from cmp_search.errors import (
    CorpusError,
    FormatError,
    IdError,
    NoTextError,
    ReadError,
    TakenError,
    UnknownDocumentError,
)
from tests.raising import raises_code


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.TXT"
    path.write_text("A note about oars.", "utf-8")
    return path


def ids(corpus: Path) -> set[str]:
    return {source.id for source in scan_corpus(corpus)}


def removed(corpus: Path) -> list[str]:
    return sorted(path.name for path in (corpus / "removed").iterdir())


def test_a_file_is_copied_under_its_stem(corpus: Path, note: Path) -> None:
    source = add_file(corpus, note)
    assert source.path == corpus / "note.txt"
    assert source.path.read_bytes() == note.read_bytes()
    assert "note" in ids(corpus)
    assert source in scan_corpus(corpus)


def test_a_file_gets_the_id_and_the_entry_that_were_asked_for(corpus: Path, note: Path) -> None:
    (corpus / "puertos-2022.txt").unlink()
    source = add_file(corpus, note, "puertos-2022")
    assert source.entry.title == "Intercambio de puertos: informe de 2022"


def test_the_first_file_makes_the_folder(tmp_path: Path, note: Path) -> None:
    add_file(tmp_path / "new" / "corpus", note)
    assert ids(tmp_path / "new" / "corpus") == {"note"}


def test_a_newer_file_takes_the_place_and_the_older_is_kept(corpus: Path, note: Path) -> None:
    add_file(corpus, note)
    for text in ("Second.", "Third."):
        note.write_text(text, "utf-8")
        add_file(corpus, note)
    assert (corpus / "note.txt").read_text("utf-8") == "Third."
    assert removed(corpus) == ["note-2.txt", "note.txt"]


def test_a_newer_file_in_another_format_takes_the_place_too(corpus: Path, note: Path) -> None:
    add_file(corpus, note, "harbour-2021")
    assert removed(corpus) == ["harbour-2021.md"]
    assert "harbour-2021" in ids(corpus)


def test_the_same_file_again_changes_nothing(corpus: Path, note: Path) -> None:
    first = add_file(corpus, note)
    assert add_file(corpus, note) == first
    assert add_file(corpus, first.path) == first
    assert not (corpus / "removed").exists()


@pytest.mark.parametrize("id", ["a/b", "../a", ".a", "~$a", "", "/a"])
def test_an_id_that_is_no_plain_name_is_refused(corpus: Path, tmp_path: Path, id: str) -> None:
    path = tmp_path / "~$note.txt"
    path.write_text("words", "utf-8")
    before = ids(corpus)
    with raises_code(IdError, "id_invalid"):
        add_file(corpus, path, id)
    assert ids(corpus) == before


@pytest.mark.parametrize("id", ["two\nlines", "nul\0", "long" * 50, "lost\udce9"])
def test_an_id_that_no_file_can_safely_have_is_refused(corpus: Path, note: Path, id: str) -> None:
    with pytest.raises(IdError) as refused:
        add_file(corpus, note, id)
    assert "\n" not in str(refused.value)


def test_nothing_is_replaced_where_it_may_not_be(corpus: Path, note: Path) -> None:
    first = add_file(corpus, note, replacing=False)
    assert add_file(corpus, note, replacing=False) == first, "the same file replaces nothing"
    with raises_code(TakenError, "id_taken", id="harbour-2021"):
        add_file(corpus, note, "harbour-2021", replacing=False)
    note.write_text("Another note.", "utf-8")
    with raises_code(TakenError, "id_taken", id="note"):
        add_file(corpus, note, replacing=False)
    assert not (corpus / "removed").exists()


def test_the_catalogue_cannot_be_added_as_a_document(corpus: Path) -> None:
    with raises_code(CorpusError, "id_invalid"):
        add_file(corpus, corpus / "catalogue.toml")


@pytest.mark.parametrize(
    ("name", "content", "error", "code"),
    [
        ("a.txt", "", NoTextError, "no_text"),
        ("a.jpg", "x", FormatError, "suffix_unknown"),
        ("a.pdf", "words", FormatError, "format_not"),
    ],
)
def test_only_what_can_be_read_comes_in(
    corpus: Path, tmp_path: Path, name: str, content: str, error: type[ReadError], code: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    before = sorted(corpus.rglob("*"))
    with raises_code(error, code, file=name):
        add_file(corpus, tmp_path / name)
    assert sorted(corpus.rglob("*")) == before


def test_a_file_that_is_not_there(corpus: Path, tmp_path: Path) -> None:
    with raises_code(CorpusError, "no_file"):
        add_file(corpus, tmp_path / "nothing.txt")


def test_a_removed_document_is_kept_aside(corpus: Path) -> None:
    text = (corpus / "harbour-2021.md").read_text("utf-8")
    place = remove_document(corpus, "harbour-2021")
    assert place.read_text("utf-8") == text
    assert "harbour-2021" not in ids(corpus)


def test_an_unknown_document_is_named_with_those_there_are(corpus: Path) -> None:
    with raises_code(UnknownDocumentError, "not_in_corpus", id="harbor"):
        remove_document(corpus, "harbor")


def test_what_was_taken_out_goes_back_to_its_place(corpus: Path) -> None:
    folder = corpus / "below"
    folder.mkdir()
    (corpus / "harbour-2021.md").rename(folder / "harbour-2021.md")
    before = {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()}
    moved = take_out(corpus, "harbour-2021")
    assert "harbour-2021" not in ids(corpus)
    put_back(corpus, "harbour-2021", moved)
    (corpus / LOCK).unlink()
    assert {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()} == before


def test_nothing_goes_back_where_something_changed(corpus: Path, note: Path) -> None:
    moved = take_out(corpus, "harbour-2021")
    add_file(corpus, note, "harbour-2021")
    with raises_code(CorpusError, "put_back_changed"):
        put_back(corpus, "harbour-2021", moved)
    remove_document(corpus, "harbour-2021")
    moved[0].kept.unlink()
    with raises_code(CorpusError, "put_back_changed"):
        put_back(corpus, "harbour-2021", moved)
    assert "harbour-2021" not in ids(corpus)
