"""A whole document as Read shows it: its text with the passage marked.

1. The page shows the title, so headings begin with level 2, whatever level the text begins with.
2. Adjacent items are one list; an item with a bullet or number of its own keeps that, and gets no
   second one.
3. The marked span is cut at the edges of blocks; the page scrolls to its first part, and on to the
   sentence in it that stands out if that would be out of sight.
4. Where a page of the source begins, its name is shown: before a heading, within other blocks, but
   never within a word. It is not part of what a reader copies.
5. The marked blocks are one element, so that the pages of the PDF can be shown next to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby, pairwise
from types import MappingProxyType
from typing import NamedTuple

from cmp_search.documents.document import Block, BlockKind, Document, Span

PASSAGE_ID = "passage"
"""The id of the marked passage."""
NO_SPAN = Span(0, 0)
_BLANKS = re.compile(r"\s+")
_OWN_SIGN = re.compile(r"(\(?\w{1,4}[.)]|[•▪◦*–—-])\s")


@dataclass(frozen=True, slots=True)
class PageName:
    """What a page is called, in short and in full."""

    short: str
    full: str


PageNames = Mapping[int, PageName]
"""What pages are called, by their numbers."""
PageBreaks = Mapping[int, tuple[PageName, ...]]
"""The names of pages, by the offset in the text where they are shown."""
NO_PAGES: PageNames = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A part of a block, the pages that begin before it, and its id if it is marked.

    `is_sentence`: it is in the sentence that stands out among what is marked.
    """

    text: str
    page_breaks: tuple[PageName, ...] = ()
    is_marked: bool = False
    is_sentence: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block as shown; only headings have a `level`, an `id` and `page_breaks`.

    `start` is its offset in the document.
    """

    kind: BlockKind
    pieces: tuple[TextPiece, ...]
    start: int = 0
    has_own_sign: bool = False
    level: int = 0
    id: str = ""
    page_breaks: tuple[PageName, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockGroup:
    """Adjacent blocks: the items of one list, or blocks that are not items."""

    is_marked: bool
    is_list: bool
    blocks: tuple[TextBlock, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The text of a document before, in and after the blocks that are marked."""

    language: str
    before: tuple[BlockGroup, ...]
    marked: tuple[BlockGroup, ...]
    after: tuple[BlockGroup, ...]
    last_page_breaks: tuple[PageName, ...]


def section_id(number: int) -> str:
    """The id of a heading by its number in the text, from 1."""
    return f"section-{number}"


def document_view(
    document: Document,
    marked: Span = NO_SPAN,
    pages: PageNames = NO_PAGES,
    sentence: Span | None = None,
) -> DocumentView:
    """The text of a document, with the span `marked` highlighted and the pages named.

    `sentence` is within `marked` and stands out.
    """
    shown = [block for block in document.blocks if block.kind is not BlockKind.TITLE]
    breaks = _page_breaks(document, shown, pages)
    positions = [i for i, block in enumerate(shown) if _overlap(block, marked)]
    first, last = (positions[0], positions[-1]) if positions else (-1, -1)
    views = _headings_and_text(document, shown, Marks(marked, sentence), breaks)
    groups = [
        BlockGroup(is_marked, is_list, tuple(view for _, view in group))
        for (is_marked, is_list), group in groupby(
            enumerate(views),
            lambda item: (first <= item[0] <= last, item[1].kind is BlockKind.ITEM),
        )
    ]
    before, within, after = _around_marked(groups)
    rest = breaks.get(len(document.text), ())
    return DocumentView(document.entry.language, before, within, after, rest)


class Marks(NamedTuple):
    """What is marked, and the sentence of it that stands out."""

    passage: Span
    sentence: Span | None


def _headings_and_text(
    document: Document, shown: Sequence[Block], marks: Marks, breaks: PageBreaks
) -> Iterator[TextBlock]:
    """Steps 1 to 3; the first piece of what is marked has an id."""
    top_level = min((block.level for block in shown if block.level), default=1)
    numbers, mark_id = count(1), PASSAGE_ID
    for block in shown:
        if block.kind is BlockKind.HEADING:
            yield TextBlock(
                kind=block.kind,
                pieces=(TextPiece(document.slice(block)),),
                start=block.start,
                level=min(block.level - top_level + 2, 6),
                id=section_id(next(numbers)),
                page_breaks=breaks.get(block.start, ()),
            )
        else:
            pieces = tuple(_pieces(document, block, marks, breaks, mark_id))
            mark_id = "" if any(piece.id for piece in pieces) else mark_id
            own = block.kind is BlockKind.ITEM and bool(_OWN_SIGN.match(document.slice(block)))
            yield TextBlock(block.kind, pieces, block.start, own)


def _pieces(
    document: Document, block: Block, marks: Marks, breaks: PageBreaks, mark_id: str
) -> Iterator[TextPiece]:
    """A block cut at page breaks and at the ends of marks; the first that is marked has the id."""
    passage, sentence = marks.passage, marks.sentence or NO_SPAN
    inside = {offset for offset in breaks if block.start <= offset < block.end}
    edges = {at for at in (*passage, *sentence) if block.start < at < block.end}
    for start, end in pairwise(sorted({block.start, block.end, *inside, *edges})):
        is_marked = passage.start <= start < passage.end
        yield TextPiece(
            text=document.text[start:end],
            page_breaks=breaks.get(start, ()),
            is_marked=is_marked,
            is_sentence=sentence.start <= start < sentence.end,
            id=mark_id if is_marked else "",
        )
        mark_id = "" if is_marked else mark_id


Groups = tuple[BlockGroup, ...]


def _around_marked(groups: Sequence[BlockGroup]) -> tuple[Groups, Groups, Groups]:
    """What comes before, in and after the blocks that are marked."""
    marked = [i for i, group in enumerate(groups) if group.is_marked]
    start, end = (marked[0], marked[-1] + 1) if marked else (len(groups), len(groups))
    return tuple(groups[:start]), tuple(groups[start:end]), tuple(groups[end:])


def _page_breaks(document: Document, shown: Sequence[Block], pages: PageNames) -> PageBreaks:
    """Step 4; pages without text leave several names at one offset."""
    breaks: dict[int, tuple[PageName, ...]] = {}
    for page in document.pages:
        if page.number in pages:
            offset = _page_break(document, shown, page.start)
            breaks[offset] = (*breaks.get(offset, ()), pages[page.number])
    return breaks


def _page_break(document: Document, shown: Sequence[Block], start: int) -> int:
    """The offset where the name of a page that begins at `start` is shown (step 4)."""
    block = next((block for block in shown if start < block.end), None)
    if block is None:
        return len(document.text)
    if start <= block.start or block.kind is BlockKind.HEADING:
        return block.start
    if document.text[start - 1].isspace():
        return start
    blank = _BLANKS.search(document.text, start, block.end)
    return blank.end() if blank else _page_break(document, shown, block.end)


def _overlap(block: Block, span: Span) -> bool:
    return block.start < span.end and span.start < block.end
