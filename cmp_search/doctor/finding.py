"""A finding of the doctor: what was checked, how serious it is, and how to fix it."""

import shlex
from dataclasses import dataclass
from enum import StrEnum

from cmp_search.settings import Settings

DO_AS_SAID = "do what the message says"
"""The fix where the message has it."""


class Severity(StrEnum):
    """How serious a finding is: fine, worth knowing although all works, or a fault."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check; `fix` says what to do, and is empty if nothing is."""

    area: str
    severity: Severity
    message: str
    fix: str = ""


def command(settings: Settings, words: str) -> str:
    """A command of this tool, with the options for the same folders and model."""
    defaults = Settings()
    options = [
        f" --{name} {shlex.quote(str(getattr(settings, name)))}"
        for name in ("corpus", "index", "model")
        if getattr(settings, name) != getattr(defaults, name)
    ]
    return f"cmp-search {words}{''.join(options)}"
