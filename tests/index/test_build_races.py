"""What others do to the corpus while a build runs, or waits for another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cmp_search.documents.source import Source, file_hash, scan_corpus
from cmp_search.errors import CorpusError
from cmp_search.index import build as building
from cmp_search.index.emptying import empty_index
from cmp_search.index.engines import open_builder, open_index
from tests.index.building import ALL, build, indexed, text_of
from tests.raising import raises_code

OTHER = "# Fog\n\nThe harbour council bought nine lanterns.\n"


def after_the_scan(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen once, right after the next scan of a corpus."""

    def scan(corpus: Path) -> tuple[Source, ...]:
        sources = scan_corpus(corpus)
        monkeypatch.setattr(building, "scan_corpus", scan_corpus)
        act()
        return sources

    monkeypatch.setattr(building, "scan_corpus", scan)


def edition(index: Path, id: str) -> str:
    opened = open_index(str(index), searchable=False)
    sha256 = opened.document(id).sha256
    opened.close()
    return sha256


def test_a_text_that_changes_after_the_scan_has_the_hash_of_what_was_read(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = corpus / "harbour-2021.md"
    path.write_text("# Fog\n\nThe harbour council bought three lanterns.\n", "utf-8")
    after_the_scan(monkeypatch, lambda: path.write_text(OTHER, "utf-8"))
    assert build(corpus, index).changed == ("harbour-2021",)
    assert "nine lanterns" in text_of(index, "harbour-2021")
    assert edition(index, "harbour-2021") == file_hash(path)
    assert "harbour-2021" in build(corpus, index).unchanged


def test_a_text_that_changes_back_after_it_was_read_is_read_again(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = corpus / "note.txt"
    path.write_text("One note about oars.", "utf-8")
    after_the_scan(monkeypatch, lambda: path.write_text("Another note about oars.", "utf-8"))
    build(corpus, index)
    path.write_text("One note about oars.", "utf-8")
    assert build(corpus, index).changed == ("note",)
    assert text_of(index, "note") == "One note about oars."


def test_a_file_that_breaks_after_the_scan_fails_as_what_it_became(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = corpus / "note.txt"
    path.write_text("A note about oars.", "utf-8")
    after_the_scan(monkeypatch, lambda: path.write_bytes(b""))
    (failure,) = build(corpus, index).failed
    assert failure.sha256 == file_hash(path)
    path.write_text("A note about oars.", "utf-8")
    assert build(corpus, index).added == ("note",), "the good file was never the one that failed"


def test_a_file_that_vanishes_after_the_scan_is_a_line_and_not_the_end(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "note.txt").write_text("A note about oars.", "utf-8")
    (corpus / "oars.txt").write_text("Oars are of wood.", "utf-8")
    after_the_scan(monkeypatch, (corpus / "note.txt").unlink)
    report = build(corpus, index)
    assert [(one.id, one.code) for one in report.failed] == [("note", "file_unopened")]
    assert report.added == ("oars",)
    assert build(corpus, index).failed == ()


def test_a_waiting_build_keeps_what_was_added_meanwhile(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = open_builder

    def wait(*arguments: object) -> object:
        monkeypatch.setattr(building, "open_builder", opening)
        (corpus / "note.txt").write_text("A note about oars.", "utf-8")
        assert build(corpus, index).added == ("note",)
        return opening(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "open_builder", wait)
    report = build(corpus, index)
    assert (report.removed, report.added) == ((), ())
    assert "note" in indexed(index)


def test_what_was_added_while_an_emptying_build_waited_is_indexed(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "removed").mkdir()
    for path in [path for path in corpus.iterdir() if path.is_file()]:
        path.rename(corpus / "removed" / path.name)
    emptying = empty_index

    def wait(*arguments: object, **_: object) -> object:
        (corpus / "note.txt").write_text("A note about oars.", "utf-8")
        return emptying(*arguments, may_remove_most=True)  # type: ignore[arg-type]

    monkeypatch.setattr(building, "empty_index", wait)
    assert build(corpus, index).added == ("note",)
    assert indexed(index) == ("note",)


def test_a_corpus_without_a_text_makes_no_index_folder(tmp_path: Path) -> None:
    with raises_code(CorpusError, "no_corpus"):
        build(tmp_path / "nowhere", tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_nothing_is_scanned_before_the_lock_is_held(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    def scan(folder: Path) -> tuple[Source, ...]:
        held.append((index / ".work").is_dir())
        return scan_corpus(folder)

    monkeypatch.setattr(building, "scan_corpus", scan)
    assert sorted(build(corpus, index).unchanged) == sorted(ALL)
    assert held == [True]
