"""Showing the log on standard error, as text or as lines of JSON.

1. A command shows nothing but warnings of other parts of Python, as Python itself would: what it
   has to say it says in its own words.
2. `--verbose` shows every event, `--log-json` those that matter as JSON, and both every one as
   JSON. `CMP_SEARCH_LOG` (`text` or `json`) shows those that matter, for containers and services.
3. A server shows those that matter without being asked. What it starts has the variable, and so
   writes in the same form. Where that is JSON, whatever else is written to standard error is made
   a line of JSON, too.
"""

import logging
import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

from cmp_search.logs.lines import JsonLines, TextLines
from cmp_search.logs.others import OthersAsJson
from cmp_search.logs.telling import LOG, attach, detach, event_of

SERVERS = {"uvicorn.error": "server", "streamlit.error_util": "app"}
"""The loggers of what serves both the app and programs, and of what draws the app's pages."""
VARIABLE = "CMP_SEARCH_LOG"


class Form(StrEnum):
    """How the log is written."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown: in which form, from which level on, and whether our own events are."""

    form: Form = Form.TEXT
    level: int = logging.INFO
    events: bool = True


QUIET = Choice(level=logging.WARNING, events=False)
"""What a command shows that is not asked for more (step 1)."""


class StandardError(logging.Handler):
    """Writes to what is standard error at that moment, a line at a time."""

    def __init__(self, choice: Choice) -> None:
        super().__init__(choice.level)
        self.choice = choice
        self.setFormatter(JsonLines() if choice.form is Form.JSON else TextLines())

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, unless it is of an event and these are not shown."""
        if self.choice.events or event_of(record) is None:
            try:
                stream = standard_error()
                stream.write(f"{self._line(record)}\n")
                stream.flush()
            except Exception:
                self.handleError(record)

    def _line(self, record: logging.LogRecord) -> str:
        """A command that was not asked for a log gives the bare words, as Python would."""
        return self.format(record) if self.choice.events else record.getMessage()


def standard_error() -> TextIO:
    """Standard error itself, where others may be given another."""
    return sys.stderr.stream if isinstance(sys.stderr, OthersAsJson) else sys.stderr


def shown() -> Choice | None:
    """What is shown now; None where nothing is."""
    handler = _handler()
    return handler.choice if handler else None


def show(choice: Choice | None) -> None:
    """Show this, and no longer what was shown; None shows nothing."""
    if old := _handler():
        detach(old)
    if choice:
        attach(StandardError(choice))


def show_for_command() -> None:
    """Show what a command shows before its options are known (steps 1 and 2)."""
    form = _named()
    show(Choice(form) if form else QUIET)


def show_more(*, verbose: bool, as_json: bool) -> None:
    """Show what the options of a command ask for, besides what those before it did (step 2)."""
    if not (verbose or as_json):
        return
    now = shown()
    before = now if now and now.events else Choice()
    show(
        Choice(
            Form.JSON if as_json else before.form,
            logging.DEBUG if verbose else before.level,
        )
    )


def show_for_server() -> None:
    """Show what an operator needs, unless more is shown already (step 3)."""
    now = shown()
    if now is None or not now.events:
        show(Choice(_named() or Form.TEXT))
    if is_json():
        sys.stderr = OthersAsJson(standard_error())
    for name, where in SERVERS.items():
        server = logging.getLogger(name)
        if not any(isinstance(one, ServersErrors) for one in server.filters):
            server.addFilter(ServersErrors(where))


def for_children() -> dict[str, str]:
    """The variable by which a process that this one starts shows the same (step 3)."""
    now = shown()
    return {VARIABLE: now.form} if now and now.events else {}


def is_json() -> bool:
    """Whether events are shown as JSON; what a command says in its own words is none."""
    now = shown()
    return now is not None and now.events and now.form is Form.JSON


class ServersErrors(logging.Filter):
    """Has a server's own lines about errors that nobody foresaw told as events, without words."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self._where = where

    def filter(self, record: logging.LogRecord) -> bool:
        """Let through what is not about such an error."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return True
        from cmp_search.logs.failures import tell_failure  # Few processes have one to tell.

        tell_failure(error, self._where)
        return False


def _named() -> Form | None:
    """The form that the environment names; another word is taken for text."""
    named = os.environ.get(VARIABLE, "").strip().lower()
    if not named:
        return None
    return Form.JSON if named == Form.JSON else Form.TEXT


def _handler() -> StandardError | None:
    return next((one for one in LOG.handlers if isinstance(one, StandardError)), None)
