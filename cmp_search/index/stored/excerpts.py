"""Excerpts of documents, made of rows: each is whole, and none is missing (see `sums`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cmp_search.documents.document import Excerpt
from cmp_search.index.stored.rows import (
    PART,
    BlockRow,
    DocumentRow,
    PageRow,
    entry_of,
    quality_of,
)
from cmp_search.index.stored.sums import Row, check


@dataclass(frozen=True, slots=True)
class AroundSlice:
    """The rows that an excerpt of a document is made of, in order, for its slice [start, end).

    `blocks` are those from the last one that begins before the slice to the first one after it,
    `headings` the last heading of each level up to its start, and `pages` those that overlap it,
    with one neighbour on each side: blocks and pages are counted, so that a gap is seen.
    """

    start: int
    end: int
    blocks: Sequence[BlockRow]
    headings: Sequence[BlockRow]
    pages: Sequence[PageRow]


def make_excerpt(
    row: DocumentRow, around: AroundSlice, slice: Callable[[int, int], str]
) -> Excerpt:
    """What it takes to cite and prove a slice; `slice` reads a part of the document's text.

    Raises:
        MismatchError: rows are missing.
    """
    touched = _touched(row, around)
    if touched and touched[0].start <= around.start:
        found = " ".join(str(heading.start) for heading in around.headings)
        check(found == touched[0].above, "blocks")
    first = min([around.start, *(block.start for block in touched)])
    last = max([around.end, *(block.end for block in touched)])
    blocks = sorted({*around.headings, *touched}, key=lambda block: block.start)
    return Excerpt(
        entry=entry_of(row.entry),
        sha256=row.sha256,
        text=slice(first, last),
        start=first,
        blocks=tuple(block.block for block in blocks),
        pages=tuple(page.page for page in _pages(row, around)),
        recognised_pages=quality_of(row.quality).recognised_pages,
    )


def _touched(row: DocumentRow, around: AroundSlice) -> list[BlockRow]:
    """The blocks from the last one that begins before the slice to its end."""
    blocks = around.blocks
    begins = bool(blocks) and (blocks[0].start <= around.start or blocks[0].ordinal == 0)
    ends = bool(blocks) and (blocks[-1].start >= around.end or blocks[-1].ordinal == row.blocks - 1)
    check((begins and ends) or not row.blocks, "blocks")
    check(all(b.ordinal == a.ordinal + 1 for a, b in pairwise(blocks)), "blocks")
    return [block for block in blocks if block.start < around.end]


def _pages(row: DocumentRow, around: AroundSlice) -> list[PageRow]:
    """The pages that overlap the slice."""
    if not row.pages:
        return []
    pages = around.pages
    begins = bool(pages) and (pages[0].end <= around.start or pages[0].number == 1)
    ends = bool(pages) and (pages[-1].start >= around.end or pages[-1].number == row.pages)
    check(begins and ends, "pages")
    check(all(b.number == a.number + 1 for a, b in pairwise(pages)), "pages")
    return [page for page in pages if page.start < around.end and page.end > around.start]


def slice_of(row: DocumentRow, parts: Sequence[Row], start: int, end: int) -> str:
    """A slice of a document's text, of the rows of `parts` that it is in (see `part_starts`).

    Raises:
        MismatchError: one is missing.
    """
    starts = part_starts(row, start, end)
    check([part for _, part, _ in parts] == [*starts], "parts")
    return "".join(text for *_, text in parts)[start - starts.start : starts.stop - starts.start]


def part_starts(row: DocumentRow, start: int, end: int) -> range:
    """Where the parts that a slice is in begin; it stops where slice or text end."""
    return range(start - start % PART, min(end, row.characters), PART)
