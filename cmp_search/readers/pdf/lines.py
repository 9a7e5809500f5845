"""The lines of a PDF page: their words, place and type.

1. The runs of the page (`runs`), without line numbers (`margins`), are sorted into columns
   (`columns`).
2. In each, lines keep the order of drawing; runs drawn one after the other on one baseline are one
   line, in which a gap much wider than a blank separates the cells of a table. What was drawn by
   itself, as the words filled into a form are, belongs to the line that it stands on.
3. Lines that are drawn later but stand entirely above the others of their column are read first.
4. Text in another direction than most of the page (a stamp in the margin, a table set sideways)
   comes last.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cmp_search.documents.document import Omission
from cmp_search.readers.common.tables import CELLS
from cmp_search.readers.pdf.columns import Region, regions
from cmp_search.readers.pdf.glyphs import Piece, Rectangle
from cmp_search.readers.pdf.margins import line_numbers, with_initials
from cmp_search.readers.pdf.runs import Run, page_runs
from cmp_search.readers.pdf.seen import LeftOutWords

_HAS_WORD = re.compile(r"[^\W_]")
_MARK = re.compile(r"\W*(?:\w{0,3}[.)•–—*-]|\d{1,2}(?:\.\d{1,2})+\.?)\s*")
_LEADER = re.compile(r"[.·…_]\s?[.·…_]")
BULLET = re.compile(r"[•–—*-]\s+(?=\S)")
_CELL_GAP = 1.5
"""How many times the size of the type a gap between cells has at least."""
_BASELINE = 0.3
_FAR = 8.0
"""How many times that size drawing has gone away, and come back to the line, at least."""
_NEXT_LINE = 1.6
"""How many times the size of the type the next line of a cell is away at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a table row with its cells. `page` counts from 0.

    `x` and `end` are its left and right end and `y` the height of its baseline in points, `depth`
    its place on the page, 0 at the top and 1 at the bottom; `column` tells the columns of a page
    apart, and is 0 for what is in none. `aside` is text in another direction than most of its page.
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
    column: int = 0
    aside: bool = False
    style: tuple[float, bool] = field(init=False, repr=False, compare=False)
    """Its type: the size to half a point, and whether it is bold."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "style", (round(self.size * 2) / 2, self.bold))


def page_lines(
    pieces: Sequence[Piece], box: Rectangle, number: int
) -> tuple[list[Line], list[LeftOutWords]]:
    """The lines of a page in reading order, and its line numbers; `box` is what is shown of it."""
    weights = Counter[int]()
    for piece in pieces:
        weights[piece.turn] += len(piece.glyphs.letters)
    upright = weights.most_common(1)[0][0] == 0 if weights else True
    lines: list[Line] = []
    left_out: list[LeftOutWords] = []
    for place, (turn, _) in enumerate(weights.most_common()):
        runs = with_initials(page_runs(piece for piece in pieces if piece.turn == turn))
        numbers = line_numbers(runs)
        left_out += [LeftOutWords(Omission.BOILERPLATE, run.text) for run in numbers]
        own = {id(run) for run in numbers}
        for column, region in enumerate(regions([run for run in runs if id(run) not in own]), 1):
            frame = _Frame(number, column * region.is_column, place > 0, box.bottom, box.top)
            lines += _region_lines(region, frame)
    return lines if upright else _in_their_own_extent(lines), left_out


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where lines are: page, column, whether they are aside, lower and upper end of the page."""

    page: int
    column: int
    aside: bool
    low: float
    high: float

    def depth(self, y: float) -> float:
        """The place of a height on the page."""
        return (self.high - y) / max(self.high - self.low, 1.0)


def _in_their_own_extent(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page that is mostly sideways, with the depth that they have there."""
    heights = [line.y for line in lines] or [0.0]
    frame = _Frame(0, 0, False, min(heights), max(heights))
    return [replace(line, depth=frame.depth(line.y)) for line in lines]


def _region_lines(region: Region, frame: _Frame) -> list[Line]:
    """The lines of a region (steps 2 and 3)."""
    groups: list[list[Run]] = []
    for run in region.runs:
        if groups and _on_one_baseline(groups[-1][0], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    groups = _with_lone_ones(groups)
    return _reading_order([line for group in groups if (line := _line(group, frame))])


def _with_lone_ones(groups: Sequence[list[Run]]) -> list[list[Run]]:
    """The groups, where one that was drawn by itself is part of that on whose line it stands.

    What is filled into a form is such a one; a cell of several lines is not.
    """
    kept: list[list[Run]] = []
    heights = [group[0].y for group in groups]
    for i, group in enumerate(groups):
        others = [*groups[max(i - 1, 0) : i], *groups[i + 1 : i + 2]]
        lone = not any(_is_next_line(group[0], other[0]) for other in others)
        at = i
        if lone:
            near = _BASELINE * group[0].size
            level = [k for k, y in enumerate(heights[:i]) if abs(y - heights[i]) <= near]
            at = next((k for k in level if _on_one_baseline(groups[k][0], group[0])), i)
        far = any(abs(other[0].y - group[0].y) > _FAR * group[0].size for other in groups[at:i])
        host = next((one for one in kept if one[0] is groups[at][0]), None) if far else None
        if host is None or any(_overlap(one, other) for one in host for other in group):
            kept.append(list(group))
        else:
            host += group
    return kept


def _is_next_line(run: Run, other: Run) -> bool:
    """Whether a run is directly above or below another."""
    return 0 < abs(run.y - other.y) < _NEXT_LINE * run.size and _overlap(run, other)


def _overlap(run: Run, other: Run) -> bool:
    return run.left < other.right and other.left < run.right


def _on_one_baseline(one: Run, other: Run) -> bool:
    """Whether two runs share a baseline."""
    return abs(one.y - other.y) <= _BASELINE * min(one.size, other.size)


def _line(runs: list[Run], frame: _Frame) -> Line | None:
    """One line from runs, with the size and weight of most of its words."""
    if len(runs) > 1:
        runs = sorted(runs, key=lambda run: run.left)
    styles: dict[tuple[float, bool], int] = {}
    text, cells = "", 1
    last: Run | None = None
    for run in runs:
        words = run.text
        if not words.strip("\xad"):
            continue
        if last is None:
            text = words
        elif _divides(text, words, run.left - last.right, run.size):
            text, cells = text + CELLS + words, cells + 1
        else:
            text += " " + words
        for style, times in run.styles.items():
            styles[style] = styles.get(style, 0) + times
        last = run
    if last is None:
        return None
    size, bold = max(styles, key=styles.__getitem__)
    y = next((run.y for run in runs if run.size == size), runs[0].y)
    return Line(
        text=text,
        page=frame.page,
        x=runs[0].left,
        y=y,
        end=last.right,
        size=size,
        bold=bold,
        depth=frame.depth(y),
        cells=cells,
        column=frame.column,
        aside=frame.aside,
    )


def _divides(left: str, right: str, gap: float, size: float) -> bool:
    """Whether a gap separates cells: it is wide, and neither a list mark nor leaders precede it."""
    words = left.rpartition(CELLS)[2]
    both = _HAS_WORD.search(words) and _HAS_WORD.search(right)
    if not both or _MARK.fullmatch(words) or _LEADER.search(words + right):
        return False
    return gap > _CELL_GAP * size


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
