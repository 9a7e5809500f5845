"""Why a file failed is kept with the index, until it changes, succeeds or goes."""

from pathlib import Path

import pytest

from cmp_search.documents.document import Document
from cmp_search.documents.source import Source, file_hash
from cmp_search.errors import BreakdownError, ReadError, SlowError
from cmp_search.index.embedded.folder import current
from cmp_search.index.manifest import Failure, read_manifest
from cmp_search.index.status import read_status
from cmp_search.index.versions import VERSIONS, Stage
from cmp_search.readers import read_document
from tests.index.building import build, state


@pytest.fixture
def liar(corpus: Path) -> Path:
    path = corpus / "liar.pdf"
    path.write_bytes(b"This is no PDF at all.")
    return path


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that builds read, as they go on."""
    names: list[str] = []

    def read(source: Source) -> Document:
        names.append(source.path.name)
        return read_document(source)

    monkeypatch.setattr("cmp_search.index.build.read_document", read)
    return names


def kept(index: Path) -> tuple[Failure, ...]:
    return read_manifest(current(index)).failed


def test_it_is_in_the_manifest_and_in_status(corpus: Path, index: Path, liar: Path) -> None:
    report = build(corpus, index)
    (failure,) = kept(index)
    assert report.failed == (failure,) and report.skipped == ()
    assert (failure.id, failure.file, failure.sha256) == ("liar", "liar.pdf", file_hash(liar))
    assert (failure.kind, failure.lasting, failure.kept) == ("format", True, False)
    status = read_status(corpus, index)
    assert (status.failed, status.pending, status.unread) == ((failure,), ("liar",), ())


def test_an_unchanged_file_is_not_read_again_and_nothing_is_written(
    corpus: Path, index: Path, liar: Path, tried: list[str]
) -> None:
    first = build(corpus, index)
    before = state(index)
    again = build(corpus, index)
    assert tried == ["liar.pdf"]
    assert (again.failed, again.skipped) == (first.failed, ("liar",))
    assert state(index) == before


def test_it_goes_when_the_file_changes_is_mended_or_goes(
    corpus: Path, index: Path, liar: Path, tried: list[str]
) -> None:
    build(corpus, index)
    liar.write_bytes(b"This is no PDF either.")
    assert read_status(corpus, index).unread == ("liar",)
    assert build(corpus, index).skipped == () and len(tried) == 2
    liar.rename(corpus / "liar.txt")
    assert read_status(corpus, index).failed == ()
    assert build(corpus, index).added == ("liar",)
    assert kept(index) == ()
    (corpus / "liar.txt").write_bytes(b"")
    (failure,) = build(corpus, index).failed
    assert failure.kept and kept(index) == (failure,)
    (corpus / "liar.txt").unlink()
    assert read_status(corpus, index).failed == ()
    assert build(corpus, index).removed == ("liar",)
    assert kept(index) == ()


@pytest.mark.parametrize("error", [SlowError, BreakdownError, ReadError])
def test_what_another_try_may_do_is_tried_again(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch, error: type[ReadError]
) -> None:
    (corpus / "note.txt").write_text("A note about oars.", "utf-8")
    with monkeypatch.context() as patch:
        seconds = iter([30, 30, 60])

        def refuse(_: Source) -> Document:
            raise error("reading_slow", seconds=next(seconds))

        patch.setattr("cmp_search.index.build.read_document", refuse)
        patch.setattr("cmp_search.index.build.now", iter(["1", "3"]).__next__)
        build(corpus, index)
        before = state(index)
        report = build(corpus, index)
        assert report.skipped == () and report.failed[0].date == "1"
        assert state(index) == before, "told again, and nothing is new"
        assert build(corpus, index).failed[0].date == "3"
    assert build(corpus, index).added == ("note",)
    assert kept(index) == ()


def test_another_version_of_reading_tries_again(
    corpus: Path, index: Path, liar: Path, tried: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, index)
    monkeypatch.setitem(VERSIONS, Stage.READING, VERSIONS[Stage.READING] + 1)
    assert build(corpus, index).skipped == ()
    assert tried.count("liar.pdf") == 2
