"""The tables of contents of a web page.

1. A table begins at a heading such as "On this page", or at a link into the page; it has at least
   three entries if it has no heading.
2. An entry is a block that is all links into the page, or that repeats a heading further down.
   Without a heading of its own a table has only such entries as are both.
3. The table ends where its entries end: at the first block that is none, and at the first heading.
   What recurs further down as anything but a heading is no entry.
4. A heading of contents without entries goes if nothing else stands under it.

Markdown has the same.
"""

from collections.abc import Sequence

from cmp_search.documents.document import Omission
from cmp_search.language.normalisation import fold, one_line
from cmp_search.readers.common.boilerplate import is_boilerplate, is_contents
from cmp_search.readers.extract import Extract
from cmp_search.readers.html.blocks import HtmlBlock

_FEWEST = 3
_LEADERS = " .:·…_0123456789"


def without_contents(blocks: Sequence[HtmlBlock], extract: Extract) -> list[HtmlBlock]:
    """The blocks without tables of contents and boilerplate, which are noted in the extract."""
    kept: list[HtmlBlock] = []
    for block, entry in zip(blocks, _entries(blocks), strict=True):
        if entry or is_boilerplate(block.text):
            extract.omit(Omission.CONTENTS if entry else Omission.BOILERPLATE, block.text)
        else:
            kept.append(block)
    return kept


def _entries(blocks: Sequence[HtmlBlock]) -> list[bool]:
    """For each block, whether it belongs to a table of contents."""
    last = {_folded(block): i for i, block in enumerate(blocks) if block.level}
    within = [False] * len(blocks)
    i = 0
    while i < len(blocks):
        end = _end(blocks, last, i)
        within[i:end] = [True] * (end - i)
        i = max(end, i + 1)
    return within


def _end(blocks: Sequence[HtmlBlock], last: dict[str, int], start: int) -> int:
    """The index after the table that begins at a block; the block's own if none does."""
    if is_contents(blocks[start].text):
        end = start + 1
        while end < len(blocks) and (blocks[end].in_page or _recurs(blocks, last, end)):
            end += 1
        bare = end == len(blocks) or 0 < blocks[end].level <= blocks[start].level
        return end if end > start + 1 or (bare and blocks[start].level) else start
    end = start
    while end < len(blocks) and blocks[end].in_page and _recurs(blocks, last, end):
        end += 1
    return end if end - start >= _FEWEST else start


def _recurs(blocks: Sequence[HtmlBlock], last: dict[str, int], i: int) -> bool:
    """Whether the words of a block that is no heading are a heading further down."""
    block = blocks[i]
    return not block.level and last.get(_folded(block), -1) > i


def _folded(block: HtmlBlock) -> str:
    return fold(one_line(block.text)).strip(_LEADERS)
