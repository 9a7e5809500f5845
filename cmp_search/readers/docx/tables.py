"""The rows of a Word table, and which of them are text that is only laid out in a table.

1. A row has its cells side by side, each with the header of its column. The header is the rows that
   are marked as such, or the first one if its cells are bold or headings, by themselves or by the
   table's style, and those of the second are not; a second one goes on with it if cells span
   columns or rows. A line above the header that is one cell wide is a row of its own.
2. A table of one cell is a frame around paragraphs. A row is text, too, if one of its few cells
   runs on: a heading or bold line with text below it, or paragraph after paragraph. So is a table
   of one row that has a heading, or several sentences in a cell, and every row of one column with a
   row that is text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.documents.document import BlockKind, Omission
from cmp_search.readers.common.outline import is_heading
from cmp_search.readers.common.tables import merged_headers, row_text
from cmp_search.readers.docx.block import DocxBlock
from cmp_search.readers.docx.numbering import integer, is_on, value
from cmp_search.readers.docx.runs import all_words, children
from cmp_search.readers.docx.styles import Styles

_MAX_SPAN = 100
_LONG = 600
"""Characters of a cell with several paragraphs that is text, not data."""
_LONGEST = 3_000
"""Characters of a cell that is text even among others with headers."""
_SENTENCES = 2
_SENTENCE_WORDS = 6
"""Sentences in a cell, and their words, that make the only row of a table text."""
_MANY = 3
"""Paragraphs or cells that are several."""
_CONTAINERS = frozenset(
    map(qn, ("w:customXml", "w:smartTag", "w:ins", "w:moveTo", "w:sdt", "w:sdtContent"))
)


@dataclass(frozen=True, slots=True)
class _TableRow:
    """A table row: the blocks of each cell, and how many columns each takes.

    `from_above` is true for cells that continue the one above; `before` is how many columns are
    left free.
    """

    cells: list[list[DocxBlock]]
    spans: list[int]
    from_above: list[bool]
    before: int
    is_header: bool

    @property
    def filled(self) -> list[list[DocxBlock]]:
        """The cells with words."""
        return [cell for cell in self.cells if cell]

    @property
    def stands_out(self) -> bool:
        """Whether all its words are bold or headings."""
        blocks = [
            block for cell in self.cells for block in cell if block.kind is not BlockKind.NOTE
        ]
        return bool(blocks) and all(block.bold or block.is_heading for block in blocks)


class Tables:
    """Reads tables; `blocks` reads what is in a cell, `omit` notes what is left out."""

    def __init__(
        self,
        styles: Styles,
        blocks: Callable[[Element], Iterator[DocxBlock]],
        omit: Callable[[Omission, str], None],
    ) -> None:
        self._styles = styles
        self._blocks = blocks
        self._omit = omit
        self._count = 0

    def next_frame(self) -> int:
        """The number of a new frame."""
        self._count += 1
        return self._count

    def read(self, table: Element) -> Iterator[DocxBlock]:
        """The rows of a table, and the blocks of rows that are text."""
        rows = [self._row(row) for row in self._within(table, qn("w:tr"))]
        frame = self.next_frame()
        first, end = _header(rows, self._styles.heads_first_row(table))
        is_headed = end > first
        grid: list[list[str]] = []
        for row in rows:
            grid.append(_cell_texts(row, grid[-1] if grid else []))
        headers = merged_headers(_header_texts(rows[first:end]))
        texts = [_is_text(row, is_headed, len(rows) == 1) for row in rows]
        is_column = any(texts) and all(len(row.cells) < 2 for row in rows)
        for place, (row, cells) in enumerate(zip(rows, grid, strict=True)):
            if texts[place] or is_column:
                yield from (
                    replace(block, frame=frame) if not block.frame else block
                    for cell in row.cells
                    for block in cell
                )
                continue
            if not first <= place < end:
                yield DocxBlock(BlockKind.ROW, row_text(cells, headers if place >= end else ()))
            yield from (one for cell in row.cells for one in cell if one.kind is BlockKind.NOTE)

    def _row(self, row: Element) -> _TableRow:
        properties = row.find(qn("w:trPr"))
        cells = list(self._within(row, qn("w:tc")))
        stated = [cell.find(qn("w:tcPr")) for cell in cells]
        merges = [None if one is None else one.find(qn("w:vMerge")) for one in stated]
        return _TableRow(
            [[block for block in self._blocks(cell) if block.text.strip()] for cell in cells],
            [min(integer(value(one, "w:gridSpan"), 1), _MAX_SPAN) for one in stated],
            [one is not None and one.get(qn("w:val")) != "restart" for one in merges],
            min(integer(value(properties, "w:gridBefore"), 0), _MAX_SPAN),
            is_on(properties, "w:tblHeader"),
        )

    def _within(self, element: Element, tag: str) -> Iterator[Element]:
        """Rows of a table or cells of a row, also in content controls; none deleted or hidden."""
        for child in children(element):
            if child.tag == tag:
                row, cell = child.find(qn("w:trPr")), child.find(qn("w:tcPr"))
                gone = (row is not None and row.find(qn("w:del")) is not None) or (
                    cell is not None and cell.find(qn("w:cellDel")) is not None
                )
                if gone or is_on(row, "w:hidden"):
                    self._omit(Omission.DELETED if gone else Omission.HIDDEN, all_words(child))
                else:
                    yield child
            elif child.tag in _CONTAINERS:
                yield from self._within(child, tag)


def _header(rows: list[_TableRow], is_styled: bool) -> tuple[int, int]:
    """Where the header begins and ends (step 1)."""
    first = 0
    while first + 1 < len(rows) and len(rows[first].cells) == 1 < len(rows[first + 1].cells):
        first += 1
    marked = sum(1 for _ in takewhile(lambda row: row.is_header, rows))
    if marked:
        return (min(first, marked - 1), marked) if marked < len(rows) else (0, 0)
    after = rows[first + 1 :]
    if not after or len(rows[first].cells) == 1:
        return 0, 0
    if is_styled and first == 0:
        return first, first + 1
    end = first
    while end < len(rows) and rows[end].stands_out and (end == first or _goes_on(rows, end)):
        end += 1
    return (first, end) if first < end < len(rows) and not rows[end].stands_out else (0, 0)


def _goes_on(rows: list[_TableRow], place: int) -> bool:
    """Whether a row goes on with a header, one of whose cells spans columns or rows."""
    return max(rows[place - 1].spans, default=1) > 1 or any(rows[place].from_above)


def _is_text(row: _TableRow, is_headed: bool, is_only: bool) -> bool:
    """Whether a row is text (step 2)."""
    if is_only and (len(row.cells) == 1 or any(block.is_heading for c in row.cells for block in c)):
        return True
    if is_only and any(sum(map(_is_sentence, cell)) >= _SENTENCES for cell in row.cells):
        return True
    lengths = [sum(len(block.text) for block in cell) for cell in row.filled]
    if is_headed or len(row.filled) >= _MANY:
        return max(lengths, default=0) > _LONGEST
    return any(
        _runs_on(cell) or (len(cell) >= _MANY and (length > _LONG or len(row.cells) == 1))
        for cell, length in zip(row.filled, lengths, strict=True)
    )


def _is_sentence(block: DocxBlock) -> bool:
    return block.text[-1] in ".;:" and len(block.text.split()) >= _SENTENCE_WORDS


def _runs_on(cell: list[DocxBlock]) -> bool:
    """Whether a heading or a bold line has text below it."""
    return any(
        (block.is_heading or (block.bold and is_heading(block.text)))
        and not (after.bold or after.is_heading)
        and after.kind is not BlockKind.NOTE
        for block, after in pairwise(cell)
    )


def _header_texts(rows: list[_TableRow]) -> list[list[str]]:
    """The words of header rows for each column; those of a cell hold for all its columns."""
    grid: list[list[str]] = []
    for row in rows:
        line = _cell_texts(row, grid[-1] if grid else [])
        place = row.before
        for span in row.spans:
            line[place : place + span] = [line[place]] * span
            place += span
        grid.append(line)
    return grid


def _cell_texts(row: _TableRow, above: list[str]) -> list[str]:
    """The words of a row, column by column; a cell merged with the one above repeats it."""
    line: list[str] = [""] * row.before
    for cell, span, from_above in zip(row.cells, row.spans, row.from_above, strict=True):
        words = " ".join(block.text for block in cell if block.kind is not BlockKind.NOTE)
        if from_above and len(line) < len(above):
            words = above[len(line)]
        line += [words, *[""] * (span - 1)]
    return line
