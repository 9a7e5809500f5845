"""What an error tells a visitor: nothing of where files lie on the server, and no password.

A visitor is told the name of a file or folder, and that someone is changing the texts, but not
which user of the system by which command; whoever runs the server sees all of it in the terminal.
"""

import re
from pathlib import PurePosixPath, PureWindowsPath

from cmp_search.errors import BusyError, CmpSearchError
from cmp_search.locales.error_messages import Parameter

_SECRET = re.compile(r"(?<=://)[^\s/@]*@")
"""Name and password in an address."""
_HELD = frozenset(["corpus_busy", "index_busy", "index_held", "restore_busy"])
"""Errors that name whoever is changing something, in what folder."""
_PATH = re.compile(r"(?<![\w:/.~])(?:~|[A-Za-z]:)?(?:[/\\][^\s/\\:;,'\"()“”«»]+){2,}[/\\]?")
"""An absolute path within a text; one with blanks is known only where it is all of the text."""


def discreet(error: CmpSearchError) -> CmpSearchError:
    """The same error for a visitor, or what they may know of it."""
    if error.code in _HELD:
        return BusyError("being_changed")
    told = type(error)(error.code)
    told.parameters = {name: _discreet(value) for name, value in error.parameters.items()}
    return told


def discreet_text(text: str) -> str:
    """A text with the names of files in place of where they are."""
    if PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute():
        return PureWindowsPath(text).name
    return _PATH.sub(lambda found: PureWindowsPath(found[0]).name, _SECRET.sub("", text))


def _discreet(value: Parameter) -> Parameter:
    match value:
        case str():
            return discreet_text(value)
        case list():
            return [discreet_text(one) for one in value]
        case dict():
            return {name: _discreet(one) for name, one in value.items()}
        case _:
            return value
