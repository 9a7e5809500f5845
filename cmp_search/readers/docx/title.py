"""The title of a Word document.

1. Paragraphs in a title style are the title, and so is the line at the top that the title among
   the properties repeats. Further down, a title style makes headings of level 1.
2. Without these, the top of the text is looked at: the short lines before the first heading by
   style and the first sentence. The largest of those that are set off from the text is the title,
   unless it is numbered, one of several that are counted ("Measure 1"), or an entry of a table of
   contents.
3. Then comes the title among the properties, unless nobody gave it to this text, and last the only
   heading of level 1, if it is the first line and others are below it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from cmp_search.documents.document import BlockKind
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.outline import is_date, is_heading, numbering
from cmp_search.readers.common.series import member
from cmp_search.readers.common.stale_titles import is_stale
from cmp_search.readers.docx.block import DocxBlock
from cmp_search.readers.docx.contents import words_of
from cmp_search.readers.docx.look import TextLook, is_sentence

_MOST = 15
"""Lines that the top of a text may have."""
_MOST_WORDS = 50
"""Words of the longest title."""


@dataclass(frozen=True, slots=True)
class Titled:
    """The blocks of a document, with those that are its title, and the title if no block is."""

    title: str
    blocks: list[DocxBlock]


def titled(blocks: Sequence[DocxBlock], stated: str, entries: Collection[str] = ()) -> Titled:
    """Find the title.

    `stated` is the one among the properties, and `entries` are the words of those of tables of
    contents, as `words_of` gives them.
    """
    stated = "" if is_stale(stated) else one_line(stated)
    top = _top(blocks)
    repeats = {i for i, block in enumerate(top) if stated and _fold(block.text) == _fold(stated)}
    marked = [
        replace(block, kind=BlockKind.TITLE)
        if i in repeats or (i < len(top) and block.may_be_title)
        else block
        for i, block in enumerate(blocks)
    ]
    _head_sections(marked, len(top))
    title = ""
    if all(block.kind is not BlockKind.TITLE for i, block in enumerate(marked) if i not in repeats):
        named = {*entries, *(words_of(block) for block in blocks[len(top) :])}
        place = _largest(top, TextLook(blocks), named)
        if repeats or (stated and _fold(stated) in _fold(" ".join(block.text for block in top))):
            title = stated
        elif place is not None:
            marked[place] = replace(blocks[place], kind=BlockKind.TITLE)
        else:
            title = stated or _first_heading(blocks)
    return Titled(title, _plain_page(marked, len(top)))


def _head_sections(blocks: list[DocxBlock], end: int) -> None:
    """Make headings of the lines below the top that have a title style (step 1)."""
    first = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.TITLE), 0)
    for i in range(max(end, first + 1), len(blocks)):
        if blocks[i].kind is BlockKind.TITLE:
            blocks[i] = replace(blocks[i], kind=BlockKind.HEADING, level=1)


def _plain_page(blocks: list[DocxBlock], end: int) -> list[DocxBlock]:
    """The blocks with the lines around the title as plain ones, which are no headings.

    The last line before the text may be the heading of it, and so may one that is counted.
    """
    title = next((i for i, block in enumerate(blocks[:end]) if block.kind is BlockKind.TITLE), None)
    if title is None:
        return blocks
    page = list(blocks)
    for i in range(end - 1):
        if i > title and member(one_line(page[i].text)):
            break
        if page[i].kind is BlockKind.PARAGRAPH:
            page[i] = replace(page[i], bold=False, size=0)
    return page


def _top(blocks: Sequence[DocxBlock]) -> Sequence[DocxBlock]:
    """The lines before the first sentence, at most up to the first heading by style (step 2)."""
    for i, block in enumerate(blocks[:_MOST]):
        if block.kind is BlockKind.HEADING:
            return blocks[: i + 1]
        if is_sentence(block) or block.kind not in (BlockKind.PARAGRAPH, BlockKind.TITLE):
            return blocks[:i]
    return blocks[:_MOST]


def _largest(top: Sequence[DocxBlock], look: TextLook, named: Collection[str]) -> int | None:
    """The position of the line that is a title by its look, if no section is named so (step 2)."""
    found: list[int] = []
    for i, block in enumerate(top):
        line = one_line(block.text)
        if block.kind is not BlockKind.PARAGRAPH or block.is_contents_title:
            break
        if numbering(line) is not None or member(line):
            break
        set_off = look.is_bold(block) or look.is_large(block)
        if set_off and _is_title(line) and words_of(block) not in named:
            found.append(i)
    return min(found, key=lambda i: (-top[i].size, i), default=None)


def _is_title(line: str) -> bool:
    """Whether a line may be a title; those of treaties are longer than any heading."""
    long = len(line.split()) <= _MOST_WORDS and line[:1].isupper() and line[-1].isalnum()
    return (long or is_heading(line)) and not is_date(line)


def _first_heading(blocks: Sequence[DocxBlock]) -> str:
    levels = [block.level for block in blocks if block.kind is BlockKind.HEADING]
    first = one_line(blocks[0].text) if levels else ""
    is_only = levels.count(1) == 1 and len(levels) > 1 and blocks[0].level == 1
    return first if is_only and member(first) is None else ""


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
