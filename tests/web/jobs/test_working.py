"""Work on the corpus: orders are carried out, or named with what was wrong."""

from pathlib import Path

import pytest

from cmp_search.audit import Action, Via
from cmp_search.errors import FormatError, TakenError, UnknownDocumentError
from cmp_search.index.embedded.folder import locked
from cmp_search.library import Library
from cmp_search.web.jobs.job import Change, Order, State
from cmp_search.web.jobs.queue import Queue
from cmp_search.web.jobs.spool import Spool
from tests.index.building import ALL, indexed
from tests.web.jobs.working import (
    ANNA,
    BRUNO,
    NOTE,
    WaitingEncoder,
    ended,
    kept,
    queue_of,
    settled,
    within,
)


def test_a_text_is_added_under_its_stem_or_the_id_given(queue: Queue, library: Library) -> None:
    job = ended(queue, queue.add(ANNA, "Note.TXT", NOTE))
    assert job.outcome.is_done and job.order.id == "Note"
    assert (library.corpus / "Note.txt").read_bytes() == NOTE
    assert ended(queue, queue.add(ANNA, "Note.TXT", NOTE + b".", "oars")).outcome.is_done
    assert indexed(Path(library.index_address)) == tuple(sorted([*ALL, "Note", "oars"]))


def test_a_text_is_removed_and_put_back(queue: Queue, library: Library) -> None:
    before = kept(library.corpus)
    removal = ended(queue, queue.remove(ANNA, "ports-2021", "Ports"))
    assert removal.order.title == "Ports" and len(removal.outcome.moved) == 1
    assert (library.corpus / "removed" / "ports-2021.html").is_file()
    assert queue.removal_for(BRUNO) == removal, "anyone may put back what was removed last"
    back = ended(queue, queue.put_back(BRUNO, removal))
    assert back.outcome.is_done and queue.removal_for(ANNA) is None
    assert kept(library.corpus) == before


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
    queue: Queue, library: Library, name: str, data: bytes, id: str, error: type[Exception]
) -> None:
    before = indexed(Path(library.index_address)), sorted(library.corpus.glob("[!.]*"))
    job = ended(queue, queue.add(ANNA, name, data, id))
    assert job.outcome.problem and isinstance(job.outcome.problem.error, error)
    assert (indexed(Path(library.index_address)), sorted(library.corpus.glob("[!.]*"))) == before


def test_an_unknown_text_cannot_be_removed(queue: Queue) -> None:
    job = ended(queue, queue.remove(ANNA, "nowhere"))
    assert job.outcome.problem and isinstance(job.outcome.problem.error, UnknownDocumentError)


def test_others_wait_and_share_a_build(
    queue: Queue, library: Library, waiting: WaitingEncoder
) -> None:
    first = queue.add(ANNA, "note.txt", NOTE)
    assert waiting.reached.wait(30)
    more = [queue.add(BRUNO, f"more-{n}.txt", NOTE + b"%d" % n) for n in range(3)]
    last = queue.remove(ANNA, "note")
    assert [job.name for job in queue.pending()] == [job.name for job in (first, *more, last)]
    assert [job.state for job in queue.pending()] == [State.BEGUN, *[State.WAITING] * 4]
    waiting.go_on.set()
    settled(queue)
    assert all(ended(queue, job).outcome.is_done for job in (first, *more, last))
    names = {"more-0", "more-1", "more-2"}
    assert indexed(Path(library.index_address)) == tuple(sorted({*ALL, *names}))
    builds = [event.who for event in library.audit.events(action=Action.BUILD)]
    assert sorted(builds) == ["", ANNA.name, ANNA.name], "the three additions share one"
    changes = {
        (one.who, one.action, one.subject) for one in library.audit.events() if one.via is Via.APP
    }
    assert {("", Action.ADD, "more-0"), (ANNA.name, Action.REMOVE, "note")} <= changes


def test_a_build_of_another_process_is_waited_for(queue: Queue, library: Library) -> None:
    with locked(Path(library.index_address)):
        job = queue.add(ANNA, "note.txt", NOTE)
        within(lambda: (library.corpus / "note.txt").exists())
        assert queue.pending()
    assert ended(queue, job).outcome.is_done


@pytest.mark.parametrize("done", [False, True])
def test_what_was_begun_before_a_kill_is_done_once(
    corpus: Path, library: Library, done: bool
) -> None:
    """A server that was killed left these begun: not yet carried out, or not yet noted as that."""
    spool = Spool(corpus)
    added = library.corpus / "old.txt"
    (library.corpus.parent / "old.txt").write_bytes(NOTE)
    library.add(library.corpus.parent / "old.txt")
    addition = library.last_addition()
    library.build()
    moved = library.take_out("ports-2021")
    orders = [
        Order(Change.ADD, "note", "note", "anna"),
        Order(Change.REMOVE, "harbour-2021", "harbour", "anna"),
        Order(Change.UNDO, "old", "old", "anna", addition=addition),
        Order(Change.PUT_BACK, "ports-2021", "ports", "anna", moved=moved),
    ]
    for order in orders:
        job = spool.accept(order, "note.txt" if order.change is Change.ADD else "", NOTE)
        assert spool.begin(job)
    if done:
        library.add(next(spool.folder.glob("*.file/note.txt")), "note", replacing=False)
        library.take_out("harbour-2021")
        library.undo(addition)
        library.put_back("ports-2021", moved)
    queue = queue_of(library)
    queue.resume()
    settled(queue)
    assert [job.outcome.problem for job in queue.jobs()] == [None] * 4
    assert not added.exists()
    expected = sorted({*ALL, "note"} - {"harbour-2021"})
    assert indexed(Path(library.index_address)) == tuple(expected)


def test_a_full_disk_is_kept_as_a_line(
    queue: Queue, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "corpus")

    monkeypatch.setattr("cmp_search.documents.journal.write_file", full)
    job = ended(queue, queue.add(ANNA, "note.txt", NOTE))
    assert job.outcome.problem and job.outcome.problem.code == "system_file"
    assert job.outcome.problem.parameters["reason"] == "No space left on device"
