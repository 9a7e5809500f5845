"""Headings in tables and text boxes, which are never those of the text that follows outside.

They are headings if nothing but another section follows. Else they are text, except in a table that
holds most of the text, which is there for its layout, and in one that holds nothing but a heading.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from cmp_search.documents.document import BlockKind
from cmp_search.readers.docx.block import DocxBlock


def inside_frames(blocks: Sequence[DocxBlock]) -> list[DocxBlock]:
    """The blocks without headings of frames that would be those of what follows."""
    whole = sum(len(block.text) for block in blocks)
    groups = [list(group) for _, group in groupby(blocks, key=lambda block: block.frame)]
    kept: list[DocxBlock] = []
    afterwards = [*(group[0] for group in groups[1:]), None]
    for group, after in zip(groups, afterwards, strict=False):
        levels = [block.level for block in group if block.kind is BlockKind.HEADING]
        closes = after is None or (
            after.kind is BlockKind.HEADING and after.level <= min(levels, default=0)
        )
        alone = len(levels) == len(group) and len(levels) == 1
        most = 2 * sum(len(block.text) for block in group) > whole
        if group[0].frame and levels and not (closes or alone or most):
            group = [replace(block, kind=_text_kind(block), level=0) for block in group]
        kept += group
    return kept


def _text_kind(block: DocxBlock) -> BlockKind:
    return BlockKind.PARAGRAPH if block.kind is BlockKind.HEADING else block.kind
