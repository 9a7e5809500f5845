"""Printing to the terminal.

1. On a screen, lines are broken between words. Elsewhere they are whole, and have no blanks at
   their ends, so that other programs find what stands in them.
2. What may be longer than the screen is paged as git pages its log: best first, in the user's
   pager, only if a person looks at it, and only if it does not fit. The first screen has the
   verdict and the best passage; what is below is a key away.
3. Without a pager, it is shown from the last part to the first, so that what comes first is what
   stays on the screen, and nothing has to be scrolled back to.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.segment import Segment

from cmp_search.api.line import json_line
from cmp_search.language.unseen import harmless

WIDTH, UNBROKEN = 100, 10_000
"""Columns of a line that is easy to read, and of one that is not to be broken."""
LESS = "FRX"
"""What git tells less, unless the user does: no paging of one screen, colours, no clearing."""


class Terminal(Console):
    """Standard output or error, where a line is as long as suits who reads it (step 1).

    Whatever is printed comes out harmless: its words may be from a file that anyone wrote.
    """

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterator[Segment]:
        """The parts of what is printed, none of which steers the terminal but by its style."""
        for part in super().render(renderable, options):
            yield part if part.control else Segment(harmless(part.text), part.style)

    def print(self, *objects: object, **options: object) -> None:
        """Print as Rich does, but lines as whole as they can be."""
        given: dict[str, Any] = {**options}
        if self.is_terminal:
            super().print(*objects, **given)
            return
        width, self.width = self.width, UNBROKEN
        with self.capture() as capture:
            super().print(*objects, **given)
        self.width = width
        self.file.write(_trimmed(capture.get()))


def terminal(*, errors: bool = False) -> Terminal:
    """Standard output or error, no wider than is easy to read."""
    console = Terminal(stderr=errors, highlight=False)
    console.width = min(console.width, WIDTH)
    return console


def show_parts(parts: Sequence[RenderableType]) -> None:
    """Print parts, the most important first, so that it is seen first or last (steps 2 and 3)."""
    console = terminal()
    printed = [_rendered(console, part) for part in parts]
    if not console.is_terminal:
        printed = list(map(_trimmed, printed))
    is_long = sum(one.count("\n") for one in printed) >= console.height
    pager = _pager() if is_long else ""
    if is_long and not pager and _is_watched():
        first, *others = printed
        printed = [*reversed(others), "\n", first]
    _send("".join(printed), pager)


def _rendered(console: Terminal, part: RenderableType) -> str:
    with console.capture() as capture:
        Console.print(console, part, crop=False)
    return capture.get()


def _trimmed(words: str) -> str:
    """Lines without blanks at their ends."""
    return re.sub(" +$", "", words, flags=re.MULTILINE)


def _is_watched() -> bool:
    """Whether a person looks at the output, and can press keys."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _pager() -> str:
    """The command of the pager, or nothing where nobody could use it."""
    if not _is_watched():
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


def print_json(value: Mapping[str, object]) -> None:
    """One object on one line of standard output, in UTF-8 whatever the locale is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(f"{json_line(value)}\n".encode())
    sys.stdout.buffer.flush()


def is_a_conversation() -> bool:
    """Whether someone sits at a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
