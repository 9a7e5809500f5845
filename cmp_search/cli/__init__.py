"""The command line: `cmp-search` with its commands, each of them a front end to the library.

These are init, index, ask, support, note, rerun, passage, section, counterpart, cite, verify, add,
undo, fetch, ocr, remove, generations, rollback, tag, move, backup, restore, status, text, audit,
eval, calibrate, doctor, serve, keys and mcp.
Only `main` turns the package's errors into messages; no module here searches or reads.
"""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from cmp_search.errors import CmpSearchError

COMMAND = "command"
"""What the log calls the part that met an error."""


def main() -> None:
    """Run the command; an error of this package ends it with one line and exit status 1."""
    from cmp_search.cli.commands import app
    from cmp_search.errors import CmpSearchError, system_error
    from cmp_search.logs.showing import show_for_command

    show_for_command()
    for stream in (sys.stdout, sys.stderr):
        # What the terminal's encoding lacks is spelt out rather than the end of the command.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except CmpSearchError as error:
        _end(error)
    except BrokenPipeError:
        # The reader of our output has gone (as in `| head`).
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _end(system_error(error))


def _end(error: "CmpSearchError") -> NoReturn:
    """End with an error: one line, and an event where these are JSON."""
    from cmp_search.logs.failures import tell_error
    from cmp_search.logs.showing import is_json

    if is_json():
        tell_error(error, COMMAND)
    sys.stderr.write(f"cmp-search: {error}\n")
    sys.exit(1)


def run() -> None:
    """Run `main`, then exit without the usual cleanup.

    The system frees all memory at once; the model's libraries take a fifth of a second to do so.
    """
    status: str | int | None = None
    try:
        main()
    except SystemExit as ended:
        status = ended.code
    for stream in (sys.stdout, sys.stderr):
        # May have been closed by its reader, or by `main`.
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status if isinstance(status, int) else bool(status))
