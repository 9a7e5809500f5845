"""Printing to the terminal."""

import json
import re
import sys
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
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def terminal(*, errors: bool = False) -> Console:
    """Standard output or error, no wider than is easy to read."""
    console = Console(stderr=errors, highlight=False)
    console.width = min(console.width, WIDTH)
    return console


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
