"""The columns of a PDF page, found by the gutters between them, whatever the order of drawing.

1. A gutter is a strip down the page that no run crosses on at least two lines in a row, to the left
   of where several runs begin. Lines above and below that do cross it end the columns, and so do
   rows of a table whose cells begin elsewhere, and a heading of what both go on with below it.
2. The two sides are columns if they were drawn one after the other, or if line by line both have
   the lines of running text: several words that go on in the next line. Else they are a table.
3. Cells of a table that run over several lines each are drawn cell by cell and stay in that order.
4. Each column, and what is above and below, may have columns in turn.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import mean, median

from cmp_search.readers.pdf.letters import ends_sentence
from cmp_search.readers.pdf.runs import Run, rows

_NARROWEST = 0.7
"""The least width of a gutter, as a share of the size of the type."""
_CLEAR = 1.5
"""The width from which two lines are enough."""
_LEAST_LINES = 3
_INDENT = 3.0
"""How far into a column one of its lines begins at most, in the size of the type."""
_ABOVE = 1.3
"""The room above a heading of both columns at least, in the size of its type."""
_MAX_CANDIDATES = 12
_MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Region:
    """Runs that are read together, as they were drawn, and whether they are a column."""

    runs: list[Run]
    is_column: bool = False


@dataclass(frozen=True, slots=True)
class _Gutter:
    """The runs on both sides of a gutter, and those above and below its columns."""

    above: list[Run]
    left: list[Run]
    right: list[Run]
    below: list[Run]


def regions(runs: Sequence[Run], is_column: bool = False, depth: int = 0) -> list[Region]:
    """The regions of a page in reading order."""
    gutter = _gutter(runs) if depth < _MAX_DEPTH else None
    if gutter is None:
        drawn = sorted(runs, key=lambda run: run.order)
        return [Region(drawn, is_column)] if drawn else []
    deeper = depth + 1
    return [
        *regions(gutter.above, is_column, deeper),
        *regions(gutter.left, True, deeper),
        *regions(gutter.right, True, deeper),
        *regions(gutter.below, is_column, deeper),
    ]


def _gutter(runs: Sequence[Run]) -> _Gutter | None:
    """The gutter with the longest columns."""
    if len(runs) < 2 * 2:
        return None
    best: tuple[int, _Gutter] | None = None
    lines = rows(runs)
    for edge in _edges(runs):
        for start, end in _stretches(lines, edge):
            stretch = [run for line in lines[start:end] for run in line]
            left = [run for run in stretch if run.left < edge - 1]
            right = [run for run in stretch if run.left >= edge - 1]
            size = min(len(left), len(right))
            if (best is None or size > best[0]) and _are_columns(left, right, edge):
                above = [run for line in lines[:start] for run in line]
                below = [run for line in lines[end:] for run in line]
                best = size, _Gutter(above, left, right, below)
    return None if best is None else best[1]


def _edges(runs: Sequence[Run]) -> list[float]:
    """Where several runs begin, other than the leftmost, those of most runs first."""
    found: Counter[int] = Counter()
    least: dict[int, float] = {}
    for run in runs:
        place = round(run.left / 3)
        found[place] += 1
        least[place] = min(least.get(place, run.left), run.left)
    first = min(run.left for run in runs)
    places = [place for place, times in found.most_common(_MAX_CANDIDATES) if times > 1]
    return [least[place] for place in places if least[place] > first + 20]


def _stretches(lines: Sequence[Sequence[Run]], edge: float) -> list[tuple[int, int]]:
    """The lines, as start and end, along which nothing crosses the strip before an edge.

    Lines at either end that are on one side only belong to the columns only if they follow closely.
    """
    crossing = [
        any(run.left < edge - 1 and run.right > edge - _NARROWEST * run.size for run in line)
        for line in lines
    ]
    for i in range(1, len(lines) - 1):
        crossing[i] = crossing[i] or _heads_both(lines, i, edge)
    cells = [_is_table_row(line, edge) for line in lines]
    for i, (upper, lower) in enumerate(pairwise(cells)):
        if upper and lower:
            crossing[i] = crossing[i + 1] = True
    found = []
    for crosses, group in groupby(range(len(lines)), key=lambda i: crossing[i]):
        indices = list(group)
        if not crosses:
            found.append(_trimmed(lines, indices[0], indices[-1] + 1, edge))
    return [(start, end) for start, end in found if end - start > 1]


def _heads_both(lines: Sequence[Sequence[Run]], i: int, edge: float) -> bool:
    """Whether a line on the left heads what both columns go on with below it.

    It is in a type of its own, stands clear of the columns above, which both begin anew below it,
    and was drawn after those and before these.
    """
    head, below = lines[i][0], lines[i + 1]
    styles = {_style(line[0]) for line in (lines[i - 1], below)}
    if _style(head) in styles or _on_right(lines[i], edge) or len(below) == _on_right(below, edge):
        return False
    last = next((line for line in reversed(lines[:i]) if _on_right(line, edge)), None)
    if last is None or not _on_right(below, edge):
        return False
    clear = min(last[0].y, lines[i - 1][0].y) - head.y > _ABOVE * head.size
    before = max(run.order for line in lines[:i] for run in line)
    return clear and before < head.order < min(run.order for line in lines[i + 1 :] for run in line)


def _style(run: Run) -> tuple[float, bool]:
    """The type of most of a run."""
    return max(run.styles, key=run.styles.__getitem__)


def _on_right(line: Sequence[Run], edge: float) -> int:
    """How many runs of a line are right of a gutter."""
    return sum(run.left >= edge - 1 for run in line)


def _is_table_row(line: Sequence[Run], edge: float) -> bool:
    """Whether the runs of a line are cells of a table that has columns of its own."""
    left = [run for run in line if run.left < edge - 1]
    right = [run for run in line if run.left >= edge - 1]
    if not left or not right:
        return False
    return len(left) > 1 and min(run.left for run in right) > edge + _INDENT * right[0].size


def _trimmed(lines: Sequence[Sequence[Run]], start: int, end: int, edge: float) -> tuple[int, int]:
    """The part of a stretch that has runs on both sides, and what follows it closely."""
    on_right = [i for i in range(start, end) if any(run.left >= edge - 1 for run in lines[i])]
    on_left = [i for i in range(start, end) if any(run.left < edge - 1 for run in lines[i])]
    if not on_right or not on_left:
        return start, start
    first, last = max(on_right[0], on_left[0]), min(on_right[-1], on_left[-1])
    while first > start and _is_close(lines[first - 1], lines[first]):
        first -= 1
    while last < end - 1 and _is_close(lines[last], lines[last + 1]):
        last += 1
    return first, last + 1


def _is_close(upper: Sequence[Run], lower: Sequence[Run]) -> bool:
    """Whether two lines follow each other at the usual leading and in the same type."""
    alike = abs(upper[0].size - lower[0].size) < 0.1 * lower[0].size
    return alike and upper[0].y - lower[0].y < 1.6 * lower[0].size


def _are_columns(left: Sequence[Run], right: Sequence[Run], edge: float) -> bool:
    """Steps 2 and 3."""
    if min(len(left), len(right)) < 2:
        return False
    gap = edge - max(run.right for run in left)
    lines = min(len(rows(left)), len(rows(right)))
    if lines < (2 if gap > _CLEAR * left[0].size else _LEAST_LINES):
        return False
    drawn = sorted((run.order, run.left >= edge - 1) for run in [*left, *right])
    order = [len(list(group)) for _, group in groupby(side for _, side in drawn)]
    if len(order) == 2:
        return _is_running(left, 0.25) and _is_running(right, 0.25)
    if mean(order[:-1]) > 1.8:
        return False
    return _is_running(left, 0.4) and _is_running(right, 0.4)


def _is_running(side: Sequence[Run], least: float) -> bool:
    """Whether the runs of a side are lines of running text, rather than cells of a table."""
    first = min(run.left for run in side)
    lines = [run for run in side if run.left < first + 3 * run.size]
    if len(lines) < 2:
        return False
    words = [run.text.split() for run in lines]
    counts = sorted(map(len, words))[-max(len(words) * 2 // 3, 1) :]
    width = max(run.right for run in lines) - first
    filled = median(run.right - first for run in lines) > 0.5 * width
    lower = sum(
        below.text[:1].islower() or not ends_sentence(above.text)
        for above, below in pairwise(lines)
        for above, below in pairwise(lines)
    )
    return filled and mean(counts) >= 3 and lower >= least * (len(lines) - 1)
