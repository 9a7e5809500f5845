"""A whole document as Read shows it: its outline, and its text with the passage marked.

1. The page shows the title, so headings begin with level 2, whatever level the text begins with.
2. Items that follow each other are one list; an item with a sign or number of its own keeps that,
   and gets no second one.
3. What is marked is cut at the blocks' edges; its first part is where the page scrolls to.
4. Where a page of the source begins, its name stands: before a heading, within other blocks, and
   never within a word. It is no part of what a reader copies.
5. What is to stand beside the marked passage shares an element with the blocks that are marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby, pairwise
from types import MappingProxyType

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
"""The names of pages by where in the text they are to stand."""
NO_PAGES: PageNames = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A heading, its id in the text, and the headings below it."""

    id: str
    text: str
    children: list[OutlineItem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OutlineView:
    """The headings of a document as links into its text."""

    label: str
    language: str
    items: tuple[OutlineItem, ...]


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A part of a block, the pages that begin before it, and the id of its mark."""

    text: str
    page_breaks: tuple[PageName, ...] = ()
    is_marked: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block as it is shown; `level`, `id` and the pages before it are those of a heading."""

    kind: BlockKind
    pieces: tuple[TextPiece, ...]
    has_own_sign: bool = False
    level: int = 0
    id: str = ""
    page_breaks: tuple[PageName, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockGroup:
    """Blocks that follow each other: the items of one list, or none of them an item."""

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


def outline_view(document: Document, label: str) -> OutlineView:
    """The headings of a document, one list within the other."""
    items: list[OutlineItem] = []
    open_lists = [(0, items)]
    for number, heading in enumerate(_headings(document), 1):
        # The outermost list takes headings of any level: a text may begin with a lower one.
        while len(open_lists) > 2 and open_lists[-1][0] > heading.level:
            open_lists.pop()
        level, siblings = open_lists[-1]
        if level < heading.level:
            siblings = siblings[-1].children if siblings else siblings
            open_lists.append((heading.level, siblings))
        siblings.append(OutlineItem(section_id(number), document.slice(heading)))
    return OutlineView(label, document.entry.language, tuple(items))


def document_view(
    document: Document, marked: Span = NO_SPAN, pages: PageNames = NO_PAGES
) -> DocumentView:
    """The text of a document, with the span `marked` set off and the pages named."""
    shown = [block for block in document.blocks if block.kind is not BlockKind.TITLE]
    breaks = _page_breaks(document, shown, pages)
    at = [i for i, block in enumerate(shown) if _overlap(block, marked)]
    first, last = (at[0], at[-1]) if at else (-1, -1)
    views = _headings_and_text(document, shown, marked, breaks, first)
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


def _headings_and_text(
    document: Document, shown: Sequence[Block], marked: Span, breaks: PageBreaks, first: int
) -> Iterator[TextBlock]:
    """Steps 1 to 3; the block of number `first` is the first that is marked."""
    least = min((block.level for block in shown if block.level), default=1)
    numbers = count(1)
    for i, block in enumerate(shown):
        if block.kind is BlockKind.HEADING:
            yield TextBlock(
                kind=block.kind,
                pieces=(TextPiece(document.slice(block)),),
                level=min(block.level - least + 2, 6),
                id=section_id(next(numbers)),
                page_breaks=breaks.get(block.start, ()),
            )
        else:
            pieces = _pieces(document, block, marked, breaks, PASSAGE_ID if i == first else "")
            own = block.kind is BlockKind.ITEM and bool(_OWN_SIGN.match(document.slice(block)))
            yield TextBlock(block.kind, tuple(pieces), own)


def _pieces(
    document: Document, block: Block, marked: Span, breaks: PageBreaks, mark_id: str
) -> Iterator[TextPiece]:
    """A block cut where pages begin and the mark begins or ends; the first mark has the id."""
    inside = {place for place in breaks if block.start <= place < block.end}
    edges = {place for place in marked if block.start < place < block.end}
    for start, end in pairwise(sorted({block.start, block.end, *inside, *edges})):
        is_marked = marked.start <= start < marked.end
        text = document.text[start:end]
        yield TextPiece(text, breaks.get(start, ()), is_marked, mark_id if is_marked else "")
        mark_id = "" if is_marked else mark_id


Groups = tuple[BlockGroup, ...]


def _around_marked(groups: Sequence[BlockGroup]) -> tuple[Groups, Groups, Groups]:
    """What comes before, in and after the blocks that are marked."""
    marked = [i for i, group in enumerate(groups) if group.is_marked]
    start, end = (marked[0], marked[-1] + 1) if marked else (len(groups), len(groups))
    return tuple(groups[:start]), tuple(groups[start:end]), tuple(groups[end:])


def _page_breaks(document: Document, shown: Sequence[Block], pages: PageNames) -> PageBreaks:
    """Step 4: a place may have more than one name, as where pages hold no text."""
    breaks: dict[int, tuple[PageName, ...]] = {}
    for page in document.pages:
        if page.number in pages:
            place = _page_break(document, shown, page.start)
            breaks[place] = (*breaks.get(place, ()), pages[page.number])
    return breaks


def _page_break(document: Document, shown: Sequence[Block], start: int) -> int:
    """Where the name of a page stands that begins at some place (step 4)."""
    block = next((block for block in shown if start < block.end), None)
    if block is None:
        return len(document.text)
    if start <= block.start or block.kind is BlockKind.HEADING:
        return block.start
    if document.text[start - 1].isspace():
        return start
    blank = _BLANKS.search(document.text, start, block.end)
    return blank.end() if blank else _page_break(document, shown, block.end)


def _headings(document: Document) -> Sequence[Block]:
    return [block for block in document.blocks if block.kind is BlockKind.HEADING]


def _overlap(block: Block, span: Span) -> bool:
    return block.start < span.end and span.start < block.end
