"""What a reader gives: text with blocks and pages, gathered piece by piece.

A reader adds blocks in reading order; each is cleaned (NFC, line feeds, no trailing blanks),
appended after an empty line, and remembered with its offsets. A block that runs over the end of a
page is added on the first page and extended on the next, so that each page knows its own slice.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from cmp_search.document import Block, BlockKind, HeadingOrigin, Page

SEPARATOR = "\n\n"
_SEAM = 32
"""Characters on each side of a joint that normal form C may change."""
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_TRAILING = re.compile(r"[^\S\n]+(?=\n|$)")
_UNSAFE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ud800-\udfff]")
SOFT_HYPHEN = "\xad"


def clean(text: str) -> str:
    """Canonical form of a piece of text: NFC, line feeds for line ends, no control characters."""
    text = _TRAILING.sub("", _UNSAFE.sub("", _LINE_ENDS.sub("\n", text)))
    return unicodedata.normalize("NFC", text)


def settle(text: str) -> str:
    """Canonical form without soft hyphens, which part words, and without blanks around it."""
    return clean(text).replace(SOFT_HYPHEN, "").strip()


def one_line(text: str) -> str:
    """The text with every run of white space made one space."""
    return " ".join(text.split())


@dataclass(slots=True)
class Extract:
    """Text, blocks and pages as far as they have been read, and what the file says of itself."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    headings_from: HeadingOrigin = HeadingOrigin.NONE
    title: str = ""
    language: str = ""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Append one block; one without words is left out."""
        text = settle(text)
        if not text:
            return
        if self._parts:
            self._append(SEPARATOR)
        start = self._length
        self._append(text)
        self.blocks.append(Block(kind, start, self._length, level))

    def extend(self, text: str, joiner: str = " ") -> None:
        """Make the last block longer; a mark that would melt into it is kept apart by a space."""
        text = settle(text)
        if not text:
            return
        seam = self._parts[-1][-_SEAM:] + joiner + text[:_SEAM]
        if not unicodedata.is_normalized("NFC", seam):
            joiner = " "
        last = self.blocks.pop()
        self._append(joiner + text)
        self.blocks.append(Block(last.kind, last.start, self._length, last.level))

    def title_line(self, text: str) -> None:
        """The document's own title; the first one given is kept as its title."""
        self.title = self.title or one_line(settle(text))
        self.add(BlockKind.TITLE, one_line(text))

    def heading(self, text: str, level: int) -> None:
        """A heading of a section, level 1 outermost."""
        self.add(BlockKind.HEADING, one_line(text), level)

    def begin_page(self, number: int, label: str | None) -> None:
        """All that follows is on this page, until the next one begins."""
        self.end_page()
        self.pages.append(Page(number, label, self._length, self._length))

    def end_page(self) -> None:
        """Close the page that is open."""
        if self.pages:
            last = self.pages[-1]
            self.pages[-1] = Page(last.number, last.label, last.start, self._length)

    def finish(self) -> "Extract":
        """The same extract with its text put together."""
        self.end_page()
        self.text = "".join(self._parts)
        return self

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
