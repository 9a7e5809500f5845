"""The list of events: complete, and each with what a line and the page need."""

import logging
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pkgutil import iter_modules

import pytest

from cmp_search.logs import Event, events
from cmp_search.logs.events.every import EVENTS

HEAD = {"at", "level", "event", "logger"}
"""What a line has besides."""


def _defined() -> Iterator[type[Event]]:
    """The events of all modules."""
    for module in iter_modules(events.__path__, f"{events.__name__}."):
        for one in vars(import_module(module.name)).values():
            if isinstance(one, type) and issubclass(one, Event) and one is not Event:
                yield one


def test_all_events_are_listed_once() -> None:
    assert set(_defined()) == set(EVENTS)
    assert len(EVENTS) == len(set(EVENTS))
    assert len({event.name for event in EVENTS}) == len(EVENTS)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_an_event_has_what_a_line_and_the_page_need(event: type[Event]) -> None:
    assert event.name.replace("_", "").isalpha() and event.name.islower()
    assert event.level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR)
    assert (event.__doc__ or "").splitlines()[0].endswith(".")
    assert HEAD.isdisjoint(field.name for field in fields(event))
    # Whatever wakes an operator up says what to do.
    assert event.level < logging.WARNING or event.then != Event.then
