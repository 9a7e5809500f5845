"""The faults of a log: where its chain breaks, since somebody or a disk has changed it.

1. Every line has to be as it was written, and to follow the one before by number and sum.
2. The last has to be the one that the head says, or one after it that a killed writer left.
3. Every file from the oldest on has to be there; no more are named than are ever kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from cmp_search.audit.chain import Head, Link, link_of
from cmp_search.audit.files import HEAD, LogFiles


class FaultKind(StrEnum):
    """What is wrong at a place of the log."""

    CHANGED = "changed"
    """The line is not as it was written."""
    MISSING = "missing"
    """Lines before it are missing, or are others than those that were there."""
    CUT = "cut"
    """The last lines are missing, or are others than those that were there."""
    HEAD = "head"
    """What says how far the log goes is missing or was changed: none knows whether lines are."""
    FILE = "file"
    """The whole file is missing."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the log: in which file, and at which line of it; 0 if it is of the whole file."""

    kind: FaultKind
    file: str
    line: int = 0


def faults_of(files: LogFiles) -> tuple[Fault, ...]:
    """All faults of a log, in its order; those that a writer makes meanwhile are none.

    Raises:
        OSError: a file cannot be read.
    """
    while True:
        head = files.head()
        found = tuple(_faults(files, head))
        if not found or files.head() == head:
            return found


def _faults(files: LogFiles, head: Head | None) -> Iterator[Fault]:
    numbers = files.numbers()
    if head is None:
        if numbers:
            yield Fault(FaultKind.HEAD, HEAD)
        head = Head(file=numbers[-1], oldest=numbers[0]) if numbers else Head(file=0)
    check = _Check(head)
    lost = (one for one in range(head.oldest, head.file + 1) if one not in numbers)
    kept = (number for number in numbers if number >= head.oldest)
    # A stray name, or a head that was changed, may speak of any number of files.
    for number in sorted([*kept, *islice(lost, files.kept)]):
        name = files.path(number).name
        if number not in numbers:
            yield Fault(FaultKind.FILE, name)
            check.lose()
        for place, line in enumerate(files.lines(number), 1):
            if kind := check.fault(line):
                yield Fault(kind, name, place)
    if check.ends_before(head):
        yield Fault(FaultKind.CUT, files.path(head.file).name)


class _Check:
    """Goes from line to line; knows the number and, unless it was lost, the sum of the last."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self.number = 0
        self.sum: str | None = "" if head.oldest == 1 else None

    def lose(self) -> None:
        """Go on after a file that is not known."""
        self.number, self.sum = 0, None

    def ends_before(self, head: Head) -> bool:
        """Whether the last line is not yet, or not at all, the one that the head says."""
        is_other = self.number == head.number and self.sum not in (None, head.sum)
        return self.number < head.number or is_other

    def fault(self, line: bytes) -> FaultKind | None:
        """What is wrong with the next line."""
        link = link_of(line)
        if link is None:
            if not line.endswith(b"\n") and self.number >= self._head.number:
                return None  # Half a line, which a killed writer left and the next one cuts off.
            self.number, self.sum = self.number + bool(self.number), None
            return FaultKind.CHANGED
        follows = self._follows(link)
        self.number, self.sum = link.number, link.sum
        return None if follows else FaultKind.MISSING

    def _follows(self, link: Link) -> bool:
        if self.sum is None:
            return not self.number or link.number == self.number + 1
        return (link.number, link.before) == (self.number + 1, self.sum)
