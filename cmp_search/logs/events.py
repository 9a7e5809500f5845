"""All events that the log has, in the order of docs/administering.md.

The docstring of each says when it is told; `then` is what an operator does about it. Its fields are
text, numbers, yes or no, and milliseconds by stage; None where nothing is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from logging import DEBUG, ERROR, INFO, WARNING
from typing import ClassVar

NOTHING = "nothing"
"""What is to be done about most events."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: its name, its level in Python's logging, and its fields."""

    name: ClassVar[str]
    level: ClassVar[int]
    then: ClassVar[str] = NOTHING


@dataclass(frozen=True, slots=True)
class BuildBegun(Event):
    """Somebody began to bring the index up to date."""

    name = "build_begun"
    level = INFO
    who: str
    via: str


@dataclass(frozen=True, slots=True)
class BuildEnded(Event):
    """The index is up to date; without a generation, its last text was removed."""

    name = "build_ended"
    level = INFO
    generation: str
    documents: int
    passages: int
    added: int
    changed: int
    removed: int
    failed: int
    encoded: int
    seconds: float


@dataclass(frozen=True, slots=True)
class FileSetAside(Event):
    """A file of the corpus cannot be indexed; a lasting failure is not tried again as it is."""

    name = "file_set_aside"
    level = WARNING
    then = "do what the reason says; errors.md has each code"
    id: str
    file: str
    code: str
    reason: str
    lasting: bool
    tries: int


@dataclass(frozen=True, slots=True)
class ReaderCrashed(Event):
    """The process that reads files ended over one, or took too long; the end of what it printed."""

    name = "reader_crashed"
    level = WARNING
    then = (
        "nothing for one file, which `file_set_aside` names; for many, see whether memory is short"
    )
    work: str
    slow: bool
    status: int | None
    output: str


@dataclass(frozen=True, slots=True)
class IndexOpened(Event):
    """A generation is asked from now on, for the first time or after the one before."""

    name = "index_opened"
    level = INFO
    generation: str
    before: str
    documents: int
    passages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class IndexCaveat(Event):
    """The last generation is damaged, or something else is to be known of the one that is asked."""

    name = "index_caveat"
    level = WARNING
    then = "run `cmp-search doctor`, which says what mends it"
    generation: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """The texts, the index or the keys were changed, as the audit log has it."""

    name = "changed"
    level = INFO
    action: str
    who: str
    via: str
    subject: str


@dataclass(frozen=True, slots=True)
class NotChanged(Event):
    """A change failed or was stopped; the outcome is the code of its error."""

    name = "not_changed"
    level = WARNING
    then = "errors.md says what each code means"
    action: str
    who: str
    via: str
    subject: str
    outcome: str


@dataclass(frozen=True, slots=True)
class QuestionAnswered(Event):
    """A question was answered, in so many milliseconds; of its words nothing is told."""

    name = "question_answered"
    level = DEBUG
    milliseconds: int
    stages: Mapping[str, int]
    verdict: str
    hits: int


@dataclass(frozen=True, slots=True)
class QuestionSlow(Event):
    """The same, where it took a second or more."""

    name = "question_slow"
    level = WARNING
    then = (
        "the first after a start loads the model; else see which stage is slow: `waiting` means "
        "that many ask at once"
    )
    milliseconds: int
    stages: Mapping[str, int]
    verdict: str
    hits: int


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """Somebody signed in."""

    name = "signed_in"
    level = INFO
    who: str


@dataclass(frozen=True, slots=True)
class SignedOut(Event):
    """Somebody signed out."""

    name = "signed_out"
    level = INFO
    who: str


@dataclass(frozen=True, slots=True)
class SignInFailed(Event):
    """Somebody meant to sign in and could not."""

    name = "sign_in_failed"
    level = WARNING
    then = "look at what the line names"
    reason: str


@dataclass(frozen=True, slots=True)
class Refused(Event):
    """A request was refused: for a role, a key, a rate, a size or where it came from.

    Of one reason and address, one is told a minute.
    """

    name = "refused"
    level = WARNING
    then = "nothing for one; for many of one address, see who that is"
    reason: str
    via: str
    who: str
    subject: str


@dataclass(frozen=True, slots=True)
class OrderUnread(Event):
    """A record of a change that waits cannot be read; what it ordered is not carried out."""

    name = "order_unread"
    level = ERROR
    then = "look at that file in `.queue` of the corpus, and order the change again"
    file: str


@dataclass(frozen=True, slots=True)
class EngineAway(Event):
    """The server that keeps the index does not answer."""

    name = "engine_away"
    level = ERROR
    then = "see whether Milvus runs and can be reached; questions go on by themselves once it does"
    address: str
    code: str


@dataclass(frozen=True, slots=True)
class EngineBack(Event):
    """It answers again, after so many seconds."""

    name = "engine_back"
    level = INFO
    address: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ErrorTold(Event):
    """Somebody was told of an error which is their own to mend, as of a wrong filter."""

    name = "error_told"
    level = DEBUG
    where: str
    code: str


@dataclass(frozen=True, slots=True)
class Failed(Event):
    """Something failed that is the server's to mend; `place` is where, if nobody foresaw it."""

    name = "failed"
    level = ERROR
    then = "errors.md says what the code means; one that is `unexpected` is a fault of this tool"
    where: str
    code: str
    kind: str
    message: str
    place: str


EVENTS: tuple[type[Event], ...] = (
    BuildBegun,
    BuildEnded,
    FileSetAside,
    ReaderCrashed,
    IndexOpened,
    IndexCaveat,
    Changed,
    NotChanged,
    QuestionAnswered,
    QuestionSlow,
    SignedIn,
    SignedOut,
    SignInFailed,
    Refused,
    OrderUnread,
    EngineAway,
    EngineBack,
    ErrorTold,
    Failed,
)
"""All of them."""
