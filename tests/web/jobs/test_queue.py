"""The queue: what was accepted is carried out in order, or named, whoever else is at work."""

import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import pytest

from cmp_search.audit import Action, Via
from cmp_search.corpus.details import Details
from cmp_search.errors import (
    CorpusError,
    FormatError,
    IdError,
    JobError,
    RateError,
    TakenError,
    UnknownDocumentError,
)
from cmp_search.gate.limits import Backlog
from cmp_search.index.embedded.folder import locked
from cmp_search.library import Library
from cmp_search.logs.events.failing import Failed
from cmp_search.web.jobs.job import Change, Event, Job, Order, Outcome, State, Task, Tell
from cmp_search.web.jobs.queue import MOST_TRIES, Queue, Visitor
from cmp_search.web.jobs.spool import Spool
from tests.index.building import ALL, indexed, state
from tests.logs.listening import listening
from tests.raising import raises_code
from tests.web.jobs.working import (
    ANNA,
    BRUNO,
    NEVER,
    NOTE,
    WaitingEncoder,
    ended,
    kept,
    queue_of,
    settled,
    within,
)


@pytest.fixture
def library(corpus: Path, index: Path) -> Library:
    return Library(corpus, index, "fake")


@pytest.fixture
def queue(library: Library) -> Queue:
    return queue_of(library)


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[WaitingEncoder]:
    encoder = WaitingEncoder()
    monkeypatch.setattr("cmp_search.search.opened.open_encoder", lambda _: encoder)
    yield encoder
    encoder.go_on.set()


def code_of(job: Job) -> str:
    return job.outcome.problem.code if job.outcome.problem else ""


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


@pytest.mark.parametrize("name", ["../x.txt", "x/y.txt", ".hidden", "two\nlines.txt"])
def test_a_name_that_leads_elsewhere_is_refused_at_once(queue: Queue, name: str) -> None:
    with pytest.raises(IdError):
        queue.add(ANNA, "x.txt", NOTE, name)
    assert queue.jobs() == ()


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


def test_each_sees_the_results_of_his_own_until_he_puts_them_away(queue: Queue) -> None:
    job = ended(queue, queue.add(ANNA, "note.txt", NOTE))
    assert queue.results(ANNA) == (job,) and queue.results(BRUNO) == ()
    queue.put_away(queue.results(ANNA))
    assert queue.results(ANNA) == ()


def test_what_was_added_is_taken_back_by_its_visitor_not_what_came_last(
    queue: Queue, library: Library
) -> None:
    ended(queue, queue.add(ANNA, "annas.txt", NOTE))
    ended(queue, queue.add(BRUNO, "brunos.txt", NOTE + b"!"))
    last = library.last_addition()
    mine, his = queue.addition_for(ANNA, last), queue.addition_for(BRUNO, last)
    assert mine and his and (mine.id, his.id) == ("annas", "brunos")
    other = queue.addition_for(Visitor("clara"), last)
    assert other == last == his, "who added nothing may take back the last of all"
    ended(queue, queue.undo(ANNA, mine))
    assert indexed(Path(library.index_address)) == tuple(sorted([*ALL, "brunos"]))
    assert queue.addition_for(ANNA, library.last_addition()) == his
    assert code_of(ended(queue, queue.undo(ANNA, mine))) == "undo_changed"


def test_an_addition_that_was_removed_since_is_not_offered_to_be_taken_back(
    queue: Queue, library: Library
) -> None:
    ended(queue, queue.add(ANNA, "note.txt", NOTE))
    ended(queue, queue.remove(BRUNO, "note"))
    last = library.last_addition()
    assert last and [queue.addition_for(one, last) for one in (ANNA, BRUNO)] == [None, None]


def test_who_has_many_waiting_waits_and_all_together_too(corpus: Path) -> None:
    limits = Backlog(each=2, all=3, bytes=100, ended=2)
    spool = Spool(corpus, limits)

    def accept(owner: str, data: bytes = NOTE) -> Job:
        return spool.accept(Order(Change.ADD, "a", "a", owner), "a.txt", data)

    accept("anna")
    with raises_code(RateError, "queue_large"):
        accept("anna", b"x" * 90)
    accept("anna")
    with raises_code(RateError, "queue_own"):
        accept("anna")
    first = accept("bruno")
    with raises_code(RateError, "queue_full"):
        accept("clara")
    assert spool.withdraw(first)
    assert not spool.withdraw(first)
    accept("clara")
    assert len(list(spool.folder.glob("*.file/a.txt"))) == 3


def test_only_what_waits_is_withdrawn_and_only_by_its_visitor(corpus: Path) -> None:
    spool, began, go_on = Spool(corpus), Signal(), Signal()

    def carry(tasks: Sequence[Task], tell: Tell) -> None:
        began.set()
        assert go_on.wait(30)
        for task in tasks:
            tell(Event(name=task.name, outcome=Outcome()))

    queue = Queue(corpus, carry, spool)
    first = queue.remove(ANNA, "one")
    assert began.wait(30)
    second = queue.remove(ANNA, "two")
    for visitor, job in ((ANNA, first), (BRUNO, second)):
        with raises_code(JobError, "job_begun"):
            queue.withdraw(visitor, job)
    queue.withdraw(ANNA, second)
    go_on.set()
    settled(queue)
    assert [job.order.id for job in queue.jobs()] == ["one"]


def test_work_that_breaks_off_is_tried_again_then_named(corpus: Path) -> None:
    queue = Queue(corpus, NEVER)
    job = ended(queue, queue.add(ANNA, "note.txt", NOTE))
    assert job.record.tries == MOST_TRIES and code_of(job) == "job_broken"
    within(lambda: not list((corpus / ".queue").glob("*.file")))


def test_work_that_breaks_off_the_server_each_time_is_named_too(corpus: Path) -> None:
    spool = Spool(corpus)
    job: Job | None = spool.accept(Order(Change.ADD, "note", "note", ANNA.key), "note.txt", NOTE)
    for _ in range(MOST_TRIES):
        assert job
        job = spool.begin(job)
    tried: list[Task] = []
    queue = Queue(corpus, lambda tasks, _: tried.extend(tasks))
    queue.resume()
    assert job and code_of(ended(queue, job)) == "job_broken"
    assert tried == []


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("000000001-0123abcd.waiting.json", lambda path: path.write_bytes(b"")),
        ("000000001-0123abcd.waiting.json", lambda path: path.write_bytes(b"[" * 100_000)),
        ("000000001-0123abcd.waiting.json", Path.mkdir),
        pytest.param(
            "000000001-0123abcd.waiting.json",
            lambda path: os.mkfifo(path),
            marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes"),
        ),
        ("000000001-0123abcd.begun.old.json", Path.touch),
        ("000000001-0123abcd.gone.json", Path.touch),
        ("1.json", Path.touch),
        ("1e9-0123abcd.waiting.json", Path.touch),
    ],
)
def test_a_record_that_cannot_be_read_is_told_once_and_hinders_none(
    corpus: Path, caplog: pytest.LogCaptureFixture, name: str, make: Callable[[Path], object]
) -> None:
    spool = Spool(corpus)
    (spool.folder / "000000001-0123abcd.file").mkdir(parents=True)
    os.utime(spool.folder / "000000001-0123abcd.file", (0, 0))
    make(spool.folder / name)
    job = spool.accept(Order(Change.REMOVE, "note", "note", ANNA.key))
    assert spool.jobs() == (job,)
    with spool.working():
        assert spool.jobs() == (job,)
    assert [record.getMessage() for record in caplog.records] == [f"order_unread file={name}"]
    is_of_it = name.startswith("000000001-0123abcd")
    assert (spool.folder / "000000001-0123abcd.file").exists() == is_of_it


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_nothing_is_read_or_written_through_a_link(corpus: Path, tmp_path: Path) -> None:
    spool, outside = Spool(corpus), tmp_path / "outside"
    spool.accept(Order(Change.REMOVE, "note", "note", ANNA.key))
    spool.folder.rename(outside)
    outside.chmod(0o755)
    before = state(outside)
    spool.folder.symlink_to(outside)
    assert Spool(corpus).jobs() == ()
    with raises_code(CorpusError, "corpus_link", file=str(spool.folder)):
        Queue(corpus, NEVER).remove(ANNA, "note")
    assert state(outside) == before and outside.stat().st_mode & 0o777 == 0o755


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


def test_the_disk_that_takes_no_upload_leaves_nothing(
    queue: Queue, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "queue")

    monkeypatch.setattr("cmp_search.web.jobs.spool.write_file", full)
    with pytest.raises(OSError, match="No space"):
        queue.add(ANNA, "note.txt", NOTE)
    assert list((corpus / ".queue").glob("[!.]*")) == [] and queue.jobs() == ()


def test_an_error_that_nobody_foresaw_is_named(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.library.Library.build", lambda *_: 1 / 0)
    with listening() as log:
        assert code_of(ended(queue, queue.add(ANNA, "note.txt", NOTE))) == "job_broken"
    (event,) = (one for one in log.events if isinstance(one, Failed))
    assert (event.where, event.kind) == ("queue", "ZeroDivisionError")


class Visits:
    """Visitors who order and withdraw in threads, and work that breaks off now and then."""

    def __init__(self, corpus: Path, seed: int) -> None:
        limits = Backlog(each=100, all=500, bytes=10**6, ended=500)
        self.chance, self.seed = random.Random(seed), seed
        self.queue = Queue(corpus, self.carry, Spool(corpus, limits))
        self.other_server = Queue(corpus, self.carry)
        self.accepted: list[Job] = []
        self.withdrawn: list[Job] = []
        self.carried: list[str] = []

    def carry(self, tasks: Sequence[Task], tell: Tell) -> None:
        for task in tasks:
            if self.chance.random() < 0.2:
                return
            self.carried.append(task.name)
            tell(Event(name=task.name, outcome=Outcome()))

    def visit(self, number: int) -> None:
        own, visitor = random.Random(self.seed * 10 + number), Visitor(str(number))
        for n in range(12):
            adds = own.random() < 0.6
            name = f"{number}-{n}"
            job = (
                self.queue.add(visitor, f"{name}.txt", NOTE)
                if adds
                else self.queue.remove(visitor, name)
            )
            self.accepted.append(job)
            if own.random() < 0.3:
                with suppress(JobError):
                    self.queue.withdraw(visitor, job)
                    self.withdrawn.append(job)
            if own.random() < 0.1:
                self.other_server.resume()


@pytest.mark.parametrize("seed", range(5))
def test_whatever_visitors_do_at_once_none_is_lost_and_order_is_kept(
    corpus: Path, seed: int
) -> None:
    visits = Visits(corpus, seed)
    threads = [Thread(target=visits.visit, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    settled(visits.queue)
    names = [job.name for job in visits.accepted]
    assert len(set(names)) == len(names) == 48
    left = {job.name: job for job in visits.queue.jobs()}
    assert set(left) == set(names) - {job.name for job in visits.withdrawn}
    broken = {name for name, job in left.items() if code_of(job) == "job_broken"}
    assert visits.carried == sorted(set(left) - broken), "each once, in the order of acceptance"
    for number in range(4):
        own = [job.name for job in visits.accepted if job.order.owner == str(number)]
        assert own == sorted(own)
    within(lambda: not list((corpus / ".queue").glob("*.file")))


def test_a_wrong_detail_is_said_before_it_is_accepted(queue: Queue) -> None:
    with raises_code(CorpusError, "date_invalid"):
        queue.add(ANNA, "note.txt", NOTE, "", Details(date="last year"))
    assert queue.jobs() == ()
