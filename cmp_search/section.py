"""The section tree of a document, from its headings.

1. Walk the blocks with a stack of open headings.
2. A heading closes every open one of its own level or deeper, then opens.
3. The blocks between two headings are the body of one section, whose path is the stack.
"""

from dataclasses import dataclass

from cmp_search.document import Block, BlockKind, Document
from cmp_search.readers.extract import one_line


@dataclass(frozen=True, slots=True)
class Section:
    """One heading's own body: its path from the outermost heading, and its blocks.

    `start` and `end` reach from the heading (where there is one) to the next; subsections are
    sections of their own.
    """

    path: tuple[str, ...]
    start: int
    end: int
    blocks: tuple[Block, ...]


def sections(document: Document) -> tuple[Section, ...]:
    """The sections of a document in reading order; those without a body are included."""
    found: list[Section] = []
    stack: list[tuple[int, str]] = []
    start = 0
    blocks: list[Block] = []

    def close(end: int) -> None:
        if stack or blocks:
            path = tuple(heading for _, heading in stack)
            found.append(Section(path, start, end, tuple(blocks)))

    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            close(block.start)
            while stack and stack[-1][0] >= block.level:
                stack.pop()
            stack.append((block.level, one_line(document.slice(block))))
            start, blocks = block.start, []
        elif block.kind is not BlockKind.TITLE:
            blocks.append(block)
    close(len(document.text))
    return tuple(found)
