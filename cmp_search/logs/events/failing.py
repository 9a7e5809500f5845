"""What is told of errors."""

from dataclasses import dataclass
from logging import DEBUG, ERROR

from cmp_search.logs.events import Event


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
