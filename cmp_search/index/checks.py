"""Checks: what can be found out about an index, or the machine, before it is opened."""

from dataclasses import dataclass
from enum import StrEnum


class Remedy(StrEnum):
    """What fixes a fault of an index."""

    NONE = "none"
    BUILD = "build"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of an inspection, and its remedy.

    `is_fault` is false if the index works all the same. `path` is what `REMOVE` would remove. `fix`
    says what to do about a fault of the machine.
    """

    what: str
    remedy: Remedy = Remedy.NONE
    is_fault: bool = False
    path: str | None = None
    fix: str = ""
