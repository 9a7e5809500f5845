"""Why a file failed is recorded in the index until the file changes, is readable or is removed."""

from pathlib import Path

import pytest

from cmp_search.documents.document import Document
from cmp_search.documents.source import Source, file_hash
from cmp_search.errors import BreakdownError, ReadError, SlowError
from cmp_search.index.embedded.files import read_manifest
from cmp_search.index.embedded.folder import current
from cmp_search.index.manifest import Failure
from cmp_search.index.status import read_status
from cmp_search.index.versions import VERSIONS, Stage
from cmp_search.readers import read_document
from tests.index.building import build, state


@pytest.fixture
def broken(corpus: Path) -> Path:
    path = corpus / "broken.pdf"
    path.write_bytes(b"This is no PDF at all.")
    return path


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that builds read, in order."""
    names: list[str] = []

    def read(source: Source, data: bytes) -> Document:
        names.append(source.path.name)
        return read_document(source, data)

    monkeypatch.setattr("cmp_search.index.encoding.read_document", read)
    return names


def recorded(index: Path) -> tuple[Failure, ...]:
    return read_manifest(current(index)).failed


def test_it_is_in_the_manifest_and_in_status(corpus: Path, index: Path, broken: Path) -> None:
    report = build(corpus, index)
    (failure,) = recorded(index)
    assert report.failed == (failure,) and report.skipped == ()
    assert (failure.id, failure.file, failure.sha256) == ("broken", "broken.pdf", file_hash(broken))
    assert (failure.kind, failure.lasting, failure.kept) == ("format", True, False)
    status = read_status(corpus, str(index))
    assert (status.failed, status.pending, status.unread) == ((failure,), ("broken",), ())


def test_an_unchanged_file_is_not_read_again_and_nothing_is_written(
    corpus: Path, index: Path, broken: Path, files_read: list[str]
) -> None:
    first = build(corpus, index)
    before = state(index)
    again = build(corpus, index)
    assert files_read == ["broken.pdf"]
    assert (again.failed, again.skipped) == (first.failed, ("broken",))
    assert state(index) == before


def test_it_goes_when_the_file_changes_is_fixed_or_is_removed(
    corpus: Path, index: Path, broken: Path, files_read: list[str]
) -> None:
    build(corpus, index)
    broken.write_bytes(b"This is no PDF either.")
    assert read_status(corpus, str(index)).unread == ("broken",)
    assert build(corpus, index).skipped == () and len(files_read) == 2
    broken.rename(corpus / "broken.txt")
    assert read_status(corpus, str(index)).failed == ()
    assert build(corpus, index).added == ("broken",)
    assert recorded(index) == ()
    (corpus / "broken.txt").write_bytes(b"")
    (failure,) = build(corpus, index).failed
    assert failure.kept and recorded(index) == (failure,)
    (corpus / "broken.txt").unlink()
    assert read_status(corpus, str(index)).failed == ()
    assert build(corpus, index).removed == ("broken",)
    assert recorded(index) == ()


def test_a_file_that_cannot_be_opened_is_tried_again_each_time(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "note.txt").write_text("A note about oars.", "utf-8")
    with monkeypatch.context() as patch:
        seconds = iter([30, 30, 60])

        def refuse(_: Source, data: bytes) -> Document:
            raise ReadError("reading_slow", seconds=next(seconds))

        patch.setattr("cmp_search.index.encoding.read_document", refuse)
        patch.setattr("cmp_search.index.failures.now", iter(["1", "3"]).__next__)
        build(corpus, index)
        before = state(index)
        report = build(corpus, index)
        assert report.skipped == () and report.failed[0].date == "1"
        assert state(index) == before, "reported again, but nothing is new"
        assert build(corpus, index).failed[0].date == "3"
    assert build(corpus, index).added == ("note",)
    assert recorded(index) == ()


@pytest.mark.parametrize("error", [SlowError, BreakdownError])
def test_a_file_that_breaks_its_process_is_tried_twice(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch, error: type[ReadError]
) -> None:
    note = corpus / "note.txt"
    note.write_text("A note about oars.", "utf-8")
    errors = iter([error("reading_slow", seconds=30), error("reading_slow", seconds=60)])
    with monkeypatch.context() as patch:

        def refuse(_: Source, data: bytes) -> Document:
            raise next(errors)

        patch.setattr("cmp_search.index.encoding.read_document", refuse)
        tries = [build(corpus, index).failed[0] for _ in range(3)]
        assert [(one.tries, one.lasting) for one in tries] == [(1, False), (2, True), (2, True)]
        assert build(corpus, index).skipped == ("note",)
    note.write_text("A note about sails.", "utf-8")
    assert build(corpus, index).added == ("note",)


def test_another_version_of_reading_tries_again(
    corpus: Path, index: Path, broken: Path, files_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(corpus, index)
    monkeypatch.setitem(VERSIONS, Stage.READING, VERSIONS[Stage.READING] + 1)
    assert build(corpus, index).skipped == ()
    assert files_read.count("broken.pdf") == 2
