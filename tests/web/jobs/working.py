"""Jobs that are carried out within the test's own process, and an encoder that waits."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from time import monotonic, sleep

from cmp_search.encoders import Vectors
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.library import Library
from cmp_search.web.jobs.job import Carry, Job, State, Task, Tell
from cmp_search.web.jobs.queue import Queue, Visitor
from cmp_search.web.jobs.working import carry_out
from tests.index.building import state

NOTE = b"A note about oars."
ANNA, BRUNO = Visitor("anna", "anna@example.org"), Visitor("bruno")
PATIENCE = 300


class WaitingEncoder(FakeEncoder):
    """A fake encoder that waits before it encodes passages."""

    def __init__(self) -> None:
        self.reached, self.go_on = Event(), Event()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The fake vectors."""
        self.reached.set()
        assert self.go_on.wait(PATIENCE)
        return super().encode_passages(texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The fake vectors, at once."""
        return FakeEncoder().encode_questions(texts)


class InProcess:
    """Stands in for `Builder`, so that a test can reach into the work."""

    def __init__(self, corpus: Path, index: str, model: str, reader: str) -> None:
        self._library = Library(corpus, index, model, reader)

    def __call__(self, tasks: Sequence[Task], tell: Tell) -> None:
        """Carry jobs out."""
        carry_out(self._library, tasks, tell)


def queue_of(library: Library) -> Queue:
    """A queue whose jobs are carried out here."""
    return Queue(library.corpus, lambda tasks, tell: carry_out(library, tasks, tell))


def within(condition: Callable[[], object]) -> None:
    """Wait until a condition holds."""
    end = monotonic() + PATIENCE
    while not condition() and monotonic() < end:
        sleep(0.01)
    assert condition()


def kept(corpus: Path) -> dict[str, bytes]:
    """The files of the corpus without the queue."""
    return {path: data for path, data in state(corpus).items() if f"{os.sep}.queue" not in path}


def settled(queue: Queue) -> None:
    """Wait until no job is left."""
    within(lambda: not queue.pending())


def ended(queue: Queue, job: Job) -> Job:
    """The job once it has ended."""
    found: list[Job] = []

    def has_ended() -> bool:
        found[:] = [one for one in queue.jobs() if one.name == job.name]
        return bool(found) and found[0].state is State.ENDED

    within(has_ended)
    return found[0]


def never(_: Sequence[Task], __: Tell) -> None:
    """Work that breaks off at once."""


NEVER: Carry = never


def code_of(job: Job) -> str:
    """The code of what was wrong with a job, or nothing."""
    return job.outcome.problem.code if job.outcome.problem else ""
