"""The lines of a PDF page: their words, place and type.

1. The runs of a line (`runs`) are joined. A gap much wider than a space separates the cells of a
   table; because widths are estimates, one that is barely wide enough does not.
2. Lines drawn separately on one baseline are one line, and a superscript belongs to the line that
   it is attached to.
3. Lines that are drawn later but stand entirely above the others of their column are read first.
4. Text in another direction than most of the page (a stamp in the margin, a table set sideways)
   comes last.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from pypdf import PageObject

from cmp_search.readers.common.tables import CELLS
from cmp_search.readers.pdf.runs import TextRun, normalise, page_runs

_HAS_WORD = re.compile(r"[^\W_]")
_MARK = re.compile(r"\W*\w{0,3}[.)•–—*-]\s*")
_LEADER = re.compile(r"[.·…_]\s?[.·…_]")
BULLET = re.compile(r"[•–—*-]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a table row with its cells. `page` counts from 0.

    `y` is the height of its baseline in points, `depth` its place on the page, 0 at the top and 1
    at the bottom; `end`, its right end, is an estimate, because fonts rarely state their widths.
    """

    text: str
    page: int
    x: float
    y: float
    end: float
    size: float
    bold: bool
    depth: float = 0.0
    cells: int = 1

    @property
    def style(self) -> tuple[float, bool]:
        """Its type: the size to half a point, and whether it is bold."""
        return round(self.size * 2) / 2, self.bold


def page_lines(page: PageObject, number: int) -> list[Line]:
    """The lines of a page in reading order."""
    rows = page_runs(page)
    weights = Counter[int]()
    for row in rows:
        for run in row:
            weights[run.turn] += len(run.text.strip())
    lines: list[Line] = []
    for turn, _ in weights.most_common():
        turned = [[run for run in row if run.turn == turn] for row in rows]
        turned_lines = [line for row in turned if (line := _line(row, number))]
        lines += _reading_order(_joined(turned_lines))
    box = page.cropbox
    upright = weights.most_common(1)[0][0] == 0 if weights else True
    low, high = (box.bottom, box.top) if upright else _extent(lines)
    span = max(float(high) - float(low), 1.0)
    return [replace(line, depth=(float(high) - line.y) / span) for line in lines]


def _extent(lines: list[Line]) -> tuple[float, float]:
    return min(line.y for line in lines), max(line.y for line in lines)


def _line(runs: list[TextRun], page: int) -> Line | None:
    """One line, with the size and weight of most of its words."""
    seen = [run for run in runs if run.text.strip()]
    text, end, cells = _side_by_side(runs)
    if not seen or not text.strip("\xad"):
        return None
    styles = Counter[tuple[float, bool]]()
    for run in seen:
        styles[run.size, run.bold] += len(run.text.strip())
    (size, bold), _ = styles.most_common(1)[0]
    x = min(run.x for run in seen)
    y = next(run.y for run in seen if run.size == size)
    return Line(text, page, x, y, end, size, bold, cells=cells)


def _side_by_side(runs: list[TextRun]) -> tuple[str, float, int]:
    """The words of runs, their right end, and how many cells they are.

    pypdf gives a run the place of the previous one if drawing that one has moved the pen.
    """
    text, end, cells = "", -math.inf, 1
    last: TextRun | None = None
    for run in runs:
        if not run.text.strip():
            text += run.text
            continue
        if last is not None and (run.x, run.y) == (last.x, last.y):
            end += run.width
        else:
            if last is not None and _divides(text, run.text, run.x - end, last.width, run.size):
                text, cells = f"{text} {CELLS}", cells + 1
            end = max(end, run.x + run.width)
        text += run.text
        last = run
    return normalise(text), end, cells


def _divides(left: str, right: str, gap: float, width: float, size: float) -> bool:
    """Whether a gap after words of some width separates cells (step 1)."""
    words = left.rpartition(CELLS)[2]
    both = _HAS_WORD.search(words) and _HAS_WORD.search(normalise(right))
    if not both or _MARK.fullmatch(words) or _LEADER.search(words + right):
        return False
    return gap > 1.5 * size + 0.35 * width


def _joined(lines: list[Line]) -> list[Line]:
    """Step 2: lines drawn one after the other on one baseline are one line."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _on_one_baseline(max(groups[-1], key=_weight), line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_assembled(group) if len(group) > 1 else group[0] for group in groups]


def _weight(line: Line) -> float:
    return len(line.text) * line.size


def _on_one_baseline(one: Line, other: Line) -> bool:
    """Whether two lines share a baseline, or the smaller is a superscript of the larger."""
    small, large = sorted((one, other), key=lambda line: line.size)
    if abs(small.y - large.y) <= 0.3 * small.size:
        return True
    return small.size < 0.8 * large.size and 0 < small.y - large.y < 0.6 * large.size


def _assembled(parts: list[Line]) -> Line:
    """One line from its parts; a wide gap without leaders separates cells of a table.

    A part with the same words in the same place as the one before is drawn twice to look bold.
    """
    parts = sorted(parts, key=lambda part: part.x)
    text, cells = parts[0].text, parts[0].cells
    for left, right in pairwise(parts):
        gap = right.x - left.end
        if left.text == right.text and right.x - left.x < left.size:
            continue
        if _divides(text, right.text, gap, left.end - left.x, right.size):
            text, cells = text + CELLS + right.text, cells + right.cells
        else:
            is_spaced = gap > -0.5 * right.size and right.size > 0.8 * left.size
            text += " " + right.text if is_spaced else right.text
    end = max(part.end for part in parts)
    return replace(max(parts, key=_weight), text=text, x=parts[0].x, end=end, cells=cells)


def _reading_order(lines: list[Line]) -> list[Line]:
    """Step 3: a series of lines down the page moves before those that it stands above."""
    stretches: list[list[Line]] = []
    for line in lines:
        if stretches and line.y <= stretches[-1][-1].y + 0.5 * line.size:
            stretches[-1].append(line)
        else:
            stretches.append([line])
    ordered: list[list[Line]] = []
    for stretch in stretches:
        place = len(ordered)
        while place and _is_above(stretch, ordered[place - 1]):
            place -= 1
        ordered.insert(place, stretch)
    return [line for stretch in ordered for line in stretch]


def _is_above(upper: list[Line], lower: list[Line]) -> bool:
    """Whether lines are entirely above others and in the same column."""
    left = max(min(line.x for line in upper), min(line.x for line in lower))
    right = min(max(line.end for line in upper), max(line.end for line in lower))
    return left < right and upper[-1].y > lower[0].y
