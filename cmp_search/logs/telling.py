"""Telling: an event becomes a record of Python's logger `cmp_search`, to which others listen."""

import logging

from cmp_search.logs.events import Event
from cmp_search.logs.lines import event_text

LOG = logging.getLogger("cmp_search")
"""The logger; its records have the event as their attribute `event`."""
LOG.addHandler(logging.NullHandler())


def tell(event: Event) -> None:
    """Tell an event to whoever listens; takes no time where nobody does."""
    if LOG.isEnabledFor(event.level):
        LOG.log(event.level, "%s", event_text(event), extra={"event": event})


def event_of(record: logging.LogRecord) -> Event | None:
    """The event of a record; None of one that something else logged."""
    event = getattr(record, "event", None)
    return event if isinstance(event, Event) else None


def attach(handler: logging.Handler) -> None:
    """Have a handler listen, to all that is of its level."""
    LOG.addHandler(handler)
    _set_level()


def detach(handler: logging.Handler) -> None:
    """Have it listen no more."""
    LOG.removeHandler(handler)
    _set_level()


def _set_level() -> None:
    """Let through what the handler wants that wants most; without one, what Python would."""
    wanted = [one.level for one in LOG.handlers if not isinstance(one, logging.NullHandler)]
    LOG.setLevel(min(wanted, default=logging.NOTSET))
