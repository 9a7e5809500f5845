"""What the process prints on its standard error: taken as it comes, of which the end is kept."""

from threading import Thread
from typing import IO

KEPT = 2_000
"""Bytes that are kept, the last ones."""
_AT_ONCE = 65_536
_PATIENCE_S = 1.0
"""How long the end is waited for, which a process started by the process could hold up."""


class Tail:
    """The end of what comes out of a pipe, which never fills up."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe, self._kept = pipe, b""
        self._thread = Thread(target=self._take, daemon=True)
        self._thread.start()

    def _take(self) -> None:
        with self._pipe as pipe:
            # Unbuffered, so that nothing waits for more to come.
            while taken := pipe.raw.read(_AT_ONCE):  # type: ignore[attr-defined]
                self._kept = (self._kept + taken)[-KEPT:]

    def ended(self) -> str:
        """What was printed last by a process that has ended."""
        self._thread.join(_PATIENCE_S)
        return self._kept.decode(errors="replace").strip()
