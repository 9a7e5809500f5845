"""Errors as events: the code, and as much more as may be told.

1. An error that is the asker's own to mend, as a question that is too long, is told by its code
   alone: its message may have their words.
2. One that is the server's to mend is told with its message, which names files and addresses.
3. One that nobody foresaw is told by its class and by where in the code it was raised. Its message
   is not: a library may have put any words into it.
"""

import traceback
from pathlib import Path

from cmp_search.errors import (
    CmpSearchError,
    NoteError,
    QuestionError,
    RequestError,
    system_error,
)
from cmp_search.logs.events.failing import ErrorTold, Failed
from cmp_search.logs.telling import tell

OF_WORDS = (QuestionError, NoteError, RequestError)
"""Errors whose messages may have the words of a question or a draft."""
UNEXPECTED = "unexpected"
FRAMES = 8
"""How many calls are told, the last ones."""
_PACKAGE = Path(__file__).parent.parent


def tell_own(error: CmpSearchError, where: str) -> None:
    """Tell of an error that is the asker's own (step 1)."""
    tell(ErrorTold(where, error.code))


def tell_error(error: CmpSearchError, where: str) -> None:
    """Tell of an error of a command, whose user is the operator (steps 1 and 2)."""
    if isinstance(error, OF_WORDS):
        tell_own(error, where)
    else:
        tell_failure(error, where)


def tell_failure(error: BaseException, where: str) -> None:
    """Tell of one that is the server's (steps 2 and 3); `where` is the part that met it."""
    known = system_error(error) if isinstance(error, OSError) else error
    kind = type(error).__name__
    if isinstance(known, CmpSearchError):
        tell(Failed(where, known.code, kind, known.message("en"), ""))
    else:
        tell(Failed(where, UNEXPECTED, kind, "", _place(error)))


def _place(error: BaseException) -> str:
    """Where an error was raised, the call that was nearest to it last."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return " > ".join(f"{_file(one.filename)}:{one.lineno} {one.name}" for one in frames)


def _file(name: str) -> str:
    """A file of the package by its place in that, another by its name and folder."""
    path = Path(name)
    if path.is_relative_to(_PACKAGE):
        return str(path.relative_to(_PACKAGE))
    return "/".join(path.parts[-2:])
