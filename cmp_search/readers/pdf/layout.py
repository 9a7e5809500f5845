"""The layout of a document: its body type, its leading, and the right ends of its columns."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cmp_search.readers.pdf.lines import Line

_COLUMN = 40.0
"""Width in points of the strip, or of two neighbouring ones, in which a column's lines begin."""


def body_style(lines: Sequence[Line]) -> tuple[float, bool]:
    """The size and weight of most of the words."""
    sizes = Counter[tuple[float, bool]]()
    for line in lines:
        sizes[line.style] += len(line.text)
    return sizes.most_common(1)[0][0]


class Layout:
    """What is usual in a document, and how a line compares to it; there is at least one line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Measure all lines."""
        self.size, self.bold = body_style(lines)
        steps = [
            (upper.y - lower.y) / lower.size
            for upper, lower in pairwise(lines)
            if upper.page == lower.page and upper.style == lower.style
        ]
        usual = Counter(round(step * 20) for step in steps if 0.9 < step < 2.2).most_common(1)
        self.leading = usual[0][0] / 20 if usual else 1.2
        self._rights = _rights(lines)

    def filled(self, line: Line) -> float:
        """How much of its column a line fills, from 0 to 1."""
        return (line.end - line.x) / max(self._rights[id(line)] - line.x, 1.0)

    def follows(self, upper: Line, lower: Line) -> bool:
        """Whether a line is below another one without extra space."""
        step = upper.y - lower.y
        return upper.page == lower.page and 0 < step <= 1.25 * self.leading * lower.size


def _rights(lines: Sequence[Line]) -> dict[int, float]:
    """For each line the right end of its column on its page."""
    ends: dict[tuple[int, int, int], float] = {}
    for line in lines:
        place = line.page, line.column, int(line.x // _COLUMN)
        ends[place] = max(ends.get(place, line.end), line.end)
    return {
        id(line): max(
            ends.get((line.page, line.column, int(line.x // _COLUMN) + step), line.end)
            for step in (-1, 0, 1)
        )
        for line in lines
    }
