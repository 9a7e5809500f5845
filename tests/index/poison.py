"""A sandbox in which texts with a certain word break the work that comes after reading."""

import os
import signal

from cmp_search.readers.sandbox.reading import ReadingSandbox


def kaboomium(request: object, data: bytes) -> bytes:
    """End the process."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def foreverium(request: object, data: bytes) -> bytes:
    """Never end; the time for it is as good as over."""
    signal.setitimer(signal.ITIMER_PROF, 0.1)
    while True:
        pass


POISONS = (kaboomium, foreverium)
"""The words are the names of these functions."""


class PoisonedSandbox(ReadingSandbox):
    """One work is broken by such words: "split_here" or "derive_here"."""

    def __init__(self, broken: str) -> None:
        super().__init__()
        self._broken = f":{broken}"

    def do(self, request: object, data: bytes, work: str = "") -> bytes:
        for poison in POISONS if work.endswith(self._broken) else ():
            if poison.__name__.encode() in data:
                work = f"{__name__}:{poison.__name__}"
        return super().do(request, data, work)
