"""The queue of jobs: what visitors order, in what order it is carried out, and how far it is.

1. An order is checked as far as that is quick, and kept (`spool`). Then a thread takes what is
   first, with the additions behind it, if it is one itself; those share a build.
2. A job that was begun before goes alone, so that it can break off no other.
3. If a job breaks off `MOST_TRIES` times, it ends, and says so, also if the server broke off each
   time. While the disk is full, all wait.
The thread ends when no job is left, and the next order or start of the server starts it again. Of
several servers with one corpus, one works at a time, on whatever all of them accepted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from threading import Lock, Thread
from time import sleep

from cmp_search.corpus.adding import Addition
from cmp_search.corpus.details import Details
from cmp_search.corpus.files import file_name
from cmp_search.documents.catalogue import Entry
from cmp_search.errors import JobError
from cmp_search.logs.failures import tell_failure
from cmp_search.web.jobs.job import (
    Carry,
    Change,
    Event,
    Job,
    Order,
    Outcome,
    Problem,
    State,
    Task,
)
from cmp_search.web.jobs.progress import Progress
from cmp_search.web.jobs.spool import Spool

MOST_TRIES = 3
AFTER_ERROR = 10.0
"""Seconds after which work goes on that the system did not allow, as on a full disk."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who orders: `key` tells them from others, `name` is the person's, empty if unknown."""

    key: str
    name: str = ""


class Queue:
    """The jobs of one corpus; used by all visitors at once."""

    def __init__(self, corpus: Path, carry: Carry, spool: Spool | None = None) -> None:
        """Name the corpus, and what carries jobs out; `resume` takes up what is left of before."""
        self.progress = Progress()
        self._corpus, self._carry = corpus, carry
        self._spool = spool or Spool(corpus)
        self._lock, self._works = Lock(), False
        self._begun: set[str] = set()

    def jobs(self) -> tuple[Job, ...]:
        """All jobs, also those that ended lately, in the order in which they were accepted."""
        return self._spool.jobs()

    def pending(self) -> tuple[Job, ...]:
        """The jobs that have not ended, the next one first."""
        return tuple(job for job in self.jobs() if job.state is not State.ENDED)

    def results(self, visitor: Visitor) -> tuple[Job, ...]:
        """The visitor's jobs that have ended, whose outcome they have not put away."""
        ended = (job for job in self.jobs() if job.state is State.ENDED)
        return tuple(j for j in ended if j.order.owner == visitor.key and not j.record.seen)

    def put_away(self, jobs: Sequence[Job]) -> None:
        """Note that their visitor needs the outcome of these jobs no longer."""
        for job in jobs:
            self._spool.note_seen(job)

    def add(
        self, visitor: Visitor, name: str, data: bytes, id: str = "", details: Details | None = None
    ) -> Job:
        """Order that a file is added under an id, or under its stem, with what is said of it.

        Raises:
            IdError: the id cannot be used as a file name.
            CorpusError: a detail is wrong.
            RateError: the queue is full.
            OSError: the disk is.
        """
        id, details = id or Path(name).stem, details or Details()
        stored = file_name(id, Path(name).suffix)
        details.applied_to(Entry(id))
        title = details.title or id
        order = Order(Change.ADD, id, title, visitor.key, visitor.name, details)
        return self._accept(order, stored, data)

    def remove(self, visitor: Visitor, id: str, title: str = "") -> Job:
        """Order that a document is removed.

        Raises:
            RateError: the queue is full.
            OSError: the disk is.
        """
        return self._accept(Order(Change.REMOVE, id, title or id, visitor.key, visitor.name))

    def undo(self, visitor: Visitor, addition: Addition, title: str = "") -> Job:
        """Order that this addition is taken back, whatever was added since.

        Raises:
            RateError: the queue is full.
            OSError: the disk is.
        """
        title = title or addition.title or addition.id
        order = Order(Change.UNDO, addition.id, title, visitor.key, visitor.name, addition=addition)
        return self._accept(order)

    def put_back(self, visitor: Visitor, removal: Job) -> Job:
        """Order that the document is put back that a job removed.

        Raises:
            RateError: the queue is full.
            OSError: the disk is.
        """
        moved, removed = removal.outcome.moved, removal.order
        order = Order(
            Change.PUT_BACK, removed.id, removed.title, visitor.key, visitor.name, moved=moved
        )
        return self._accept(order)

    def withdraw(self, visitor: Visitor, job: Job) -> None:
        """Take a job of this visitor out of the queue.

        Raises:
            JobError: it has begun, or was withdrawn before.
        """
        if job.order.owner != visitor.key or not self._spool.withdraw(job):
            raise JobError("job_begun", title=job.order.title)

    def addition_for(self, visitor: Visitor, last: Addition | None) -> Addition | None:
        """The addition that can be taken back: the visitor's last one, else the last of all."""
        jobs = self.jobs()
        taken = [job.order.addition for job in jobs if job.order.change is Change.UNDO]
        own = [
            made
            for job in jobs
            if job.order.owner == visitor.key and (made := job.outcome.addition) and made.file
        ]
        additions = (one for one in (*reversed(own), last) if one and one not in taken)
        return next((one for one in additions if (self._corpus / one.file).exists()), None)

    def removal_for(self, visitor: Visitor) -> Job | None:
        """The removal that can be put back: the visitor's last one, else the last of all."""
        jobs = self.jobs()
        returning = [job.order.moved for job in jobs if job.state is not State.ENDED]
        removals = [
            job
            for job in jobs
            if (moved := job.outcome.moved)
            and moved not in returning
            and all(one.kept.is_file() for one in moved)
        ]
        own = [job for job in removals if job.order.owner == visitor.key]
        return next(reversed(own or removals), None)

    def resume(self) -> None:
        """Go on with what was accepted before the server was stopped, if anything was."""
        if self.pending():
            self._start()

    def _accept(self, order: Order, file: str = "", data: bytes = b"") -> Job:
        job = self._spool.accept(order, file, data)
        self._start()
        return job

    def _start(self) -> None:
        with self._lock:
            if not self._works:
                self._works = True
                Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        """Carry out jobs until none is left."""
        while True:
            try:
                with self._spool.working():
                    while batch := self._next():
                        self._carry_out(batch)
            except Exception as error:  # No job is lost by it; the server's log has the reason.
                tell_failure(error, "queue")
                sleep(AFTER_ERROR)
            with self._lock:
                if not self.pending():
                    self._works = False
                    return

    def _next(self) -> list[Job]:
        """The first job, or the additions that come first (steps 1 and 2)."""
        jobs = self.pending()
        shared = takewhile(_can_share, jobs)
        return list(shared) or list(jobs[:1])

    def _carry_out(self, batch: Sequence[Job]) -> None:
        if batch[0].name not in self._begun and batch[0].record.tries >= MOST_TRIES:
            self._give_up(batch[0])  # Whatever server began it last ended meanwhile.
            return
        self._begun.update(job.name for job in batch)
        begun = {job.name: one for job in batch if (one := self._spool.begin(job))}
        tasks = [
            Task(job.name, job.order, self._spool.file_of(job), again=job.state is State.BEGUN)
            for job in batch
            if job.name in begun
        ]
        self.progress = progress = Progress()

        def tell(event: Event) -> None:
            progress.on_event(event)
            if event.outcome and (job := begun.pop(event.name, None)):
                self._spool.end(job, event.outcome)

        if tasks:
            self._carry(tasks, tell)
        for job in begun.values():
            if job.record.tries >= MOST_TRIES:
                self._give_up(job)

    def _give_up(self, job: Job) -> None:
        broken = JobError("job_broken", id=job.order.id)
        self._spool.end(job, Outcome(Problem.of(broken)))


def _can_share(job: Job) -> bool:
    """Whether a job can share a build with those beside it."""
    return job.order.change is Change.ADD and job.state is State.WAITING
