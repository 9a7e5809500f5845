"""Adding and removing in the background: one job at a time, and errors are kept."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from cmp_search.encoders import Vectors
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import (
    BusyError,
    CmpSearchError,
    FormatError,
    IdError,
    TakenError,
    UnknownDocumentError,
)
from cmp_search.index.embedded.folder import locked
from cmp_search.index.report import BuildProgress
from cmp_search.library import Library
from cmp_search.web.jobs import Change, Job, Jobs
from tests.index.building import ALL, indexed, state
from tests.raising import raises_code

NOTE = b"A note about oars."


class WaitingEncoder(FakeEncoder):
    """A fake encoder that waits before it encodes passages."""

    def __init__(self) -> None:
        self.reached, self.go_on = Event(), Event()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The fake vectors."""
        self.reached.set()
        assert self.go_on.wait(30)
        return super().encode_passages(texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The fake vectors, at once."""
        return FakeEncoder().encode_questions(texts)


@pytest.fixture
def library(corpus: Path, index: Path) -> Library:
    return Library(corpus, index, "fake")


@pytest.fixture
def waiting() -> Iterator[WaitingEncoder]:
    encoder = WaitingEncoder()
    yield encoder
    encoder.go_on.set()


def ended(job: Job) -> Job:
    """Wait until a job has ended."""
    end = monotonic() + 30
    while not job.ended and monotonic() < end:
        sleep(0.01)
    assert job.ended
    return job


def test_a_text_is_added_under_its_stem_or_the_id_given(library: Library) -> None:
    jobs = Jobs()
    job = ended(jobs.add(library, "Note.TXT", NOTE, ""))
    assert job.report and job.report.added == ("Note",) and job.error is None
    assert (library.corpus / "Note.txt").read_bytes() == NOTE
    assert ended(jobs.add(library, "Note.TXT", NOTE + b".", "oars")).report
    assert indexed(Path(library.index_address)) == tuple(sorted([*ALL, "Note", "oars"]))


def test_a_text_is_removed_and_its_file_kept(library: Library) -> None:
    job = ended(Jobs().remove(library, "ports-2021"))
    assert job.change is Change.REMOVE and job.report and job.report.removed == ("ports-2021",)
    assert (library.corpus / "removed" / "ports-2021.html").is_file()


@pytest.mark.parametrize(
    ("name", "data", "id", "error"),
    [
        ("a.txt", NOTE, "harbour-2021", TakenError),
        ("harbour-2021.md", NOTE, "", TakenError),
        ("photo.jpg", b"\xff\xd8\xff", "", FormatError),
        ("liar.pdf", NOTE, "", FormatError),
    ],
)
def test_what_cannot_be_added_changes_nothing(
    library: Library, name: str, data: bytes, id: str, error: type[Exception]
) -> None:
    before = state(Path(library.index_address)), state(library.corpus)
    job = ended(Jobs().add(library, name, data, id))
    assert isinstance(job.error, error) and job.report is None
    assert (state(Path(library.index_address)), state(library.corpus)) == before


@pytest.mark.parametrize("name", ["../x.txt", "x/y.txt", ".hidden", "two\nlines.txt"])
def test_a_name_that_leads_elsewhere_is_refused_at_once(library: Library, name: str) -> None:
    jobs = Jobs()
    with pytest.raises(IdError):
        jobs.add(library, "x.txt", NOTE, name)
    assert jobs.latest is None


def test_an_unknown_text_cannot_be_removed(library: Library) -> None:
    job = ended(Jobs().remove(library, "nowhere"))
    assert isinstance(job.error, UnknownDocumentError)


def test_only_one_is_at_work(
    library: Library, waiting: WaitingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.search.opened.open_encoder", lambda _: waiting)
    jobs = Jobs()
    first = jobs.add(library, "note.txt", NOTE, "")
    assert waiting.reached.wait(30)
    assert jobs.busy and not first.ended
    with raises_code(BusyError, "index_busy"):
        jobs.remove(library, "note")
    waiting.go_on.set()
    assert ended(first).report and not jobs.busy
    assert ended(jobs.remove(library, "note")).report


def test_a_build_of_another_process_is_not_waited_for(library: Library) -> None:
    jobs = Jobs()
    with locked(Path(library.index_address)), pytest.raises(BusyError):
        jobs.add(library, "note.txt", NOTE, "")
    assert not (library.corpus / "note.txt").exists()
    assert ended(jobs.add(library, "note.txt", NOTE, "")).report


def test_a_full_disk_is_kept_as_a_line(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "corpus")

    monkeypatch.setattr("cmp_search.documents.journal.write_file", full)
    job = ended(Jobs().add(library, "note.txt", NOTE, ""))
    assert isinstance(job.error, CmpSearchError) and job.error.code == "system_file"
    assert job.error.parameters == {"reason": "No space left on device", "file": "corpus"}


def test_the_time_left_comes_from_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("cmp_search.web.jobs.monotonic", lambda: clock[0])
    job = Job("note", Change.ADD)
    clock[0] = 150.0
    job.on_step(BuildProgress("note", 1, 1, 0, 1_000, 0))
    assert job.seconds_left is None
    clock[0] = 160.0
    job.on_step(BuildProgress("note", 1, 1, 250, 1_000, 50))
    assert job.seconds_left == 30
