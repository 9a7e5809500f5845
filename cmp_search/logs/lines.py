"""Lines: an event on one line, as text or JSON, in which no sign steers a terminal.

1. Text has the name of the event, then its fields as `name=value`. A value that is not one plain
   word is as in JSON, in quotation marks.
2. JSON is one object: `at` (UTC), `level`, `event`, then the fields under their own names. What
   another part of Python logged has `event` "message", with `logger` and `message`.
3. Signs that steer are escapes in both. A value is cut at `LONGEST` characters.
"""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime

from cmp_search.language.unseen import escaped
from cmp_search.logs.events import Event

LONGEST = 4_000
"""Characters of a value."""
MESSAGE = "message"
"""What stands for the event where a line is none of ours."""
_PLAIN = re.compile(r"[\w.@:/+-]+", re.ASCII)
Value = str | int | float | bool | None | dict[str, int]


def values(event: Event) -> dict[str, Value]:
    """The fields of an event, by their names."""
    return {field.name: _value(getattr(event, field.name)) for field in fields(event)}


def event_text(event: Event) -> str:
    """An event as text (step 1)."""
    told = (f"{name}={_shown(value)}" for name, value in values(event).items())
    return " ".join((event.name, *told))


class TextLines(logging.Formatter):
    """Records as lines of text, with their moment and level before them."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as a line."""
        event = getattr(record, "event", None)
        words = event_text(event) if isinstance(event, Event) else _one_line(_message(record))
        return f"{_moment(record)} {record.levelname} {words}"


class JsonLines(logging.Formatter):
    """Records as lines of JSON (step 2)."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as a line."""
        event = getattr(record, "event", None)
        head = {"at": _moment(record), "level": record.levelname.lower()}
        if isinstance(event, Event):
            return _json({**head, "event": event.name, **values(event)})
        message = _cut(_message(record))
        return _json({**head, "event": MESSAGE, "logger": record.name, MESSAGE: message})


def _message(record: logging.LogRecord) -> str:
    """What another part of Python logged, with the traceback if it has one."""
    words = record.getMessage()
    if not record.exc_info:
        return words
    return f"{words}\n{logging.Formatter().formatException(record.exc_info)}"


def _moment(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    return moment.replace("+00:00", "Z")


def _value(value: object) -> Value:
    match value:
        case Mapping():
            return {str(name): int(number) for name, number in value.items()}
        case bool() | int() | None:
            return value
        case float():
            return round(value, 3)
        case _:
            return _cut(str(value))


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _shown(value: Value) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return value
    return _json(value)


def _one_line(words: str) -> str:
    """Words of others, whose line ends are escapes."""
    return _json(_cut(words))[1:-1].replace('\\"', '"')


def _json(value: object) -> str:
    return escaped(json.dumps(value, ensure_ascii=False))
