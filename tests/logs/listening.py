"""Listening to the log, as tests do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from cmp_search.logs import Event
from cmp_search.logs.telling import attach, detach, event_of


class Listener(logging.Handler):
    """Keeps every event, and every record as it comes."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    @property
    def events(self) -> list[Event]:
        return [event for record in self.records if (event := event_of(record))]

    @property
    def names(self) -> list[str]:
        return [event.name for event in self.events]


@contextmanager
def listening() -> Iterator[Listener]:
    """What the log is told meanwhile."""
    listener = Listener()
    attach(listener)
    try:
        yield listener
    finally:
        detach(listener)
