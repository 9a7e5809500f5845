"""Changes under way: none is made that was not noted before, so that a kill hides none.

1. What is about to be done is noted in a file of its own, under a token, which the one who does it
   keeps locked. Where that cannot be written, nothing is done.
2. When it is done or has failed, its event goes into the log with the token, and the note away.
3. A note that nobody has locked is of one who was killed, or whom the disk failed. The next who
   records anything puts it into the log as broken off, unless its token is there already.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cmp_search.audit.chain import WRONG, Link, event_of, link_of
from cmp_search.audit.event import Event
from cmp_search.audit.files import LogFiles
from cmp_search.documents.durable import write_file
from cmp_search.documents.regular import open_regular

if TYPE_CHECKING:
    from filelock import FileLock

FOLDER = "begun"
_SEARCHED = 2
"""Files of the log, the newest, in which the token of a note is looked for."""


@dataclass(frozen=True, slots=True)
class Note:
    """A change under way: its token, and the file that notes it with its lock."""

    token: str
    file: Path
    lock: "FileLock"

    def write(self, event: Event) -> None:
        """Note the event that goes into the log if nobody else is there to record it.

        Raises:
            OSError: the note cannot be written.
        """
        write_file(self.file, json.dumps(asdict(event)).encode())

    def drop(self) -> None:
        """Let the note go; its event is in the log."""
        Path(self.lock.lock_file).unlink(missing_ok=True)
        self.file.unlink(missing_ok=True)


def note(log: Path, event: Event) -> Note:
    """Note what is about to be done (step 1); `event` is what to say if it is broken off.

    Raises:
        OSError: the note cannot be written.
    """
    folder = log / FOLDER
    folder.mkdir(exist_ok=True)
    token = secrets.token_hex(8)
    noted = Note(token, folder / f"{token}.json", _lock(folder, token))
    noted.lock.acquire()
    try:
        noted.write(event)
    except BaseException:
        noted.drop()
        noted.lock.release()
        raise
    return noted


def settle(files: LogFiles) -> None:
    """Put what was killed into the log (step 3), by who holds its lock.

    Raises:
        OSError: the log cannot be written.
    """
    for abandoned in _abandoned(files.folder / FOLDER):
        event = _noted(abandoned.file)
        if event and not _is_recorded(files, abandoned.token):
            files.append(event, abandoned.token)
        abandoned.drop()
        abandoned.lock.release()


def _abandoned(folder: Path) -> Iterator[Note]:
    """The notes that nobody has locked, now by us."""
    from filelock import Timeout

    for file in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        lock = _lock(folder, file.stem)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            continue
        yield Note(file.stem, file, lock)


def _lock(folder: Path, token: str) -> "FileLock":
    from filelock import FileLock  # Late, so that a question need not wait for it.

    return FileLock(folder / f"{token}.lock")


def _noted(file: Path) -> Event | None:
    """The event that a note says; None if it was changed, or is one that no line can have."""
    try:
        with open_regular(file) as noted:
            event = event_of(json.load(noted))
        return event if link_of(Link(1, "", event).line) else None
    except WRONG:
        return None


def _is_recorded(files: LogFiles, token: str) -> bool:
    lines = (line for number in files.numbers()[-_SEARCHED:] for line in files.lines(number))
    return any((link := link_of(line)) is not None and link.token == token for line in lines)
