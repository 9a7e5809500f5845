"""A sandbox that reads files, but for those that ask for something to go wrong."""

import os
import signal
from importlib import import_module
from pathlib import Path
from time import sleep

from cmp_search.language.detection import detect_language
from cmp_search.readers.formats import FORMATS
from cmp_search.readers.sandbox import reading
from cmp_search.readers.sandbox.process import MEMORY, SECONDS, Sandbox

CRASH = b"Crash."
SLEEP = b"Sleep."
NAP = b"Take a nap for longer than you may compute."
_WAIT = b"Wait after making the file "

for one in FORMATS:
    import_module(one.module)  # Before the clock of a file runs, however busy the machine is.
detect_language("So is what tells the language of a text.")


def waiting(begun: Path) -> bytes:
    """A file whose reading never ends; once it has begun, `begun` exists."""
    return _WAIT + os.fsencode(begun)


def read(request: tuple[str, str], data: bytes) -> bytes:
    if data == CRASH:
        os.kill(os.getpid(), signal.SIGKILL)
    if data.startswith(_WAIT):
        Path(os.fsdecode(data.removeprefix(_WAIT))).touch()
        while True:
            pass
    if data in (SLEEP, NAP):
        sleep(60 if data == SLEEP else 1)
    return reading.read(request, data)


class WorkingSandbox(reading.ReadingSandbox):
    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        Sandbox.__init__(self, f"{__name__}:{read.__name__}", seconds, memory)
