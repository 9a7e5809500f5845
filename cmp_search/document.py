"""A document: its canonical text, and where blocks and pages lie in it.

The canonical text is in Unicode normal form C, with line feeds for line ends and an empty line
between blocks. Everything else is offsets into it (counted in characters, end exclusive), so that
whatever is shown can be proved by slicing.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cmp_search.catalogue import Entry


class Span(NamedTuple):
    """A slice of a document's text: `text[start:end]`."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a block is; titles and headings are never part of a passage."""

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


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table row or note; `level` is 1… for headings, else 0."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF: its position (from 1), the label printed on it, and its part of the text."""

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

    @property
    def id(self) -> str:
        """The document's id in the corpus."""
        return self.entry.id

    def slice(self, part: Block | Span) -> str:
        """The words of a block or span."""
        return self.text[part.start : part.end]
