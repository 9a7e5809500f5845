"""Printing to the terminal.

What may be longer than the screen is paged as git pages its log: best first, in the user's pager,
only if a person looks at it, and only if it does not fit. The first screen has the verdict and the
best passage; what is below is a key away, and nothing has to be scrolled back to.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

WIDTH = 100
LESS = "FRX"
"""What git tells less, unless the user does: no paging of one screen, colours, no clearing."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What moves the cursor, colours, or turns the direction of what is shown."""


def terminal(*, errors: bool = False) -> Console:
    """Standard output or error, no wider than is easy to read."""
    console = Console(stderr=errors, highlight=False)
    console.width = min(console.width, WIDTH)
    return console


@contextmanager
def paged() -> Iterator[Console]:
    """Standard output whose lines go through the user's pager if they do not fit on the screen.

    Elsewhere than in a terminal, lines have no blanks at their ends.
    """
    console = terminal()
    with console.capture() as capture:
        yield console
    words = capture.get()
    if not console.is_terminal:
        words = re.sub(" +$", "", words, flags=re.MULTILINE)
    _send(words, _pager() if words.count("\n") >= console.height else "")


def _pager() -> str:
    """The command of the pager, or nothing where nobody could use it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return ""
    named = os.environ.get("PAGER")
    return ("less" if shutil.which("less") else "") if named is None else named


def _send(words: str, command: str) -> None:
    """Write words to the pager, or straight out without one; it may be left early."""
    if not command:
        sys.stdout.write(words)
        return
    sys.stdout.flush()
    environment = {"LESS": LESS, **os.environ}
    with subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment) as pager:
        try:
            pager.communicate(words.encode())
        except KeyboardInterrupt:
            pager.wait()


def is_styled() -> bool:
    """Whether standard output shows bold words; where it does not, they are marked with signs."""
    return terminal().color_system is not None


def harmless(words: str) -> str:
    """Words from a file that anyone may have written, with nothing that steers a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", words)


def bar(*extra_columns: ProgressColumn) -> Progress:
    """A progress bar on a terminal's standard error: what is done, its share, the time left."""
    console = terminal(errors=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        *extra_columns,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def print_json(value: dict[str, Any]) -> None:
    """One object on one line of standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
