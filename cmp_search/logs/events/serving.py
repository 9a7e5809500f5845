"""What servers tell of where they are, and of what they rest on."""

from dataclasses import dataclass
from logging import ERROR, INFO

from cmp_search.logs.events import Event


@dataclass(frozen=True, slots=True)
class Serving(Event):
    """A server begins, at these addresses; others reach it by its `names`.

    Told where the log is JSON; else plain lines say it.
    """

    name = "serving"
    level = INFO
    app: str
    rest: str
    mcp: str
    names: str


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
