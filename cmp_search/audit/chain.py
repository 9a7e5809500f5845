"""The chain: how a line of the log is written, so that a changed or missing one is noticed.

1. A line is a JSON object with the number of its event, the sum of the line before, the event, and
   the line's own sum: the SHA-256 of all the rest of it.
2. There is but one way to write an event: a line that is not written like that has been changed.
3. The head says how far the log goes: the number and sum of its last line, the file that it is in,
   how long that is, and which file is the oldest; and its own sum. Without it, nobody would miss
   the last lines.
A sum has no secret in it. Whoever may write the log can write another one that is right in itself:
against that, keep the last sum elsewhere, or the log where others cannot write.
"""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from cmp_search.audit.event import Action, Event, Via

WRONG = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError)
"""What reading a line raises that was not written here."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the log: its number, the sum of the line before, empty for a first one, the event.

    A `before` that is empty at a later line says that it was not known, since the head was lost.
    The token is of a change that was noted when it began (`under_way.py`); empty for anything else.
    """

    number: int
    before: str
    event: Event
    token: str = ""

    @property
    def sum(self) -> str:
        """The sum of the line."""
        return _sum(self._record)

    @property
    def line(self) -> bytes:
        """The line, with its end."""
        return _line(self._record)

    @property
    def _record(self) -> dict[str, Any]:
        head = {"number": self.number, "before": self.before, "token": self.token}
        return {**head, **asdict(self.event)}


def link_of(line: bytes) -> Link | None:
    """The link that a line says; None if it was changed (step 2)."""
    try:
        record = json.loads(line)
        del record["own"]
        number = int(record.pop("number"))
        if not all(isinstance(value, str) for value in record.values()):
            return None
        before, token = record.pop("before"), record.pop("token")
        link = Link(number, before, event_of(record), token)
        return link if link.line == line else None
    except WRONG:
        return None


@dataclass(frozen=True, slots=True)
class Head:
    """How far a log goes (step 3); that of an empty log by default."""

    number: int = 0
    sum: str = ""
    file: int = 1
    size: int = 0
    oldest: int = 1

    @property
    def line(self) -> bytes:
        """The head, as its file has it."""
        return _line(asdict(self))


def head_of(line: bytes) -> Head | None:
    """The head that a file says; None if it was changed."""
    try:
        record = json.loads(line)
        del record["own"]
        head = Head(**record)
        return head if head.line == line else None
    except WRONG:
        return None


def event_of(record: dict[str, str]) -> Event:
    """The event with these fields.

    Raises:
        ValueError, TypeError, KeyError: they are not those of an event.
    """
    via, action = Via(record.pop("via")), Action(record.pop("action"))
    return Event(via=via, action=action, **record)


def _line(record: dict[str, Any]) -> bytes:
    """A record with its own sum, on a line."""
    return f"{_json({**record, 'own': _sum(record)})}\n".encode()


def _sum(record: dict[str, Any]) -> str:
    return sha256(_json(record).encode()).hexdigest()


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)
