"""The time that reading a file may take; when it is over, the process ends, whatever it is doing.

1. Processor time counts: a process that others leave little of the processor is not slow.
2. One that waits and computes nothing ends as well, after `PATIENCE` times as long by the clock.
   Where the system has no timer of processor time (Windows), the clock alone counts.
3. Where the process was when it ends is written to a file.
4. The time is set for each file in the process of the sandbox, and grows with what has been read: a
   reader allows some more for each page that it has done, so that a long file is read and one that
   hangs is not. Outside such a process there is no limit.
"""

import faulthandler
import signal
from time import monotonic
from typing import TextIO

SIGNAL = getattr(signal, "SIGPROF", None)
"""What ends a process whose processor time is over; None where there is no such timer."""
PATIENCE = 10 if SIGNAL else 1
"""How many times as long as it may compute a process may take by the clock."""


class Clock:
    """The time for one file after another."""

    def __init__(self) -> None:
        """Without a limit."""
        self._end = 0.0
        self._trace: TextIO | None = None

    def start(self, seconds: float, trace: TextIO) -> None:
        """Limit the time from now on; where the process was when it ends is written to a file."""
        self._end, self._trace = monotonic(), trace
        if SIGNAL:
            faulthandler.register(SIGNAL, file=trace, chain=True)
        self._add(seconds)

    def allow(self, seconds: float) -> None:
        """Allow some more time, if it is limited."""
        if self._trace is not None and self._end > monotonic():
            self._add(seconds)

    def stop(self) -> None:
        """End the limit."""
        faulthandler.cancel_dump_traceback_later()
        if SIGNAL:
            signal.setitimer(signal.ITIMER_PROF, 0)
        self._trace = None

    def _add(self, seconds: float) -> None:
        assert self._trace
        self._end += PATIENCE * seconds
        faulthandler.dump_traceback_later(self._end - monotonic(), exit=True, file=self._trace)
        if SIGNAL:
            left, _ = signal.getitimer(signal.ITIMER_PROF)
            signal.setitimer(signal.ITIMER_PROF, left + seconds)


def is_over(status: int | None, waited: float, seconds: float) -> bool:
    """Whether a process ended since its time was over.

    By its exit status, and by how long the one who asked has waited for what may take `seconds`.
    """
    is_signalled = SIGNAL is not None and status == -SIGNAL
    return is_signalled or waited >= PATIENCE * seconds


CLOCK = Clock()
"""That of this process."""
