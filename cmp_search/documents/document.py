"""A document: its canonical text, and the blocks and pages of that text.

The canonical text is in NFC, with line feeds as line ends and an empty line between blocks.
Everything else is offsets into it (in characters, end exclusive), so that whatever is shown can be
verified by slicing.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import NamedTuple

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.recognition import RecognisedPage, uncertain


class Span(NamedTuple):
    """A slice of a document's text: `text[start:end]`."""

    start: int
    end: int


class BlockKind(StrEnum):
    """The kind of a block; titles and headings are never part of a passage."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"


class HeadingOrigin(StrEnum):
    """Where a document's headings were read from."""

    MARKUP = "markup"
    STYLE = "style"
    OUTLINE = "outline"
    SHAPE = "shape"
    NONE = "none"


class TextLayer(StrEnum):
    """Whether all pages of a PDF have text, or only some; a PDF without any is refused."""

    FULL = "full"
    PARTIAL = "partial"


class LabelOrigin(StrEnum):
    """The source of a PDF's page labels: the file, numbers printed on the pages, or none."""

    FILE = "file"
    RUNNING = "running"
    NONE = "none"


class Flaw(StrEnum):
    """What to know before relying on a text; the codes never change."""

    PAGES_WITHOUT_TEXT = "pages_without_text"
    NO_HEADINGS = "no_headings"
    OUTLINE_NOT_USED = "outline_not_used"
    GUESSED_ENCODING = "guessed_encoding"
    LOST_CHARACTERS = "lost_characters"
    TRACKED_CHANGES = "tracked_changes"
    INCLUDED_UNREAD = "included_unread"
    UNCERTAIN_RECOGNITION = "uncertain_recognition"
    WORDS_LOST = "words_lost"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines of a source that are not part of its text: how many of each kind.

    `running` counts headers, footers and page numbers; `contents` entries of tables of contents;
    `boilerplate` what a web page or converter puts around a text; `titles` repeated titles.
    """

    running: int = 0
    contents: int = 0
    boilerplate: int = 0
    titles: int = 0


class Omission(StrEnum):
    """Why words of a source are not part of its text."""

    RUNNING = "running"
    CONTENTS = "contents"
    BOILERPLATE = "boilerplate"
    TITLES = "titles"
    HIDDEN = "hidden"
    OUTSIDE = "outside"
    WATERMARK = "watermark"
    STRUCK = "struck"
    DELETED = "deleted"
    COMMENTS = "comments"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Omitted:
    """How many lines of a source are not part of its text for one reason, and how many words.

    `lost` are those words that stand nowhere in the text (see `readers.omissions`).
    """

    reason: Omission
    lines: int
    words: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a source could be read; `text_layer` and page numbers (from 1) are a PDF's.

    `words` is how many words the text has, numbers aside; `recognised` are the pages of a scan
    whose text was recognised (see `recognition`).
    """

    text_layer: TextLayer | None = None
    labels: LabelOrigin = LabelOrigin.NONE
    pages_without_text: tuple[int, ...] = ()
    warnings: tuple[Flaw, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    words: int = 0
    recognised: tuple[RecognisedPage, ...] = ()

    @property
    def lost(self) -> float:
        """The share of the source's words that are lost, from 0 to 1."""
        lost = sum(one.lost for one in self.omitted)
        return lost / (self.words + lost) if lost else 0.0

    @property
    def left_out(self) -> LeftOut:
        """The lines of the kinds that were counted first."""
        lines = {one.reason.value: one.lines for one in self.omitted}
        return LeftOut(**{kind.name: lines.get(kind.name, 0) for kind in fields(LeftOut)})

    @property
    def recognised_pages(self) -> tuple[int, ...]:
        """The pages whose text was recognised."""
        return tuple(page.number for page in self.recognised)

    @property
    def uncertain_pages(self) -> tuple[int, ...]:
        """The pages that may have been recognised badly."""
        return uncertain(self.recognised)


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table row or note; `level` is 1… for headings, else 0.

    `anchor` is the fragment of a web address that points to a heading, if it has one.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF: its position (from 1), its printed label, and its span of the text."""

    number: int
    label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A source that has been read."""

    entry: Entry
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    headings_from: HeadingOrigin
    quality: Quality = Quality()

    @property
    def id(self) -> str:
        """The document's id in the corpus."""
        return self.entry.id

    @property
    def recognised_pages(self) -> tuple[int, ...]:
        """The pages whose text was recognised."""
        return self.quality.recognised_pages

    def slice(self, part: Block | Span) -> str:
        """The text of a block or span."""
        return self.text[part.start : part.end]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """As much of a document as is needed to cite and verify a slice of it.

    `text` begins at the document's offset `start`. `blocks` are those that overlap the slice and
    the last heading of each level before it; `pages` are those that overlap it.
    `recognised_pages` are all those of the document whose text was recognised.
    """

    entry: Entry
    sha256: str
    text: str
    start: int
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    recognised_pages: tuple[int, ...] = ()

    def slice(self, part: Block | Span) -> str:
        """The text of a block or span, as far as the excerpt has it."""
        return self.text[max(part.start - self.start, 0) : max(part.end - self.start, 0)]
