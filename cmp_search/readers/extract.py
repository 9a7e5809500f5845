"""What a reader returns: text with blocks and pages, built block by block, and its quality.

A reader adds blocks in reading order; each is cleaned (NFC, line feeds, no trailing blanks),
appended after an empty line, and kept with its offsets. A block that continues on the next page is
added on the first page and extended on the next, so that each page has its own slice. What was left
out and what went wrong is noted along the way (see `Quality`).
"""

import unicodedata
from dataclasses import dataclass, field

from cmp_search.documents.document import (
    Block,
    BlockKind,
    Flaw,
    HeadingOrigin,
    LabelOrigin,
    Omission,
    Omitted,
    Page,
    Quality,
    TextLayer,
)
from cmp_search.documents.recognition import RecognisedPage, uncertain
from cmp_search.errors import LimitError
from cmp_search.language.normalisation import clean as clean
from cmp_search.language.normalisation import clean_and_trim as clean_and_trim
from cmp_search.language.normalisation import one_line as one_line
from cmp_search.readers.common.garbled import garbled
from cmp_search.readers.omissions import Omissions, loses_too_much

MAX_CHARACTERS = 20_000_000
"""The longest text that is accepted: about 10,000 pages."""
MAX_BLOCKS = 200_000
MAX_HEADING = 1_000
"""Characters of the longest heading or title: each passage below it repeats it."""
SEPARATOR = "\n\n"
_SEAM = 32
"""Characters on each side of a joint that NFC may change."""
_SHORT = 4_000
"""A text of this many characters, about two pages, needs no headings."""
_LOST = 1_000
"""One character in so many that could not be read is too many."""


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
    flaws: set[Flaw] = field(default_factory=set)
    omissions: Omissions = field(default_factory=Omissions)
    omitted: tuple[Omitted, ...] = ()
    words: int = 0
    recognised: tuple[RecognisedPage, ...] = ()
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def add(self, kind: BlockKind, text: str, level: int = 0, anchor: str | None = None) -> None:
        """Append a block, unless it is empty.

        Raises:
            LimitError: the text becomes too long.
        """
        text = clean_and_trim(text)
        if not text:
            return
        if len(self.blocks) >= MAX_BLOCKS:
            raise LimitError("blocks_too_many", most=MAX_BLOCKS)
        if self._parts:
            self._append(SEPARATOR)
        start = self._length
        self._append(text)
        self.blocks.append(Block(kind, start, self._length, level, anchor))

    def extend(self, text: str, joiner: str = " ") -> None:
        """Extend the last block; a space keeps a mark from combining with its last letter."""
        text = clean_and_trim(text)
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
        line = one_line(clean_and_trim(text))
        if len(line) > MAX_HEADING:
            self.add(BlockKind.PARAGRAPH, line)
            return
        self.title = self.title or line
        self.add(BlockKind.TITLE, line)

    def heading(self, text: str, level: int, anchor: str | None = None) -> None:
        """Append the heading of a section, level 1 outermost; what is too long is a paragraph."""
        line = one_line(text)
        if len(line) > MAX_HEADING:
            self.add(BlockKind.PARAGRAPH, line)
        else:
            self.add(BlockKind.HEADING, line, level, anchor)

    def omit(self, reason: Omission, text: str) -> None:
        """Note one or several lines of the source that are not part of the text."""
        self.omissions.note(reason, text)

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
        title = one_line(clean_and_trim(self.title))
        self.title = title if len(title) <= MAX_HEADING else ""
        self.omitted, self.words = self.omissions.counted(self.text)
        if loses_too_much(self.omitted, self.words):
            self.flaws.add(Flaw.WORDS_LOST)
        if self.without_text:
            self.flaws.add(Flaw.PAGES_WITHOUT_TEXT)
        if uncertain(self.recognised):
            self.flaws.add(Flaw.UNCERTAIN_RECOGNITION)
        headed = any(block.kind is BlockKind.HEADING for block in self.blocks)
        if not headed and len(self.text) > _SHORT:
            self.flaws.add(Flaw.NO_HEADINGS)
        if garbled(self.text) * _LOST > len(self.text):
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
            warnings=tuple(sorted(self.flaws)),
            omitted=self.omitted,
            words=self.words,
            recognised=self.recognised,
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
            raise LimitError("characters_too_many", most=MAX_CHARACTERS)
