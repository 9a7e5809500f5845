"""Locks: one writer of a folder at a time, and everyone else is told who it is.

1. The lock is a file that the system locks for a process, and frees when that ends, however it
   does.
2. Its holder writes beside it who it is and since when (`Holder`); what a killed one wrote is
   overwritten by the next.
3. Whoever waits is told of the holder after two seconds, and gives up after the time that they set.
"""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from cmp_search.documents.durable import beside
from cmp_search.errors import CmpSearchError

if TYPE_CHECKING:
    from filelock import FileLock

PATIENCE = 2.0
"""Seconds that are waited for a lock before its holder is named."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock, doing what, and since when (UTC); empty where it cannot be known."""

    who: str = ""
    command: str = ""
    pid: int = 0
    since: str = ""

    @property
    def moment(self) -> str:
        """Since when, as people read it."""
        return self.since.replace("T", " ").replace("+00:00", " UTC")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long a lock is waited for, in seconds, for ever if None; and whom to tell of its holder.

    `on_wait` is called once, when the lock has been waited for longer than `PATIENCE`.
    """

    seconds: float | None = None
    on_wait: Callable[[Holder], None] | None = None


WITHOUT_LIMIT = Waiting()
"""Waiting as long as it takes, telling nobody."""
NOT_AT_ALL = Waiting(0)
"""Giving up at once."""


@contextmanager
def locked(
    path: Path,
    busy: Callable[[Holder], CmpSearchError],
    waiting: Waiting = WITHOUT_LIMIT,
    *,
    who: str = "",
) -> Iterator[None]:
    """Hold the lock of a file, which is made if need be; `who` is the system's user if empty.

    Raises:
        CmpSearchError: the one that `busy` makes of the holder, if waiting was in vain.
        OSError: the file cannot be written.
    """
    from filelock import FileLock  # Late, so that a question need not wait for it.

    lock = FileLock(path)
    _acquire(lock, path, busy, waiting)
    record = holder_record(path)
    try:
        _write(record, myself(who))
        yield
    finally:
        record.unlink(missing_ok=True)
        lock.release()


def holder_record(path: Path) -> Path:
    """The file beside a lock in which its holder is named."""
    return path.with_name(f"{path.name}.json")


def holder(path: Path) -> Holder:
    """Who holds a lock that is held."""
    from pydantic import TypeAdapter, ValidationError  # Late: few ever wait.

    try:
        return TypeAdapter(Holder).validate_json(holder_record(path).read_bytes())
    except (OSError, ValidationError):
        return Holder()


def _acquire(
    lock: FileLock, path: Path, busy: Callable[[Holder], CmpSearchError], waiting: Waiting
) -> None:
    from filelock import Timeout

    limit = inf if waiting.seconds is None else waiting.seconds
    try:
        try:
            lock.acquire(timeout=min(limit, PATIENCE))
        except Timeout:
            if limit <= PATIENCE:
                raise
            if waiting.on_wait:
                waiting.on_wait(holder(path))
            lock.acquire(timeout=-1 if limit == inf else limit - PATIENCE)
    except Timeout as error:
        raise busy(holder(path)) from error


def myself(who: str = "") -> Holder:
    """This process as a holder; of its command only the words that cannot name anything."""
    program, *words = sys.argv
    command = [Path(program).name, *(word for word in words[:1] if word.isalpha())]
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return Holder(who or user(), " ".join(command), os.getpid(), since)


def user() -> str:
    """The system's name of the user; empty where there is none, as in some containers."""
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return ""


def _write(record: Path, holder: Holder) -> None:
    """Name the holder; on a full disk they stay without a name, which hinders nothing."""
    new = beside(record)
    with suppress(OSError):
        new.write_text(json.dumps(asdict(holder)) + "\n", "utf-8")
        os.replace(new, record)
