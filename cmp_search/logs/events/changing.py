"""What is told of changes that the audit log has."""

from dataclasses import dataclass
from logging import INFO, WARNING

from cmp_search.logs.events import Event


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """The texts, the index or the keys were changed, as the audit log has it."""

    name = "changed"
    level = INFO
    action: str
    who: str
    via: str
    subject: str


@dataclass(frozen=True, slots=True)
class NotChanged(Event):
    """A change failed or was stopped; the outcome is the code of its error."""

    name = "not_changed"
    level = WARNING
    then = "errors.md says what each code means"
    action: str
    who: str
    via: str
    subject: str
    outcome: str
