"""The rows of a table as text: each cell with the header of its column."""

from collections.abc import Sequence

from cmp_search.language.normalisation import one_line

CELLS = " | "


def row_text(cells: Sequence[str], headers: Sequence[str] = ()) -> str:
    """A row as one line, such as "Place: Ottawa | Date: 3 May", without empty cells."""
    parts = []
    for i, cell in enumerate(map(one_line, cells)):
        header = one_line(headers[i]).rstrip(" :") if i < len(headers) else ""
        if cell:
            parts.append(f"{header}: {cell}" if header else cell)
    return CELLS.join(parts)


def merged_headers(rows: Sequence[Sequence[str]]) -> list[str]:
    """One header for each column, from header rows that stand above each other."""
    width = max(map(len, rows), default=0)
    columns = [[one_line(row[i]) for row in rows if i < len(row)] for i in range(width)]
    return [" ".join(dict.fromkeys(filter(None, column))) for column in columns]
