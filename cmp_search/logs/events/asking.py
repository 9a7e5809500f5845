"""What asking tells: which index is asked, and how long questions take."""

from collections.abc import Mapping
from dataclasses import dataclass
from logging import DEBUG, INFO, WARNING

from cmp_search.logs.events import Event


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
