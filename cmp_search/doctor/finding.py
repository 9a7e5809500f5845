"""A finding: what was looked at, how it is, and what to do."""

import shlex
from dataclasses import dataclass
from enum import StrEnum

from cmp_search.settings import Settings


class Severity(StrEnum):
    """How it is: fine, worth knowing while all works, or not as it must be."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check; `fix` is what to do, empty where nothing needs doing."""

    area: str
    severity: Severity
    what: str
    fix: str = ""


def command(settings: Settings, words: str) -> str:
    """A command of this tool, with the options that make it work on the same folders and model."""
    usual = Settings()
    options = [
        f" --{name} {shlex.quote(str(getattr(settings, name)))}"
        for name in ("corpus", "index", "model")
        if getattr(settings, name) != getattr(usual, name)
    ]
    return f"cmp-search {words}{''.join(options)}"
