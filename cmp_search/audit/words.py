"""The audit log in words, for the terminal and the app."""

from cmp_search.audit.event import BROKEN_OFF, DONE, NO_ROLE, STOPPED, UNEXPECTED, Event
from cmp_search.audit.faults import Fault
from cmp_search.locales import Messages

COLUMNS = ("when", "who", "what", "outcome")
"""What is shown of an event."""


def cells(event: Event, messages: Messages) -> tuple[str, ...]:
    """An event, a cell for each of `COLUMNS`."""
    moment = event.at[:16].replace("T", " ")
    return (moment, who_of(event, messages), what_of(event, messages), outcome_of(event, messages))


def who_of(event: Event, messages: Messages) -> str:
    """Who did it, and how."""
    return f"{event.who or messages('audit.nobody')} ({messages(f'audit_via.{event.via}')})"


def what_of(event: Event, messages: Messages) -> str:
    """What was done, to what."""
    return " · ".join(filter(None, (messages(f"audit_action.{event.action}"), event.subject)))


def outcome_of(event: Event, messages: Messages) -> str:
    """What came of it."""
    if event.outcome in (DONE, STOPPED, BROKEN_OFF, UNEXPECTED, NO_ROLE):
        return messages(f"audit_outcome.{event.outcome}")
    return messages("audit.failed", code=event.outcome)


def fault_line(fault: Fault, messages: Messages) -> str:
    """A fault of the log, as a sentence."""
    place = messages(f"audit_fault.{fault.kind}", file=fault.file, line=str(fault.line))
    return messages("audit.fault", place=place)
