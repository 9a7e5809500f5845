"""The words of a PDF's blocks, joined from their lines.

1. A word broken at the end of a line is joined. Its hyphen stays if the word has another one, or
   occurs elsewhere with the hyphen and never without.
2. Each page of a block has its own slice. The bullet of a list item is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cmp_search.readers.pdf.lines import BULLET, Line

_HYPHENS = ("-", "‐")
_BROKEN = re.compile(r"(?P<head>[^\W_][\w-]*)[-‐]$")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class PageSlice:
    """The part of a block on one page, and what joins it to the part on the page before."""

    page: int
    joiner: str
    text: str


class Words:
    """The words of a document, gathered when a word that is broken is first looked up."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Those of some lines."""
        self._lines = lines

    def __contains__(self, word: str) -> bool:
        return word in self._all

    @cached_property
    def _all(self) -> set[str]:
        text = "\n".join([line.text for line in self._lines])
        return set(map(str.casefold, _WORD.findall(text)))


def slices(lines: Sequence[Line], words: Words, *, is_item: bool) -> Iterator[PageSlice]:
    """The words of a block, page by page."""
    first, *rest = lines
    text = first.text
    if is_item:
        text = BULLET.sub("", text, count=1)
    page, joiner = first.page, ""
    for line in rest:
        text, between = _join(text, line.text, words)
        if line.page == page:
            text += between + line.text
        else:
            yield PageSlice(page, joiner, text)
            page, joiner, text = line.page, between, line.text
    yield PageSlice(page, joiner, text.rstrip("\xad"))


def _join(left: str, right: str, words: Words) -> tuple[str, str]:
    """The left line without a hyphen that only breaks a word, and what joins the two lines."""
    if left.endswith("\xad"):
        return left[:-1], ""
    broken = _BROKEN.search(left.rpartition(" ")[2]) if left.endswith(_HYPHENS) else None
    if broken is None:
        return left, "" if left.endswith("/") else " "
    tail = _WORD.match(right)
    if tail is None or not right[0].islower() or "-" in broken["head"]:
        return left, ""
    head, rest = broken["head"].casefold(), tail[0].casefold()
    kept = f"{head}-{rest}" in words and head + rest not in words
    return (left, "") if kept else (left[:-1], "")
