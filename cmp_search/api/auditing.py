"""The JSON of the audit log."""

from dataclasses import asdict

from cmp_search.api.schemas import Json
from cmp_search.audit.event import Event
from cmp_search.audit.faults import Fault


def event_json(event: Event) -> Json:
    """An event, as `audit --json` lists it."""
    return asdict(event)


def fault_json(fault: Fault) -> Json:
    """A fault of the log, as `audit --json` lists it."""
    return asdict(fault)
