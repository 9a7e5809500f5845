"""This side of the sandbox: starts the process, sends it files and takes its answers."""

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from time import monotonic

from cmp_search import errors
from cmp_search.errors import BreakdownError, ReadError, SlowError
from cmp_search.logs import tell
from cmp_search.logs.events.building import ReaderCrashed
from cmp_search.readers.clock import is_over
from cmp_search.readers.sandbox.output import Tail

SECONDS = 30
"""Of processor time (see `readers.clock`)."""
MEMORY = 1_000_000_000
"""Bytes of address space."""
ENDING_S = 10.0
"""How long a process that gives no answer any more may take to end."""
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Each thread of a library would take some of the address space, used or not."""


class EndedError(Exception):
    """The process ended without an answer; `slow` when its time was up."""

    def __init__(self, slow: bool) -> None:
        """Say why."""
        super().__init__("too slow" if slow else "crashed")
        self.slow = slow


class Sandbox:
    """A process that works on files; it is started on demand, and again after it ended.

    `work` names a function "module:name" that takes a request (anything that JSON can express) and
    the bytes of a file, returns a line of JSON, and raises `ReadError` where it cannot. The same
    process can do other work, too.
    """

    def __init__(self, work: str, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Set the limits for each file."""
        self._work, self._seconds, self._memory = work, seconds, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._tail: Tail | None = None
        self._lock = threading.Lock()
        atexit.register(self.close)

    def do(self, request: object, data: bytes, work: str = "") -> bytes:
        """The result of the work on a file, as JSON; of its own work if no other is named.

        Raises:
            ReadError: the work failed, or exceeded a limit.
        """
        try:
            kind, answer = self.ask(request, data, work)
        except EndedError as ended:
            if ended.slow:
                raise SlowError("reading_slow", seconds=self._seconds) from ended
            raise BreakdownError("reading_crashed") from ended
        if kind == "done":
            return answer
        error: type[ReadError] = getattr(errors, kind)
        record = json.loads(answer)
        raise error(record["code"], **record["parameters"])

    def ask(self, request: object, data: bytes, work: str = "") -> tuple[str, bytes]:
        """The answer to a request: "done" and the result, or an error's name and record, as JSON.

        Raises:
            EndedError: the process ended without an answer.
        """
        with self._lock:
            try:
                return self._ask([work or self._work, request, len(data)], data)
            except BaseException:
                self._end()
                raise

    def _ask(self, head: list[object], data: bytes) -> tuple[str, bytes]:
        process = self._running()
        assert process.stdin and process.stdout
        started = monotonic()
        kind = answer = b""
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(head).encode() + b"\n")
            process.stdin.write(data)
            process.stdin.flush()
            kind, answer = process.stdout.readline(), process.stdout.readline()
        if not answer.endswith(b"\n"):
            raise EndedError(self._ended(str(head[0]), started))
        name, stays = json.loads(kind)
        if not stays:
            self._end()
        return name, answer

    def _ended(self, work: str, started: float) -> bool:
        """Whether the process ended since its time was over; told to the operator's log."""
        assert self._process and self._tail
        waited = monotonic() - started
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDING_S)
        slow = is_over(self._process.returncode, waited, self._seconds)
        tell(ReaderCrashed(work, slow, self._process.returncode, self._tail.ended()))
        return slow

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, started if it is not running."""
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**os.environ, **_ONE_THREAD},
            )
            assert self._process.stderr
            self._tail = Tail(self._process.stderr)
        return self._process

    def _command(self) -> list[str]:
        """Python, with the same module path as here but without the current folder.

        Where it crashes in a library written in C, it prints where that was called.
        """
        program = (
            f"import sys; sys.path[:] = {sys.path!r}\n"
            "from cmp_search.readers.sandbox.serve import serve\n"
            f"serve({self._seconds!r}, {self._memory!r})"
        )
        return [sys.executable, "-P", "-X", "faulthandler", "-c", program]

    def close(self) -> None:
        """End the process if it is running."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        # Closing flushes what the process has not taken.
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()
