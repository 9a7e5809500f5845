"""The tables of contents of a PDF, which the text does not need: its headings come again.

1. A table begins at a heading such as "Contents", or with three entries in a row.
2. An entry ends in a page number, after dots or a blank, and its words occur again further down, in
   one line or in several. Dots show that it is one in any case. An entry may be broken over lines,
   and a part without a number may stand above its chapters: up to two lines in between belong to
   the table, if they are not sentences.
3. After the heading, entries may have no page numbers: at least two short lines that occur again
   further down, in the same order. One set in the type of a heading, here as there, is no entry.
4. A table ends after its last entry, and before the first line that repeats one of its entries:
   there the text begins. It is none if most of its entries do not occur again.
"""

import re
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from cmp_search.language.normalisation import letters_and_digits
from cmp_search.readers.common.boilerplate import is_contents
from cmp_search.readers.pdf.lines import BULLET, Line

_ENTRY = re.compile(
    r"(?P<words>.*?[^\W\d_]{2}.*?)(?P<leader>[\s.·…_|]+)(?:[A-Z]{1,2}[-–.]?|\d{1,2}[-–])?"
    r"(?:\d{1,5}|[ivxlcIVXLC]{1,7})"
)
_PAGE = re.compile(r"[\s.·…_|–-](?:[A-Z]{0,2}\d{1,5}|[ivxlcIVXLC]{1,7})$")
_PAGE_LENGTH = 9
_CONTINUED = re.compile(r"\s*\((?:cont|suite|sigue)[^)]*\)\.?", re.I)
_BETWEEN = 2
_JOINED = 3
"""The most lines of an entry, or of the heading that it names."""
_WORDS = 25


class BodyLines(NamedTuple):
    """The lines of the text, and those of tables of contents."""

    body: list[Line]
    contents: list[Line]


class _Table(NamedTuple):
    """Where a table ends, and how many entries it has."""

    end: int
    entries: int


def without_contents(lines: Sequence[Line], body: tuple[float, bool]) -> BodyLines:
    """The lines without tables of contents."""
    finder = _Finder(lines, body)
    kept: list[Line] = []
    contents: list[Line] = []
    i = 0
    while i < len(lines):
        text = lines[i].text
        headed = is_contents(_CONTINUED.sub("", text) if "(" in text else text)
        table = finder.numbered(i + headed, headed=headed)
        if headed and not table.entries:
            table = finder.unnumbered(i + 1)
        if table.entries >= (1 if headed else 3):
            contents += lines[i : table.end]
            i = table.end
        else:
            kept.append(lines[i])
            i += 1
    return BodyLines(kept, contents)


class _Entry(NamedTuple):
    """A line that ends in a page number: its words, with and without a bullet before them."""

    words: str
    own: str
    is_led: bool
    """Whether dots lead to the number."""


class _Finder:
    """The tables of contents among the lines of a document."""

    def __init__(self, lines: Sequence[Line], body: tuple[float, bool]) -> None:
        self._lines = lines
        self._body = body
        self._words = [letters_and_digits(BULLET.sub("", line.text, count=1)) for line in lines]
        # Lines are asked for again from each one above.
        self._entry = cache(self._read_entry)
        self._recurs = cache(self._read_recurrence)
        self._last = {words: i for i in range(len(lines)) for words in self._joined(i)}

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where the words of one line, and of those after it, stand."""
        places: dict[str, list[int]] = {}
        for i in range(len(self._lines)):
            for words in self._joined(i):
                places.setdefault(words, []).append(i)
        return places

    def numbered(self, start: int, *, headed: bool) -> _Table:
        """The table of entries with page numbers that begins at a line (steps 2 and 4)."""
        if not headed and self._entry(start) is None:
            return _Table(start, 0)
        seen: set[str] = set()
        entries = again = 0
        end = i = start
        while i < len(self._lines) and i <= end + _BETWEEN and (headed or entries or i == start):
            entry = self._entry(i)
            recurs = entry is not None and self._recurs(i, max(end, i - _JOINED))
            if entry is not None and (recurs or entry.is_led):
                seen |= {entry.words, self._words[i]}
                entries, again, end = entries + 1, again + recurs, i + 1
            elif self._words[i] in seen or not self._may_lie_between(self._lines[i]):
                break
            i += 1
        return _Table(end, entries if again * 2 >= entries else 0)

    def unnumbered(self, start: int) -> _Table:
        """The table of entries without page numbers that begins at a line (steps 3 and 4)."""
        end = start
        seen: set[str] = set()
        while end < len(self._lines) and self._is_unnumbered(end) and self._words[end] not in seen:
            seen.add(self._words[end])
            end += 1
        later = [
            next(place for place in self._places[words] if place >= end)
            for words in self._words[start:end]
            if self._places[words][-1] >= end
        ]
        in_order = len(later) == end - start and all(one < two for one, two in pairwise(later))
        return _Table(end, len(later) if in_order and len(later) > 1 else 0)

    def _joined(self, start: int) -> list[str]:
        """The words of one line and of those after it, up to three."""
        return list(accumulate(self._words[start : start + _JOINED]))

    def _read_entry(self, i: int) -> _Entry | None:
        text = self._lines[i].text
        match = _PAGE.search(text[-_PAGE_LENGTH:]) and _ENTRY.fullmatch(text)
        if not match:
            return None
        words = match["words"]
        own = letters_and_digits(BULLET.sub("", words, count=1))
        return _Entry(letters_and_digits(words), own, match["leader"].count(".") > 2)

    def _read_recurrence(self, i: int, since: int) -> bool:
        """Whether the words of an entry, perhaps with those of lines since one, occur again."""
        entry = self._entry(i)
        return entry is not None and any(
            self._last.get("".join(self._words[start:i]) + entry.own, -1) > i
            for start in range(i, since - 1, -1)
        )

    def _may_lie_between(self, line: Line) -> bool:
        return line.text[-1] not in ".;:" and len(line.text.split()) <= _WORDS

    def _is_unnumbered(self, i: int) -> bool:
        """Whether a line may be an entry without a page number."""
        line = self._lines[i]
        later = [self._lines[place] for place in self._places[self._words[i]] if place > i]
        if not later or not self._may_lie_between(line) or not self._words[i]:
            return False
        return line.style == self._body or all(one.style != line.style for one in later)
