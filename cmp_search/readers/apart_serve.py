"""The other side of `apart`: works on the files that come in, until none comes any more.

1. Whatever a library prints goes nowhere, so that only answers come out.
2. Memory is bounded once, time for each file by a watch that ends the process whatever it is at.
3. An answer is two lines of JSON: its kind and whether the process goes on, then what was read or
   the record of an error (see `errors`). After a large file it does not go on, to give back its
   memory.
"""

import faulthandler
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from cmp_search.errors import LimitError, ReadError
from cmp_search.readers import read_extract
from cmp_search.readers.apart import READING

LARGE = 5_000_000
"""Bytes of a file after which the process is not used again."""
Work = Callable[[Any, bytes], bytes]


def read(suffix: str, data: bytes) -> bytes:
    """The work of the readers: a file's suffix and bytes in, the reading out as JSON."""
    return READING.dump_json(read_extract(suffix, data).reading)


def serve(work: Work, seconds: float, memory: int) -> None:
    """Answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The one who asks decides what is broken off.
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = open(os.devnull, "w")
    os.dup2(nowhere.fileno(), 1)
    _bound(memory)
    while request := sys.stdin.buffer.readline():
        order, size = json.loads(request)
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        kind, said = answer(work, order, sys.stdin.buffer.read(size), memory)
        faulthandler.cancel_dump_traceback_later()
        goes_on = size < LARGE and kind != LimitError.__name__
        answers.write(json.dumps([kind, goes_on]).encode() + b"\n" + said + b"\n")
        answers.flush()
        if not goes_on:
            return


def answer(work: Work, order: object, data: bytes, memory: int) -> tuple[str, bytes]:
    """What comes of a file."""
    refused = LimitError("reading_memory", megabytes=memory // 1_000_000)
    kind, record = LimitError.__name__, refused.record
    try:
        return "done", work(order, data)
    except ReadError as error:
        kind, record = type(error).__name__, error.record
    except MemoryError:
        pass  # What was taken is free only when this block is left.
    return kind, json.dumps(record).encode()


def _bound(memory: int) -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, OSError, ValueError):
        return
