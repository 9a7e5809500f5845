"""Killing a command at one of its system calls, or after some time.

1. This process only imports what commands need; it starts no thread, so that it can fork.
2. Each command runs in a fork, which stops itself until strace is attached, and then goes on. Only
   its main thread is traced, since that alone changes index and corpus; what reads files for it is
   another process.
3. A first run lists the calls that name a file of the folder (`calls`); the count of such calls is
   the same each time, as far as the command does the same.
4. For each of them, strace kills a new run by SIGKILL as it enters that call, so that all before it
   has happened, and nothing after.
"""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

WATCHED = (
    "open", "openat", "creat", "write", "pwrite64", "writev", "pwritev", "sendfile",
    "copy_file_range", "ftruncate", "fsync", "fdatasync", "rename", "renameat", "renameat2",
    "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir",
)  # fmt: skip
"""Calls that change files or folders, or open them."""
_CALL = re.compile(r"^(\w+)\(")
_NUMBER = re.compile(r"[0-9a-f]{8,}|\d+")
_ANYONE = -1 & (2**64 - 1)
_SET_TRACER = 0x59616D61
SECONDS = 60
"""A command that takes longer hangs."""


@dataclass(frozen=True, slots=True)
class Call:
    """The n-th call of a name since a command has begun; its place is the file that it is for.

    Calls of one name and place come from one piece of code: numbers in a place do not count.
    """

    name: str
    number: int
    place: str = ""
    only_reads: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """What is run and killed; what it is run within is there before, and is not killed."""

    run: Callable[[], None]
    within: Callable[[], AbstractContextManager[None]] = nullcontext


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, its exit status negative if by a signal; and its last words."""

    status: int
    seconds: float
    words: str

    @property
    def was_killed(self) -> bool:
        """Whether it was killed."""
        return self.status == -signal.SIGKILL


def why_not() -> str:
    """Why no call can be killed on this machine; empty if it can."""
    if sys.platform != "linux":
        return "strace is for Linux"
    if shutil.which("strace") is None:
        return "strace is not installed"
    ended = run(Command(lambda: None), Path(), ["-e", "trace=none"])
    return "" if ended.status == 0 else f"strace cannot trace here ({ended.words.strip()})"


def calls(command: Command, folder: Path) -> list[Call]:
    """The calls of a command that name a file of a folder, in order."""
    log = folder.with_name(f"{folder.name}.trace")
    watched = ["-y", "-s", "0", "-e", f"trace={_known()}", "-o", str(log)]
    ended = run(command, folder, watched)
    if ended.status:
        raise RuntimeError(f"the command fails without being killed: {ended.words}")
    counts: Counter[str] = Counter()
    found = []
    for line in log.read_text("utf-8", "replace").splitlines():
        if match := _CALL.match(line):
            counts[match[1]] += 1
            if f"{folder}/" in line:
                place = _NUMBER.sub("0", line[line.index(f"{folder}/") :].split(">")[0])
                found.append(Call(match[1], counts[match[1]], place, "O_RDONLY" in line))
    log.unlink()
    return found


def killed_at(command: Command, folder: Path, call: Call) -> Ended:
    """Run a command that is killed as it enters a call."""
    inject = f"inject={call.name}:signal=KILL:when={call.number}"
    return run(command, folder, ["-e", f"trace={call.name}", "-e", inject, "-o", os.devnull])


def killed_after(command: Command, folder: Path, seconds: float) -> Ended:
    """Run a command that is killed after some time, unless it has ended by then."""
    return run(command, folder, None, seconds)


def run(
    command: Command,
    folder: Path,
    tracing: list[str] | None = None,
    kill_after: float = SECONDS,
) -> Ended:
    """Run a command in a fork, under strace with these options if any are given."""
    words = Path(f"{folder}.words") if folder != Path() else Path(os.devnull)
    child = os.fork()
    if child == 0:
        _become(command, words, stops=tracing is not None)
    tracer = None
    if tracing is not None:
        os.waitpid(child, os.WUNTRACED)
        tracer = subprocess.Popen(
            ["strace", *tracing, "-p", str(child)], stderr=subprocess.PIPE, text=True
        )
        told = tracer.stderr.readline() if tracer.stderr else ""
        if "attached" not in told:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return Ended(1, 0, told)
        os.kill(child, signal.SIGCONT)
    status, seconds = _ended(child, kill_after)
    if tracer:
        tracer.communicate()
    said = words.read_text("utf-8", "replace") if words.is_file() else ""
    return Ended(status, seconds, said)


def _become(command: Command, words: Path, *, stops: bool) -> None:
    """Be the process of a command, and end with it."""
    status = 1
    try:
        with words.open("w") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        with command.within():
            if stops:
                ctypes.CDLL(None).prctl(_SET_TRACER, ctypes.c_ulong(_ANYONE), 0, 0, 0)
                os.kill(os.getpid(), signal.SIGSTOP)
            command.run()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _ended(child: int, kill_after: float) -> tuple[int, float]:
    """Wait for a process to end, or kill it; how it ended, and how long that took."""
    began = monotonic()
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status), monotonic() - began
        if monotonic() - began > kill_after:
            os.kill(child, signal.SIGKILL)
            kill_after = SECONDS + kill_after
        sleep(0.002)


def _known() -> str:
    """The calls to watch; those that this machine does not have are left out by the mark."""
    return ",".join(f"?{name}" for name in WATCHED)
