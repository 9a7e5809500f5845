"""The files of the log: lines that are only ever appended, a bounded number of files kept.

1. Whoever appends holds the log's lock, so that lines of several processes and threads follow one
   another.
2. It then looks where the log ends: where the head says, or after that, if a killed one had
   written a line and not the head. Half a line that a killed one left is cut off, since nobody was
   told that it was recorded; anything else that should not be there stays, for `faults.py` to find.
3. The line is appended and flushed to disk, then the head is replaced. When this is done, a power
   cut changes nothing.
4. A file that is full is followed by a new one, and the oldest goes; the chain goes on over files.
Reading takes no lock.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cmp_search.audit.chain import Head, Link, head_of, link_of
from cmp_search.audit.event import Event
from cmp_search.documents.durable import sync_folder, write_file
from cmp_search.documents.regular import open_regular

HEAD = "head.json"
_NAME = re.compile(r"[0-9]{6}\.jsonl")
_FLAGS = ("O_WRONLY", "O_APPEND", "O_CREAT", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
_APPENDING = sum(getattr(os, name, 0) for name in _FLAGS)


@dataclass(frozen=True, slots=True)
class LogFiles:
    """The files of a log in its folder: how large one gets in bytes, and how many are kept.

    Every method raises OSError where the disk or the folder does not let it.
    """

    folder: Path
    largest: int
    kept: int

    def path(self, number: int) -> Path:
        """The file of a number."""
        return self.folder / f"{number:06}.jsonl"

    def numbers(self) -> list[int]:
        """The numbers of the files that are there, in order."""
        if not self.folder.is_dir():
            return []
        names = (path.name for path in self.folder.iterdir())
        return sorted(int(Path(name).stem) for name in names if _NAME.fullmatch(name))

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Path, size and time of every file, also of the head."""
        paths = [*map(self.path, self.numbers()), self.folder / HEAD]
        found = [(str(path), path.stat()) for path in paths if path.exists()]
        return tuple((path, stat.st_size, stat.st_mtime_ns) for path, stat in found)

    def lines(self, number: int, start: int = 0) -> Iterator[bytes]:
        """The lines of a file from a byte on, each with its end; none if it has gone by now."""
        try:
            with open_regular(self.path(number)) as file:
                file.seek(start)
                yield from file
        except FileNotFoundError:
            return

    def head(self) -> Head | None:
        """How far the log goes, as it says itself; None if the head was lost or changed."""
        try:
            with open_regular(self.folder / HEAD) as file:
                return head_of(file.read())
        except FileNotFoundError:
            return None

    def append(self, event: Event, token: str = "") -> None:
        """Append an event (steps 2 to 4), by who holds the lock."""
        head = self._end()
        link = Link(head.number + 1, head.sum, event, token)
        if head.size and head.size + len(link.line) > self.largest:
            head = replace(head, file=head.file + 1)
        size = self._write(head.file, link.line)
        oldest = max(head.oldest, head.file - self.kept + 1)
        new = Head(link.number, link.sum, head.file, size, oldest)
        write_file(self.folder / HEAD, new.line)
        for number in self.numbers():
            if number < oldest:
                self.path(number).unlink(missing_ok=True)

    def _write(self, number: int, line: bytes) -> int:
        """Step 3; returns how long the file is then."""
        path = self.path(number)
        is_new = not path.exists()
        handle = os.open(path, _APPENDING, 0o666)
        with open(handle, "ab") as file:
            file.write(b"" if self._is_ended(path) else b"\n")
            file.write(line)
            file.flush()
            os.fsync(handle)
            size = os.fstat(handle).st_size
        if is_new:
            sync_folder(self.folder)
        return size

    def _is_ended(self, path: Path) -> bool:
        """Whether a file ends with the end of a line, or is empty."""
        with open_regular(path) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - 1, 0))
            return file.read() in (b"", b"\n")

    def _end(self) -> Head:
        """Where the log ends (step 2); its size is that of the file."""
        head = self.head() or self._lost()
        start = head.size
        while True:
            for line in self.lines(head.file, start):
                link = link_of(line)
                if link is None or (link.number, link.before) != (head.number + 1, head.sum):
                    if not line.endswith(b"\n"):
                        os.truncate(self.path(head.file), start)
                    break
                start += len(line)
                head = replace(head, number=link.number, sum=link.sum, size=start)
            if not self.path(head.file + 1).exists():
                return replace(head, size=self._size(head.file))
            head, start = replace(head, file=head.file + 1, size=0), 0

    def _size(self, number: int) -> int:
        path = self.path(number)
        return path.stat().st_size if path.exists() else 0

    def _lost(self) -> Head:
        """Where to go on without a head: after the last line that can be read, with no sum."""
        numbers = self.numbers()
        if not numbers:
            return Head()
        links = (link_of(line) for number in numbers for line in self.lines(number))
        last = max((link.number for link in links if link), default=0)
        return Head(last, "", numbers[-1], self._size(numbers[-1]), numbers[0])
