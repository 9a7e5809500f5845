"""Headings in quotations and asides, which are never those of the text that follows outside.

They are headings if nothing but another section follows; else they are text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from cmp_search.documents.document import BlockKind
from cmp_search.readers.html.blocks import HtmlBlock


def inside_frames(blocks: Sequence[HtmlBlock]) -> Iterator[HtmlBlock]:
    """The blocks without headings of frames that would be those of what follows."""
    groups = [list(group) for _, group in groupby(blocks, key=lambda block: block.frame)]
    afterwards = [group[0] for group in groups[1:]]
    for group, after in zip_longest(groups, afterwards):
        levels = [block.level for block in group if block.level]
        closes = after is None or 0 < after.level <= min(levels, default=0)
        if group[0].frame and levels and not closes:
            others = (block.kind for block in group if not block.level)
            kind = next(others, BlockKind.PARAGRAPH)
            group = [replace(b, kind=kind, level=0) if b.level else b for b in group]
        yield from group
