"""A job: what was ordered, and what became of it; as it is kept on disk and told to a process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter

from cmp_search import errors
from cmp_search.corpus.adding import Addition
from cmp_search.corpus.details import Details
from cmp_search.corpus.files import Moved
from cmp_search.documents.lock import Holder
from cmp_search.errors import CmpSearchError
from cmp_search.index.duplicates import Duplicate
from cmp_search.index.manifest import Failure
from cmp_search.index.report import BuildProgress
from cmp_search.locales.error_messages import Parameter


class Change(StrEnum):
    """What a job does to the corpus."""

    ADD = "add"
    REMOVE = "remove"
    UNDO = "undo"
    PUT_BACK = "put_back"


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    BEGUN = "begun"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Order:
    """What a visitor wants to be done with the document of an id.

    `owner` tells them from other visitors, and `by` is the name of the person, empty if unknown.
    `details` are said of a text that is added; `addition` is the one that is to be taken back, and
    `moved` are the files that are to be put back.
    """

    change: Change
    id: str
    title: str
    owner: str
    by: str = ""
    details: Details = field(default_factory=Details)
    addition: Addition | None = None
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """An error, by the name of its class, its code and parameters."""

    kind: str
    code: str
    parameters: dict[str, Parameter]

    @classmethod
    def of(cls, error: CmpSearchError) -> Problem:
        """What is kept of an error."""
        return cls(type(error).__name__, error.code, error.parameters)

    @property
    def error(self) -> CmpSearchError:
        """The error again."""
        kind: type[CmpSearchError] = getattr(errors, self.kind)
        return kind(self.code, **self.parameters)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: a problem, or what the index has after it.

    `failure` is that of a file that could not be read by the build; `superseded` says whether the
    text is a digest that is left out, `aside` is the title of the digest that is left out for it.
    `addition` and `moved` are what was done, so that it can be taken back.
    """

    problem: Problem | None = None
    failure: Failure | None = None
    superseded: bool = False
    aside: str = ""
    emptied: bool = False
    duplicates: tuple[Duplicate, ...] = ()
    addition: Addition | None = None
    moved: tuple[Moved, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether the change was made and is in the index."""
        return self.problem is None and self.failure is None


@dataclass(frozen=True, slots=True)
class Record:
    """What the file of a job says: its order, how often it was begun, and what became of it."""

    order: Order
    tries: int = 0
    outcome: Outcome | None = None
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A job; names sort in the order in which jobs were accepted."""

    name: str
    state: State
    record: Record

    @property
    def order(self) -> Order:
        """What was ordered."""
        return self.record.order

    @property
    def outcome(self) -> Outcome:
        """What became of it; nothing yet if it has not ended."""
        return self.record.outcome or Outcome()


@dataclass(frozen=True, slots=True)
class Task:
    """A job for the process that does the work: its order, and the file to add.

    `again` says that it was begun before, and may have been done in part.
    """

    name: str
    order: Order
    file: Path | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What that process is to do, and with which corpus and index."""

    corpus: Path
    index: str
    model: str
    reader: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What that process tells: whom it waits for, a step of the build, or how a job ended."""

    waits_for: Holder | None = None
    step: BuildProgress | None = None
    name: str = ""
    outcome: Outcome | None = None


Tell = Callable[[Event], None]
Carry = Callable[[Sequence[Task], Tell], None]
"""Carries jobs out; those of which it tells no outcome broke off."""
RECORD = TypeAdapter(Record)
WORK = TypeAdapter(Work)
EVENT = TypeAdapter(Event)
