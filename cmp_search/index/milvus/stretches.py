"""Stretches: the blocks and pages of `SPAN` characters of a text, enough for any excerpt in it.

1. A stretch has the blocks that begin in it, the last one before and the first one after it, and
   the last heading of each level up to its first block; each is a `BlockRow` as JSON.
2. It has the pages that overlap it, the last one before and the first one after it.
3. Every stretch of a text is stored, also one without a block, so that a missing one is noticed.
An excerpt is made of the stretches that its slice touches, as from the rows of any other engine.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from cmp_search.documents.document import Block, Page
from cmp_search.index.stored.excerpts import AroundSlice
from cmp_search.index.stored.rows import BlockRow, PageRow, block_rows, page_rows
from cmp_search.index.stored.sums import Row

SPAN = 16_384
"""Characters of a stretch; a paragraph has some hundreds."""


def starts(characters: int, first: int = 0, last: int | None = None) -> range:
    """Where the stretches begin that the slice [first, last) of a text touches, and what follows.

    `last` itself counts: what begins there is the neighbour that an excerpt looks at.
    """
    most = max(characters - 1, 0)
    end = most if last is None else min(last, most)
    return range(min(first, most) // SPAN * SPAN, end + 1, SPAN)


def block_stretches(id: str, blocks: Sequence[Block], characters: int) -> Iterator[tuple[int, str]]:
    """Where each stretch of a document begins, with its blocks as JSON."""
    rows = [*block_rows(id, blocks)]
    begins = [row.start for row in rows]
    by_start = {row.start: row for row in rows if row.kind == "heading"}
    for start in starts(characters):
        first = max(bisect_right(begins, start) - 1, 0)
        own = rows[first : bisect_left(begins, start + SPAN) + 1]
        above = [by_start[int(place)] for place in own[0].above.split()] if own else []
        yield start, _written([row for row in above if row.ordinal < first] + own)


def page_stretches(id: str, pages: Sequence[Page], characters: int) -> Iterator[tuple[int, str]]:
    """Where each stretch of a document begins, with its pages as JSON."""
    rows = [*page_rows(id, pages)]
    for start in starts(characters):
        first = max((i for i, row in enumerate(rows) if row.end <= start), default=0)
        after = (i for i, row in enumerate(rows) if row.start >= start + SPAN)
        yield start, _written(rows[first : next(after, len(rows)) + 1])


def all_blocks(payloads: Iterable[str]) -> list[BlockRow]:
    """The blocks of some stretches, each once and in order."""
    rows = (BlockRow(*values) for payload in payloads for values in json.loads(payload))
    return [row for _, row in sorted({row.ordinal: row for row in rows}.items())]


def all_pages(payloads: Iterable[str]) -> list[PageRow]:
    """The pages of some stretches, each once and in order."""
    rows = (PageRow(*values) for payload in payloads for values in json.loads(payload))
    return [row for _, row in sorted({row.number: row for row in rows}.items())]


def around(
    blocks: Sequence[BlockRow], pages: Sequence[PageRow], start: int, end: int
) -> AroundSlice:
    """What an excerpt looks at, of the blocks and pages of the stretches that its slice touches."""
    begun = [row for row in blocks if row.start <= start]
    headings = {row.level: row for row in begun if row.kind == "heading"}
    first = begun[-1].start if begun else 0
    after = min((row.start for row in blocks if row.start >= end), default=end)
    before = max((row.number for row in pages if row.end <= start), default=0)
    last = max((row.number for row in pages), default=0)
    behind = min((row.number for row in pages if row.start >= end), default=last)
    return AroundSlice(
        start,
        end,
        [row for row in blocks if first <= row.start <= after],
        [headings[level] for level in sorted(headings)],
        [row for row in pages if before <= row.number <= behind],
    )


def _written(rows: Sequence[Row]) -> str:
    return json.dumps(rows, ensure_ascii=False)
