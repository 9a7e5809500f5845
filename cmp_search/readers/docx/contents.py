"""Tables of contents in a Word document: where they begin and end.

1. Entries that Word made are marked (see `body`). The line directly before them is their title if
   it says so or has the style of one.
2. A table that was typed begins with its title. Its entries follow: lines that end in a page
   number after leaders or a tab, and short ones whose words occur again further down. It ends at
   the first line that is neither, and where its text begins: at a heading by style, if its entries
   are none, and at words that were an entry before, unless they have a page number.
3. A typed table without a title is a run of such lines with page numbers, all of which occur again.
"""

import re
from collections.abc import Iterable, Sequence

from cmp_search.documents.document import BlockKind
from cmp_search.readers.common.boilerplate import is_contents
from cmp_search.readers.common.tables import CELLS
from cmp_search.readers.docx.block import DocxBlock

_LISTS = re.compile(
    r"(?:list of|liste des|lista de|índice de) [^\W\d_]+|figur[ae]s|tab(?:les|las|leaux)|cuadros",
    re.I,
)
"""Titles of lists of tables and figures."""
_COLUMNS = re.compile(r"(?:[^\W\d_]+ )?(?:pages?|p[áa]ginas?|p[áa]g)")
"""What stands above the entries and their page numbers."""
_NUMBER = re.compile(r"(?:\d{1,4}|[ivxlc]{1,7})$", re.I)
_LENGTH = 250
"""Characters of the longest entry."""
_LEAST = 3
"""Entries of a table without a title."""


def contents(blocks: Sequence[DocxBlock]) -> set[int]:
    """The positions of the blocks that belong to tables of contents."""
    lines = _Lines(blocks)
    found: set[int] = set()
    for i, block in enumerate(blocks):
        if i in found or block.kind in (BlockKind.NOTE, BlockKind.ROW):
            continue
        if block.is_entry:
            found.add(i)
        elif _is_title(block):
            end = lines.end(i + 1)
            if end > i + 1 or (is_contents(block.text) and not _may_be_text(blocks, i)):
                found.update(range(i, end))
        elif block.is_paged and (end := lines.end_of_untitled(i)) - i >= _LEAST:
            found.update(range(i, end))
    return found


def _is_title(block: DocxBlock) -> bool:
    return (
        is_contents(block.text)
        or block.is_contents_title
        or bool(_LISTS.fullmatch(block.text.strip()))
    )


def _may_be_text(blocks: Sequence[DocxBlock], title: int) -> bool:
    """Whether the line after a title without entries is text: "sommaire" may be a summary."""
    after = blocks[title + 1 : title + 2]
    return any(not block.is_heading for block in after)


class _Lines:
    """The words of the blocks, and where each line occurs last."""

    def __init__(self, blocks: Sequence[DocxBlock]) -> None:
        self._blocks = blocks
        self._words = [words_of(block) for block in blocks]
        self._last = {words: i for i, words in enumerate(self._words)}

    def end(self, start: int) -> int:
        """The end of the table whose entries begin here, or `start` if there are none (step 2)."""
        seen: set[str] = set()
        end = start
        while end < len(self._blocks) and self._is_entry(end, start, seen):
            seen.add(self._words[end])
            end += 1
        return end

    def end_of_untitled(self, start: int) -> int:
        """The end of a run of lines with page numbers that occur again (step 3)."""
        end = start
        while end < len(self._blocks) and self._blocks[end].is_paged and self._recurs(end):
            end += 1
        return end

    def _is_entry(self, place: int, start: int, seen: Iterable[str]) -> bool:
        block = self._blocks[place]
        if block.is_entry or block.kind is BlockKind.NOTE:
            return block.is_entry
        if block.is_heading and not self._blocks[start].is_heading:
            return False
        if len(block.text) > _LENGTH:
            return False
        if block.is_paged or _is_paged_row(block) or _COLUMNS.fullmatch(self._words[place]):
            return True
        return self._words[place] not in seen and self._recurs(place)

    def _recurs(self, place: int) -> bool:
        return bool(self._words[place]) and self._last[self._words[place]] > place


def _is_paged_row(block: DocxBlock) -> bool:
    return block.kind is BlockKind.ROW and bool(_NUMBER.fullmatch(block.text.rpartition(CELLS)[2]))


def words_of(block: DocxBlock) -> str:
    """What an entry and the heading that it names have in common: lower case, no page number."""
    text = block.text
    if _is_paged_row(block):
        text = text.rpartition(CELLS)[0]
    elif block.is_paged:
        text = _NUMBER.sub("", text)
    return re.sub(r"\W+", " ", text).strip().lower()
