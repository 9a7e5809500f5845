"""The time that reading a file may take; when it is over, the process ends, whatever it is doing.

It is set for each file in the process of the sandbox, and grows with what has been read: a reader
allows some more for each page that it has done, so that a long file is read and one that hangs is
not. Outside such a process there is no limit.
"""

import faulthandler
from time import monotonic
from typing import TextIO


class Clock:
    """The time for one file after another."""

    def __init__(self) -> None:
        """Without a limit."""
        self._end = 0.0
        self._trace: TextIO | None = None

    def start(self, seconds: float, trace: TextIO) -> None:
        """Limit the time from now on; where the process was when it ends is written to a file."""
        self._end, self._trace = monotonic() + seconds, trace
        faulthandler.dump_traceback_later(seconds, exit=True, file=trace)

    def allow(self, seconds: float) -> None:
        """Allow some more time, if it is limited."""
        left = self._end - monotonic()
        if self._trace is not None and left > 0:
            self._end += seconds
            faulthandler.dump_traceback_later(left + seconds, exit=True, file=self._trace)

    def stop(self) -> None:
        """End the limit."""
        faulthandler.cancel_dump_traceback_later()
        self._trace = None


CLOCK = Clock()
"""That of this process."""
