"""Reading regular files only, and each but once.

A folder may have what is no file of a disk: a pipe, on which whoever opens it waits for ever, or a
device that never ends. And a file may be another a moment later: what is said of it, such as its
hash, is only true of the very bytes that were read.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from stat import S_ISREG

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def open_regular(path: Path) -> Iterator[BufferedReader]:
    """Open a file to read its bytes; never waits for one.

    Raises:
        OSError: it cannot be opened, or is no regular file.
    """
    handle = os.open(path, _FLAGS)
    with open(handle, "rb") as file:
        if not S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        yield file


def read_regular(path: Path, most: int) -> bytes | None:
    """The bytes of a file; None if there are more than `most`, even if only meanwhile.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    with open_regular(path) as file:
        if os.fstat(file.fileno()).st_size > most:
            return None
        data = file.read(most + 1)
    return data if len(data) <= most else None


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path in a folder is, by links, one outside of it, or in a circle."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except RuntimeError:
        return True


def is_usable(path: Path, folder: Path) -> bool:
    """Whether a file that is read on its own account is a regular one within its folder."""
    return path.is_file() and not leads_out(path, folder)
