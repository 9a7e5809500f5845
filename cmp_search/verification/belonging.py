"""Which footnotes belong to a quotation.

1. Those whose marks stand within it, and right behind it.
2. If there are none, the first mark after it, if no other sentence has begun by then.
3. Or if it stands at the end of the paragraph.
4. Marks that stand together, or are parted by commas only, count together.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from cmp_search.verification.draft import DraftParagraph

_CLOSING = "”’»›\"'“)\\]"
_SENTENCE = re.compile(
    rf"\w{{3}}[{_CLOSING}\s]{{0,3}}[.!?…]{{1,3}}[{_CLOSING}]{{0,3}}\s{{1,3}}[^\w.,;:]{{0,3}}(?=[^\W\d_a-zß-ÿœ])"
)
"""Where a sentence ends and another begins; "Art. 5" and "p. 3" are no such place."""
_TOGETHER = re.compile(r"[\s,;]*")
_BEHIND = re.compile(rf"[\s{_CLOSING}.,;:!?…]{{0,20}}")
"""What may stand between the words of a quotation and its mark; more than a few are no text."""


class Belonging:
    """The marks of a paragraph, asked for the quotations in it."""

    def __init__(self, paragraph: DraftParagraph) -> None:
        """Take a paragraph; its marks may be in any order."""
        self._text = paragraph.text
        self._marks = sorted(paragraph.marks, key=lambda mark: mark.at)
        self._places = [mark.at for mark in self._marks]

    def notes_of(self, start: int, end: int) -> tuple[str, ...]:
        """The ids of the notes of the words from `start` to `end`, between their marks."""
        if not self._marks:
            return ()
        behind = _BEHIND.match(self._text, end)
        assert behind
        first = bisect_left(self._places, start)
        last = bisect_right(self._places, behind.end())
        if first == last and last < len(self._marks) and self._is_own(end, self._places[last]):
            last += 1
        if first < last:
            last = self._with_neighbours(last)
        return tuple(dict.fromkeys(mark.note for mark in self._marks[first:last]))

    def _is_own(self, end: int, at: int) -> bool:
        """Steps 2 and 3: whether the first mark after a quotation is its own."""
        begun = bisect_right(self._sentences, end)
        same = begun == len(self._sentences) or self._sentences[begun] >= at
        return same or at >= self._length

    def _with_neighbours(self, last: int) -> int:
        """Step 4."""
        while last < len(self._marks) and _TOGETHER.fullmatch(
            self._text, self._places[last - 1], self._places[last]
        ):
            last += 1
        return last

    @cached_property
    def _length(self) -> int:
        return len(self._text.rstrip())

    @cached_property
    def _sentences(self) -> list[int]:
        """Where sentences begin, but the first."""
        return [match.end() for match in _SENTENCE.finditer(self._text)]
