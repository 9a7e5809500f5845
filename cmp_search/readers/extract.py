"""What a reader returns: text with blocks and pages, built block by block, and its quality.

A reader adds blocks in reading order; each is cleaned (NFC, line feeds, no trailing blanks),
appended after an empty line, and kept with its offsets. A block that continues on the next page is
added on the first page and extended on the next, so that each page has its own slice. What was left
out and what went wrong is noted along the way (see `Quality`).
"""

import re
import unicodedata
from dataclasses import dataclass, field

from cmp_search.document import (
    Block,
    BlockKind,
    Flaw,
    HeadingOrigin,
    LabelOrigin,
    LeftOut,
    Page,
    Quality,
    TextLayer,
)
from cmp_search.errors import LimitError

MAX_CHARACTERS = 20_000_000
"""The longest text that is accepted: about 10,000 pages."""
MAX_BLOCKS = 200_000
SEPARATOR = "\n\n"
_SEAM = 32
"""Characters on each side of a joint that NFC may change."""
_SHORT = 4_000
"""A text of this many characters, about two pages, needs no headings."""
_LOST = 1_000
"""More than one unreadable character in this many is a flaw."""
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# A run of blanks is tried once, from its beginning; else a long one takes quadratic time.
_TRAILING = re.compile(r"(?<![^\S\n])[^\S\n]++(?=\n|$)")
_UNSAFE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ud800-\udfff]")
SOFT_HYPHEN = "\xad"
_MAX_MARKS = 30
"""How many combining marks a letter keeps, as in Unicode's stream-safe text format."""
_MAYBE_HEAP = re.compile(rf"[\u0300-\U0010ffff]{{{_MAX_MARKS + 1}}}")


def clean(text: str) -> str:
    """Canonical form of a piece of text: NFC, line feeds for line ends, no control characters."""
    text = _TRAILING.sub("", _UNSAFE.sub("", _LINE_ENDS.sub("\n", text)))
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _without_heaps(text) if _MAYBE_HEAP.search(text) else text)


def _without_heaps(text: str) -> str:
    """The text without hundreds of marks on one letter, which take minutes to normalise."""
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def settle(text: str) -> str:
    """Canonical form without soft hyphens, which part words, and without blanks around it."""
    return clean(text.replace(SOFT_HYPHEN, "")).strip()


def one_line(text: str) -> str:
    """The text with every run of white space made one space."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class FileContent:
    """What was read from a file."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    headings_from: HeadingOrigin
    title: str
    language: str
    quality: Quality


@dataclass(slots=True)
class Extract:
    """Text, blocks and pages read so far, and what the file says about itself."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    headings_from: HeadingOrigin = HeadingOrigin.NONE
    title: str = ""
    language: str = ""
    labels: LabelOrigin = LabelOrigin.NONE
    without_text: tuple[int, ...] = ()
    left_out: LeftOut = field(default_factory=LeftOut)
    flaws: set[Flaw] = field(default_factory=set)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def add(self, kind: BlockKind, text: str, level: int = 0, anchor: str | None = None) -> None:
        """Append a block, unless it is empty.

        Raises:
            LimitError: the text becomes too long.
        """
        text = settle(text)
        if not text:
            return
        if len(self.blocks) >= MAX_BLOCKS:
            raise LimitError(f"it has more than {MAX_BLOCKS:,} paragraphs: split it")
        if self._parts:
            self._append(SEPARATOR)
        start = self._length
        self._append(text)
        self.blocks.append(Block(kind, start, self._length, level, anchor))

    def extend(self, text: str, joiner: str = " ") -> None:
        """Extend the last block; a space keeps a mark from combining with its last letter."""
        text = settle(text)
        if not text:
            return
        seam = self._parts[-1][-_SEAM:] + joiner + text[:_SEAM]
        if not unicodedata.is_normalized("NFC", seam):
            joiner = " "
        last = self.blocks.pop()
        self._append(joiner + text)
        self.blocks.append(Block(last.kind, last.start, self._length, last.level, last.anchor))

    def title_line(self, text: str) -> None:
        """Append a line of the title; the first one becomes the document's title."""
        self.title = self.title or one_line(settle(text))
        self.add(BlockKind.TITLE, one_line(text))

    def heading(self, text: str, level: int, anchor: str | None = None) -> None:
        """Append the heading of a section, level 1 outermost."""
        self.add(BlockKind.HEADING, one_line(text), level, anchor)

    def begin_page(self, number: int, label: str | None) -> None:
        """Begin a page; what follows is on it until the next one begins."""
        self.end_page()
        self.pages.append(Page(number, label, self._length, self._length))

    def end_page(self) -> None:
        """End the current page."""
        if self.pages:
            last = self.pages[-1]
            self.pages[-1] = Page(last.number, last.label, last.start, self._length)

    def finish(self) -> "Extract":
        """The same extract, with its text assembled and checked as a whole."""
        self.end_page()
        self.text = "".join(self._parts)
        self.title = one_line(settle(self.title))
        if self.without_text:
            self.flaws.add(Flaw.PAGES_WITHOUT_TEXT)
        headed = any(block.kind is BlockKind.HEADING for block in self.blocks)
        if not headed and len(self.text) > _SHORT:
            self.flaws.add(Flaw.NO_HEADINGS)
        if self.text.count("\ufffd") * _LOST > len(self.text):
            self.flaws.add(Flaw.LOST_CHARACTERS)
        return self

    @property
    def quality(self) -> Quality:
        """How well the file could be read."""
        layer = TextLayer.PARTIAL if self.without_text else TextLayer.FULL
        return Quality(
            text_layer=layer if self.pages else None,
            labels=self.labels,
            pages_without_text=self.without_text,
            left_out=self.left_out,
            warnings=tuple(sorted(self.flaws)),
        )

    @property
    def content(self) -> FileContent:
        """What has been read, as an immutable value."""
        return FileContent(
            text=self.text,
            blocks=tuple(self.blocks),
            pages=tuple(self.pages),
            headings_from=self.headings_from,
            title=self.title,
            language=self.language,
            quality=self.quality,
        )

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > MAX_CHARACTERS:
            raise LimitError(f"it has more than {MAX_CHARACTERS:,} characters of text: split it")
