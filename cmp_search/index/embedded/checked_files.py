"""The files of a generation, none of which is used unchecked without saying so.

1. A file of at most `WHOLE` bytes is read once: the bytes that were hashed are those that are used.
2. A larger one is mapped, or read piece by piece, and hashed in a thread meanwhile. Until that is
   done there is a caveat; if it is damaged, every call fails from then on.
3. What was once found damaged is not opened again in this process, unless the file has changed.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from threading import Event, Thread

from cmp_search.errors import MismatchError
from cmp_search.index.caveats import Caveat
from cmp_search.index.embedded.files import FileSum

WHOLE = 64 * 2**20
"""Reading and hashing so much takes some 40 ms."""
PIECE = 2**20
UNCHECKED = Caveat("unchecked")
_damaged: set[tuple[Path, int, int]] = set()
"""Large files that were found damaged: path, size, and when changed."""


class CheckedFiles:
    """The files in a generation's folder, with the sums that its manifest gives."""

    def __init__(self, folder: Path, sums: Mapping[str, FileSum]) -> None:
        """Read nothing yet."""
        self._folder, self._sums = folder, sums
        self._large: list[str] = []
        self._damaged: Path | None = None
        self._closed = Event()
        self._thread: Thread | None = None
        self._is_checked = False

    def content(self, name: str) -> bytes | None:
        """The content of a file; None if it is too large to be read as a whole (step 2).

        Raises:
            MismatchError: it is not what was written.
            OSError: it cannot be read.
        """
        path = self._folder / name
        if path.stat().st_size > WHOLE:
            if _state(path) in _damaged:
                raise MismatchError("file_changed", file=path)
            self._large.append(name)
            return None
        content = path.read_bytes()
        if name not in self._sums or hashlib.sha256(content).hexdigest() != self._sums[name].sha256:
            raise MismatchError("file_changed", file=path)
        return content

    def start(self) -> None:
        """Start checking the large files; no other is asked for from now on."""
        if self._large:
            self._thread = Thread(target=self._check_large, name="checking index", daemon=True)
            self._thread.start()

    def _check_large(self) -> None:
        for name in self._large:
            path = self._folder / name
            try:
                state = _state(path)
                is_whole = self._hash(path) == self._sums[name].sha256
            except FileNotFoundError:
                continue  # A build has removed the generation; who has it open may go on reading.
            except (OSError, LookupError):
                state, is_whole = (path, -1, -1), False
            if self._closed.is_set():
                return
            if not is_whole:
                _damaged.add(state)
                self._damaged = path
                return
        self._is_checked = True

    def _hash(self, path: Path) -> str:
        """The hash of a file, of a part of it if it is closed meanwhile."""
        total = hashlib.sha256()
        with path.open("rb") as file:
            while (piece := file.read(PIECE)) and not self._closed.is_set():
                total.update(piece)
        return total.hexdigest()

    def check(self) -> None:
        """Make sure that nothing has been found damaged so far.

        Raises:
            MismatchError: something has.
        """
        if self._damaged:
            raise MismatchError("file_changed", file=self._damaged)

    def finish(self) -> None:
        """Wait until all is checked.

        Raises:
            MismatchError: something is damaged.
        """
        if self._thread:
            self._thread.join()
        self.check()

    def caveats(self) -> tuple[Caveat, ...]:
        """Whether something is still being checked, or was not before it was closed."""
        return (UNCHECKED,) if self._thread and not self._is_checked else ()

    def close(self) -> None:
        """Check nothing any more."""
        self._closed.set()


def _state(path: Path) -> tuple[Path, int, int]:
    status = path.stat()
    return path, status.st_size, status.st_mtime_ns
