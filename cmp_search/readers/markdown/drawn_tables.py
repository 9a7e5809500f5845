"""Tables that are drawn with signs, as Pandoc writes them, in the form of GitHub's.

1. A grid has its cells between "+", "-" and "|"; a line of "=" ends its header.
2. A simple table has its columns above dashes below one line of headers. If a line of dashes opens
   it, cells may have several lines, empty lines part its rows, and another one ends it.
3. A table with cells that span columns, or that are wider than their dashes, stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

_GRID = re.compile(r"[ \t]*\+(?:[-=:]+\+)+[ \t]*")
_COLUMNS = re.compile(r" {0,3}-{2,}(?: +-{2,})+ *")
_RULE = re.compile(r" {0,3}-{6,} *")
_MOST_LINES = 2_000
"""Lines of a table that are looked at."""
_MOST_HEADS = 8
"""Lines of a header."""
_Rows = list[list[str]]


def redrawn(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a text, with its tables in the form of GitHub's."""
    start = 0
    while start < len(lines):
        end, rows = _table(lines, start)
        if rows:
            yield from _as_pipes(rows)
            start = end
        else:
            yield lines[start]
            start += 1


def _table(lines: Sequence[str], start: int) -> tuple[int, _Rows]:
    """Where the table that begins at a line ends, and its rows; none if none begins there."""
    if _GRID.fullmatch(lines[start]):
        return _grid(lines, start)
    if _RULE.fullmatch(lines[start]):
        return _simple(lines, start + 1, opened=True)
    return _simple(lines, start, opened=False) if _parts(lines, start + 1) else (start, [])


def _as_pipes(rows: _Rows) -> Iterator[str]:
    head, *others = rows
    yield ""
    for cells in (head, ["---"] * len(head), *others):
        yield f"| {' | '.join(cells)} |"
    yield ""


def _joined(lines: Sequence[Sequence[str]]) -> list[str]:
    """A row of the words of each column, from its lines."""
    columns = zip(*lines, strict=True)
    return ["<br>".join(filter(None, map(str.strip, cell))) for cell in columns]


def _grid(lines: Sequence[str], start: int) -> tuple[int, _Rows]:
    """Step 1: where a grid ends, and its rows; none if it is not one."""
    places = [i for i, sign in enumerate(lines[start].strip()) if sign == "+"]
    table: list[str] = []
    for line in map(str.strip, lines[start : start + _MOST_LINES]):
        if line[:1] not in ("+", "|") or (len(table) == 1 and line[0] == "+"):
            break
        if any(len(line) <= i or line[i] not in "+|" for i in places):
            return start, []
        table.append(line)
    end = start + len(table)
    rows: _Rows = []
    headed = False
    for is_rule, group in groupby(table[1:], key=lambda line: bool(_GRID.fullmatch(line))):
        some = list(group)
        if is_rule:
            headed = headed or ("=" in some[0] and len(rows) == 1)
        else:
            rows.append(_joined([_between(line, places) for line in some]))
    return end, rows if headed or not rows else [[""] * len(rows[0]), *rows]


def _simple(lines: Sequence[str], top: int, *, opened: bool) -> tuple[int, _Rows]:
    """Step 2: where a simple table ends, and its rows; none if it is not one."""
    dashes = top
    while dashes < top + _MOST_HEADS and _has_words(lines, dashes) and not _parts(lines, dashes):
        dashes += 1
    if dashes == top or not _parts(lines, dashes):
        return top, []
    end = dashes + 1
    while end < min(len(lines), dashes + _MOST_LINES) and not _ends(lines[end], opened=opened):
        end += 1
    closed = end < len(lines) and _ends(lines[end], opened=True)
    head, body = lines[top:dashes], lines[dashes + 1 : end]
    places = [found.start() for found in re.finditer("-+", lines[dashes])]
    fits = all(_fits(line, places) for line in (*head, *body))
    if not body or not fits or (opened and not closed):
        return top, []
    rows = [list(some) for full, some in groupby(body, key=_is_full) if full]
    rows = rows if opened else [[line] for line in body]
    cut = [_joined([_cut(line, places) for line in some]) for some in (head, *rows)]
    return end + closed, cut


def _ends(line: str, *, opened: bool) -> bool:
    """Whether a line ends the table above it; an empty one does if no line of dashes opened it."""
    dashes = _RULE.fullmatch(line) or _COLUMNS.fullmatch(line)
    return bool(dashes) or not (opened or line.strip())


def _parts(lines: Sequence[str], i: int) -> bool:
    """Whether a line has the dashes that columns stand at."""
    return i < len(lines) and bool(_COLUMNS.fullmatch(lines[i]))


def _has_words(lines: Sequence[str], i: int) -> bool:
    return i < len(lines) and _is_full(lines[i])


def _is_full(line: str) -> bool:
    return bool(line.strip())


def _fits(line: str, places: Sequence[int]) -> bool:
    """Whether no word of a line goes over the beginning of a column."""
    return all(line[i - 1 : i].isspace() or not line[i : i + 1].strip() for i in places if i)


def _between(line: str, places: Sequence[int]) -> list[str]:
    """The cells of a line between the signs at these places."""
    return [line[a + 1 : b].replace("|", "\\|") for a, b in pairwise(places)]


def _cut(line: str, places: Sequence[int]) -> list[str]:
    """The cells of a line that begin at these places, the first one wherever it begins."""
    begins, ends = [0, *places[1:]], [*places[1:], len(line)]
    return [line[a:b].replace("|", "\\|") for a, b in zip(begins, ends, strict=True)]
