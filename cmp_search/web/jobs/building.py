"""This side of the process that does the work: starts it, and hears what it tells."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from cmp_search.encoders.e5.fast import THREADS
from cmp_search.logs.showing import for_children
from cmp_search.web.jobs.job import EVENT, WORK, Task, Tell, Work

_ONE_THREAD = {THREADS: "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class Builder:
    """Carries jobs out in a process that is started for them, and ends when they have."""

    def __init__(self, corpus: Path, index: str, model: str, reader: str) -> None:
        """Name the corpus and the index, with what that is built by."""
        self._corpus, self._index, self._model, self._reader = corpus, index, model, reader

    def __call__(self, tasks: Sequence[Task], tell: Tell) -> None:
        """Carry jobs out; returns when the process has ended, however it did."""
        work = Work(self._corpus, self._index, self._model, self._reader, tuple(tasks))
        with subprocess.Popen(
            command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
        ) as process:
            assert process.stdin and process.stdout
            try:
                process.stdin.write(WORK.dump_json(work) + b"\n")
                process.stdin.flush()
                for line in process.stdout:
                    tell(EVENT.validate_json(line))
            except (BrokenPipeError, ValidationError):
                process.kill()  # It is being killed: what it has not told is not done.
            except BaseException:
                process.kill()
                raise


def environment() -> dict[str, str]:
    """That of the server, with its form of the log; each library computes with one thread."""
    return {**os.environ, **_ONE_THREAD, **for_children()}


def command() -> list[str]:
    """Python, with the same module path as here but without the current folder."""
    program = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from cmp_search.web.jobs.working import main\n"
        "main()"
    )
    return [sys.executable, "-P", "-c", program]
