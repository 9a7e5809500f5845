"""The rows of an HTML table.

1. A table that contains headings or another table is there for layout, and has no rows.
2. A cell takes all the columns that it spans, and is repeated in each row that it spans.
3. Rows in `<thead>`, or first rows of header cells only, give each cell below them the header of
   its column.
"""

import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

from cmp_search.readers.common.tables import merged_headers, row_text
from cmp_search.readers.html.hidden import is_skipped

_MAX_SPAN = 100


def is_layout(table: LexborNode) -> bool:
    """Whether a table only arranges things on the page (step 1)."""
    if table.css_first("h1, h2, h3, h4, h5, h6"):
        return True
    return any(inner.mem_id != table.mem_id for inner in table.css("table"))


def table_rows(table: LexborNode, words: Callable[[LexborNode], str]) -> Iterator[str]:
    """The rows as text; `words` gives the words of a cell."""
    grid: list[list[str]] = []
    heads = 0
    carried: dict[int, tuple[int, str]] = {}
    for row in table.css("tr"):
        if is_skipped(row):
            continue
        cells = [c for c in row.iter() if c.tag in ("td", "th") and not is_skipped(c)]
        in_head = row.parent is not None and row.parent.tag == "thead"
        if heads == len(grid) and cells and (in_head or all(cell.tag == "th" for cell in cells)):
            heads += 1
        grid.append(_spread(cells, carried, words))
    if heads == len(grid):
        heads = 0
    headers = merged_headers(grid[:heads])
    for line in grid[heads:]:
        yield row_text(line, headers)


def _spread(
    cells: list[LexborNode],
    carried: dict[int, tuple[int, str]],
    words: Callable[[LexborNode], str],
) -> list[str]:
    """The words of a row, column by column; `carried` are cells that extend down from above."""
    line: list[str] = []

    def fill() -> None:
        while carried.get(len(line), (0, ""))[0] > 0:
            left, text = carried[len(line)]
            carried[len(line)] = (left - 1, text)
            line.append(text)

    for cell in cells:
        fill()
        text = words(cell)
        down = min(integer(cell.attributes.get("rowspan"), 1), _MAX_SPAN) - 1
        across = max(1, min(integer(cell.attributes.get("colspan"), 1), _MAX_SPAN))
        for one in [text, *[""] * (across - 1)]:
            carried[len(line)] = (down, one)
            line.append(one)
    fill()
    return line


def integer(value: str | None, otherwise: int) -> int:
    """A integer number from an attribute, else `otherwise`."""
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,6}\s*", value) else otherwise
