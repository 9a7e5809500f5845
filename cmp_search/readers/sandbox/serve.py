"""The other side of the sandbox: works on the files that come in until the input ends.

1. What libraries print is thrown away, so that only answers come out; the end of what they print
   as an error, and where the process was when its time was over, is for the operator's log.
2. Memory is limited once; the time for each file by a clock that ends the process, whatever it is
   doing, and that gives a long file more (see `readers.clock`). It runs once the work is imported.
3. An answer is two lines of JSON: its kind and whether the process stays, then the result or the
   record of an error (see `errors`). After a large file the process ends, to give back its memory.
"""

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from cmp_search.errors import LimitError, ReadError
from cmp_search.readers.clock import CLOCK

LARGE = 5_000_000
"""Bytes of a file after which the process is not used again."""
_GARBAGE = 50_000
"""New objects after which cycles are looked for; more often costs a long PDF much of its time."""
Work = Callable[[Any, bytes], bytes]


def serve(seconds: float, memory: int) -> None:
    """Answer requests until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent process decides what is interrupted.
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = open(os.devnull, "w")
    os.dup2(nowhere.fileno(), 1)
    _limit(memory)
    gc.set_threshold(_GARBAGE)
    while line := sys.stdin.buffer.readline():
        name, request, size = json.loads(line)
        work = _work(name)
        CLOCK.start(seconds, sys.stderr)
        kind, result = answer(work, request, sys.stdin.buffer.read(size), memory)
        CLOCK.stop()
        stays = size < LARGE and kind != LimitError.__name__
        answers.write(json.dumps([kind, stays]).encode() + b"\n" + result + b"\n")
        answers.flush()
        if not stays:
            return


@cache
def _work(name: str) -> Work:
    """The function that is named "module:name"."""
    module, _, function = name.partition(":")
    work: Work = getattr(import_module(module), function)
    return work


def answer(work: Work, request: object, data: bytes, memory: int) -> tuple[str, bytes]:
    """The answer for one file: "done" and the result, or an error's name and record, as JSON."""
    refused = LimitError("reading_memory", megabytes=memory // 1_000_000)
    kind, record = LimitError.__name__, refused.record
    try:
        return "done", work(request, data)
    except ReadError as error:
        kind, record = type(error).__name__, error.record
    except MemoryError:
        pass  # The memory is free only once this block is left.
    return kind, json.dumps(record).encode()


def _limit(memory: int) -> None:
    """Limit the memory of this process, where the operating system can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, OSError, ValueError):
        return
