"""The queue: what was accepted is carried out in order, or named, whoever else is at work."""

import random
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import pytest

from cmp_search.corpus.details import Details
from cmp_search.errors import CorpusError, IdError, JobError
from cmp_search.gate.limits import Backlog
from cmp_search.library import Library
from cmp_search.logs.events.failing import Failed
from cmp_search.web.jobs.job import Change, Event, Job, Order, Outcome, Task, Tell
from cmp_search.web.jobs.queue import MOST_TRIES, Queue, Visitor
from cmp_search.web.jobs.spool import Spool
from tests.index.building import ALL, indexed
from tests.logs.listening import listening
from tests.raising import raises_code
from tests.web.jobs.working import ANNA, BRUNO, NEVER, NOTE, code_of, ended, settled, within


@pytest.mark.parametrize("name", ["../x.txt", "x/y.txt", ".hidden", "two\nlines.txt"])
def test_a_name_that_leads_elsewhere_is_refused_at_once(queue: Queue, name: str) -> None:
    with pytest.raises(IdError):
        queue.add(ANNA, "x.txt", NOTE, name)
    assert queue.jobs() == ()


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
