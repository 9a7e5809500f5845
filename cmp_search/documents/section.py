"""The section tree of a document, from its headings.

1. Walk the blocks with a stack of open headings.
2. A heading closes every open one of its own level or deeper, then opens.
3. The blocks between two headings are the body of one section, whose path is the stack, and whose
   anchor is that of the innermost open heading that has one.
"""

import math
from dataclasses import dataclass

from cmp_search.documents.document import Block, BlockKind, Document, Excerpt
from cmp_search.language.normalisation import one_line


@dataclass(frozen=True, slots=True)
class Section:
    """One heading's own body: its path from the outermost heading, and its blocks.

    `start` and `end` reach from the heading (where there is one) to the next; subsections are
    sections of their own. `headings` are the blocks of the path.
    """

    path: tuple[str, ...]
    start: int
    end: int
    blocks: tuple[Block, ...]
    anchor: str | None = None
    headings: tuple[Block, ...] = ()


def sections(document: Document) -> tuple[Section, ...]:
    """The sections of a document in reading order; those without a body are included."""
    found: list[Section] = []
    stack: list[Block] = []
    start = 0
    blocks: list[Block] = []

    def close(end: int) -> None:
        if stack or blocks:
            path = tuple(one_line(document.slice(heading)) for heading in stack)
            anchor = next((heading.anchor for heading in reversed(stack) if heading.anchor), None)
            found.append(Section(path, start, end, tuple(blocks), anchor, tuple(stack)))

    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            close(block.start)
            while stack and stack[-1].level >= block.level:
                stack.pop()
            stack.append(block)
            start, blocks = block.start, []
        elif block.kind is not BlockKind.TITLE:
            blocks.append(block)
    close(len(document.text))
    return tuple(found)


def anchor_at(document: Document | Excerpt, place: int) -> str | None:
    """The anchor of the section that a place of the text lies in."""
    level = math.inf
    for block in reversed(document.blocks):
        if block.kind is BlockKind.HEADING and block.start <= place and block.level < level:
            if block.anchor:
                return block.anchor
            level = block.level
    return None
