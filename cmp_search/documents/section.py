"""The section tree of a document, from its headings.

1. Walk the blocks with a stack of open headings.
2. A heading closes all open headings of its level or deeper, then is pushed itself.
3. The blocks between two headings are the body of one section. Its path is the stack, and its
   anchor that of the innermost open heading with one. It has the number of its heading.
"""

import math
from dataclasses import dataclass

from cmp_search.documents.document import Block, BlockKind, Document, Excerpt
from cmp_search.language.normalisation import one_line


@dataclass(frozen=True, slots=True)
class Section:
    """The body of one heading: its path from the outermost heading, and its blocks.

    `start` is that of the heading, if any, and `end` that of the next heading; subsections are
    separate sections. `headings` are the blocks of the path. `number` is that of its heading in the
    document, from 1; 0 for what stands before the first.
    """

    path: tuple[str, ...]
    start: int
    end: int
    blocks: tuple[Block, ...]
    anchor: str | None = None
    headings: tuple[Block, ...] = ()
    number: int = 0


def sections(document: Document) -> tuple[Section, ...]:
    """The sections of a document in reading order, including those without a body."""
    closed: list[Section] = []
    stack: list[Block] = []
    titles: list[str] = []
    start = number = 0
    blocks: list[Block] = []

    def close(end: int) -> None:
        if stack or blocks:
            path, headings = tuple(titles), tuple(stack)
            anchor = next((heading.anchor for heading in reversed(stack) if heading.anchor), None)
            closed.append(Section(path, start, end, tuple(blocks), anchor, headings, number))

    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            close(block.start)
            while stack and stack[-1].level >= block.level:
                stack.pop()
                titles.pop()
            stack.append(block)
            titles.append(one_line(document.slice(block)))
            start, blocks, number = block.start, [], number + 1
        elif block.kind is not BlockKind.TITLE:
            blocks.append(block)
    close(len(document.text))
    return tuple(closed)


def anchor_at(document: Document | Excerpt, place: int) -> str | None:
    """The anchor of the section that contains an offset of the text."""
    level = math.inf
    for block in reversed(document.blocks):
        if block.kind is BlockKind.HEADING and block.start <= place and block.level < level:
            if block.anchor:
                return block.anchor
            level = block.level
    return None
