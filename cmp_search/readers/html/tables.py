"""The rows of an HTML table.

1. A table arranges things on the page, and has no rows, if it says so; and, unless it has header
   cells or a caption, if it contains a heading or another table, has one column, or has cells of
   several paragraphs, or long ones beside which no cell has words. A table whose rows are a mark
   ("(a)", "1.", "—") and a text is a list.
2. A cell takes all the columns that it spans, and is repeated in each row that it spans.
3. Rows in `<thead>`, or first rows of header cells only, or first rows in bold, give each cell
   below them the headers of its columns. One that is a single cell is a caption; a cell as wide as
   the table has no header. A row of header cells further down begins anew.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from selectolax.lexbor import LexborNode

from cmp_search.readers.common.tables import merged_headers, row_text
from cmp_search.readers.html.marks import integer

_MAX_SPAN = 100
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)[\d.,\s%$€()+-]+")
_MAX_HEADS = 3
"""Header rows that are only bold."""
_PROSE = 60
"""Words of a cell that is a column of a page, if it has several paragraphs."""
_MARK = re.compile(
    r"\(?(?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6})(?:\)|\.|\.\))|\([\divxlca-z]{1,5}\)|[—–•·*-]", re.I
)


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell, whether all are bold, its letters, those of links, its references."""

    text: str = ""
    bold: bool = False
    size: int = 0
    linked: int = 0
    refers: tuple[str, ...] = ()
    across: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row as text, with its letters, those of links, and its references to notes."""

    text: str
    size: int
    linked: int
    refers: tuple[str, ...]


def own_rows(table: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """The rows of a table, without those of tables in it, and whether each is in its head."""
    for child in table.iter():
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from ((row, child.tag == "thead") for row in child.iter() if row.tag == "tr")


def own_cells(row: LexborNode) -> list[LexborNode]:
    """The cells of a row."""
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def is_layout(table: LexborNode) -> bool:
    """Whether a table only arranges things on the page (step 1)."""
    if table.attributes.get("role") in ("presentation", "none"):
        return True
    rows = [own_cells(row) for row, _ in own_rows(table)]
    if any(child.tag in ("thead", "caption") for child in table.iter()):
        return False
    if any(cell.tag == "th" for cells in rows for cell in cells):
        return False
    if table.css_first(_HEADINGS) or any(
        inner.mem_id != table.mem_id for inner in table.css("table")
    ):
        return True
    if all(len(cells) < 2 for cells in rows):
        return True
    alone = all(sum(bool(cell.text(strip=True)) for cell in cells) < 2 for cells in rows)
    return any(_is_column(cell, alone=alone) for cells in rows for cell in cells)


def marked_rows(table: LexborNode) -> list[tuple[str, LexborNode]]:
    """The marks and texts of a table that is a list; none if it is not one (step 1)."""
    items: list[tuple[str, LexborNode]] = []
    for row, in_head in own_rows(table):
        cells = [cell for cell in own_cells(row) if cell.text(strip=True)]
        if in_head or (cells and len(cells) != 2) or any(cell.tag == "th" for cell in cells):
            return []
        if cells:
            mark = cells[0].text(strip=True)
            if not _MARK.fullmatch(mark):
                return []
            items.append((mark, cells[1]))
    return items


def table_rows(
    table: LexborNode,
    read: Callable[[LexborNode], Cell],
    is_seen: Callable[[LexborNode], bool],
) -> Iterator[Row]:
    """The rows as text; `read` gives the words of a cell, `is_seen` whether it is shown."""
    grid: list[list[Cell]] = []
    heads = 0
    anew: list[int] = []
    carried: dict[int, tuple[int, Cell]] = {}
    for row, in_head in own_rows(table):
        if not is_seen(row):
            continue
        cells = [cell for cell in own_cells(row) if is_seen(cell)]
        if heads == len(grid) and cells and (in_head or all(cell.tag == "th" for cell in cells)):
            heads += 1
        grid.append(_spread(cells, carried, read))
        if _may_head(cells, grid[-1]):
            anew.append(len(grid) - 1)
    if heads == len(grid):
        heads = 0
    first = heads or _bold_head(grid)
    starts = [i for i in anew if first < i < len(grid) - 1 and i - 1 not in anew]
    for a, b in pairwise([0, *starts, len(grid)]):
        yield from _rows(grid[a:b], 1 if a else first)


def _may_head(cells: list[LexborNode], line: list[Cell]) -> bool:
    """Whether a row has header cells alone, and no figures as one of totals has."""
    named = len(cells) > 1 and all(cell.tag == "th" for cell in cells)
    return named and not any(_FIGURE.fullmatch(cell.text) for cell in line)


def _rows(grid: list[list[Cell]], heads: int) -> Iterator[Row]:
    """Step 3: the captions among the headers, and the rows below them."""
    width = max(map(_width, grid), default=0)
    captions = [line for line in grid[:heads] if _is_whole(line, width)]
    headers = merged_headers([_by_column(line) for line in grid[:heads] if line not in captions])
    for line in [*captions, *grid[heads:]]:
        texts, over, column = [], [], 0
        for cell in line:
            across = headers[column : column + cell.across]
            texts.append(cell.text)
            over.append("" if _is_whole(line, width) else ", ".join(dict.fromkeys(across)))
            column += cell.across
        size, linked = sum(cell.size for cell in line), sum(cell.linked for cell in line)
        refers = tuple(name for cell in line for name in cell.refers)
        yield Row(row_text(texts, over), size, linked, refers)


def _spread(
    cells: list[LexborNode],
    carried: dict[int, tuple[int, Cell]],
    read: Callable[[LexborNode], Cell],
) -> list[Cell]:
    """Step 2: the cells of a row; `carried` are those that extend down, by their first column."""
    line: list[Cell] = []

    def fill() -> None:
        while carried.get(_width(line), (0, Cell()))[0] > 0:
            column = _width(line)
            left, cell = carried[column]
            carried[column] = (left - 1, cell)
            line.append(cell)

    for node in cells:
        fill()
        down = min(integer(node.attributes.get("rowspan"), 1), _MAX_SPAN) - 1
        across = max(1, min(integer(node.attributes.get("colspan"), 1), _MAX_SPAN))
        found = read(node)
        cell = replace(found, across=across)
        carried[_width(line)] = (down, cell)
        line.append(cell)
    fill()
    return line


def _width(line: list[Cell]) -> int:
    return sum(cell.across for cell in line)


def _by_column(line: list[Cell]) -> list[str]:
    """The words of a header row for each column."""
    return [cell.text for cell in line for _ in range(cell.across)]


def _is_whole(line: list[Cell], width: int) -> bool:
    """Whether a row is one cell as wide as a table of several columns."""
    return width > 1 and len(line) == 1 and line[0].across >= width


def _bold_head(grid: list[list[Cell]]) -> int:
    """Step 3: how many first rows are headers because they alone are bold.

    More than one are if the ones above have cells that span columns, or are captions.
    """
    bold = [bool(line) and all(cell.bold for cell in line) for line in grid[: _MAX_HEADS + 1]]
    end = 0
    width = max(map(_width, grid), default=0)
    while end < len(bold) and (bold[end] or _is_whole(grid[end], width)):
        end += 1
        if all(cell.across == 1 for cell in grid[end - 1]):
            break
    headed = 0 < end < len(bold) and not bold[end] and bold[end - 1]
    return end if headed and len(grid[end - 1]) > 1 else 0


def _is_column(cell: LexborNode, *, alone: bool) -> bool:
    """Whether a cell holds several paragraphs of a page, or as many words without a cell beside."""
    several = alone or len(cell.css("p, li")) > 2
    return several and len(cell.text(separator=" ").split()) > _PROSE
