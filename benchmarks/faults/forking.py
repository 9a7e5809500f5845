"""Asking a function in a fork of this process."""

import json
import os
from collections.abc import Callable
from select import select
from signal import SIGKILL
from typing import Any

from benchmarks.faults.killing import SECONDS


def in_fork(ask: Callable[[], Any]) -> Any:
    """What a function returns in a fork, so that no thread or open file stays in this process.

    Raises:
        RuntimeError: it failed there.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            answer = {"answer": ask()}
        except BaseException as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        with os.fdopen(writing, "w") as pipe:
            json.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        if not select([pipe], [], [], SECONDS)[0]:
            os.kill(child, SIGKILL)
            raise RuntimeError(f"no answer within {SECONDS} seconds")
        words = pipe.read()
    os.waitpid(child, 0)
    answer = json.loads(words)
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer["answer"]
