"""Reading apart: each file is read in a process of its own making, within 30 seconds and 1 GB.

What a library does with a broken or hostile file cannot be bounded from within: measured were a PDF
of 60 MB that took 5.6 GB in one call of pypdf, one of 30 MB that kept it searching for 40 seconds,
and a web page of 2.5 MB over which the HTML parser, written in C, did not end in two minutes.

1. The process is started for the first file and serves one file after another (see `apart_serve`).
2. An order (the file's suffix) and the bytes go in; what was read comes out as JSON, or the error
   that it gave.
3. The process ends itself when a file takes too long, and takes no more memory than it may, where
   the system can hold it to that (Linux). When it has ended without an answer, the file is refused
   and the next one gets a new process.
"""

import atexit
import json
import subprocess
import sys
import threading
from contextlib import suppress
from time import monotonic

from pydantic import TypeAdapter

from cmp_search import errors
from cmp_search.errors import BreakdownError, ReadError, SlowError
from cmp_search.readers.extract import Reading

SECONDS = 30
MEMORY = 1_000_000_000
"""Bytes of address space."""
READING = TypeAdapter(Reading)


class EndedError(Exception):
    """The process ended without an answer; `slow` when it was for its time."""

    def __init__(self, slow: bool) -> None:
        """Say why."""
        super().__init__("too slow" if slow else "crashed")
        self.slow = slow


class ApartProcess:
    """A process that does one kind of work; started when it is first needed, and when it has ended.

    `work` names a function "module:name" that takes an order (anything that JSON can say) and the
    bytes of a file, gives a line of JSON, and raises `ReadError` where it cannot.
    """

    def __init__(self, work: str, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Set the bounds for each file."""
        self._work, self._seconds, self._memory = work, seconds, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        atexit.register(self.close)

    def do(self, order: object, data: bytes) -> bytes:
        """What comes of the bytes of a file, as JSON.

        Raises:
            ReadError: nothing does, or not within bounds.
        """
        try:
            kind, said = self.ask(order, data)
        except EndedError as ended:
            if ended.slow:
                raise SlowError("reading_slow", seconds=self._seconds) from ended
            raise BreakdownError("reading_crashed") from ended
        if kind == "done":
            return said
        error: type[ReadError] = getattr(errors, kind)
        told = json.loads(said)
        raise error(told["code"], **told["parameters"])

    def ask(self, order: object, data: bytes) -> tuple[str, bytes]:
        """What comes of a file: "done" and the work, or an error's name and record, as JSON.

        Raises:
            EndedError: the process ended over it.
        """
        with self._lock:
            try:
                return self._ask(order, data)
            except BaseException:
                self._end()
                raise

    def _ask(self, order: object, data: bytes) -> tuple[str, bytes]:
        process = self._running()
        assert process.stdin and process.stdout
        begun = monotonic()
        head = said = b""
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps([order, len(data)]).encode() + b"\n")
            process.stdin.write(data)
            process.stdin.flush()
            head, said = process.stdout.readline(), process.stdout.readline()
        if not said.endswith(b"\n"):
            raise EndedError(slow=monotonic() - begun >= self._seconds)
        kind, goes_on = json.loads(head)
        if not goes_on:
            self._end()
        return kind, said

    def _running(self) -> subprocess.Popen[bytes]:
        """The process; it is started where there is none."""
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _command(self) -> list[str]:
        """Python, with the same modules as here and none of the folder that it is called in."""
        module, name = self._work.split(":")
        program = (
            f"import sys; sys.path[:] = {sys.path!r}\n"
            "from cmp_search.readers.apart_serve import serve\n"
            f"from {module} import {name}\n"
            f"serve({name}, {self._seconds!r}, {self._memory!r})"
        )
        return [sys.executable, "-P", "-c", program]

    def close(self) -> None:
        """End the process, where there is one."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        # Closing flushes what it did not take.
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()


class ReadingProcess(ApartProcess):
    """A process that reads files."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Set the bounds for each file."""
        super().__init__("cmp_search.readers.apart_serve:read", seconds, memory)

    def read(self, suffix: str, data: bytes) -> Reading:
        """Read the bytes of a file.

        Raises:
            ReadError: they give no text, or not within bounds.
        """
        return READING.validate_json(self.do(suffix, data))


ONE = ReadingProcess()
"""The process that reads for everything here."""
