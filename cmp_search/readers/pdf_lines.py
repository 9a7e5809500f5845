"""The lines of a PDF page: their words, place and type.

1. pypdf shows the page's text run by run, in the order of drawing; a line feed ends a line.
2. Words are mended: ligatures become letters, odd spaces plain ones, bullets of symbol fonts "•".
3. Text that runs in another direction than most of the page (a stamp on the margin, a table set
   sideways) is turned upright and comes last.
4. Runs of one line that were drawn apart are put together, raised numbers with the line they hang
   on; a line drawn later but standing wholly above the others of its column is read before them.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from pypdf import PageObject
from pypdf.generic import DictionaryObject

from cmp_search.readers.extract import clean, one_line

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_BULLETS = dict.fromkeys("\x7f\uf0b7\uf0a7\uf0d8\uf076\uf0a8\uf02d●▪■◦‣∙◆➢", "•")
_MENDED = str.maketrans({**_LIGATURES, **_BULLETS, "\u200b": "", "\u2060": ""})
_NO_LETTER = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SOFT_HYPHEN = re.compile("\xad(?=\\S)")
_BOLD = re.compile(r"bold|black|heavy|demi|BX\d|-Bd", re.I)
_CELL = re.compile(r"(?!\W*[A-Za-z\d]?[.)•–—-])[^.…]*\w(?!.*[.·…_]\s?[.·…_])")
"""What stands before and after a gap between cells: words, but no item's mark and no leaders."""
_NARROW = frozenset("iljtfrI.,;:!'’|()[] -")
_WIDE = frozenset("mwMW%@—…")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a table row with its cells. `page` counts from 0.

    `y` is the height of its foot in points, `depth` its place on the page, 0 at the top and 1 at
    the bottom; `end`, where it ends on the right, is an estimate, because fonts seldom tell.
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
        """Its type: size to half a point, and whether it is bold."""
        return round(self.size * 2) / 2, self.bold


@dataclass(frozen=True, slots=True)
class _Run:
    """Text as it was drawn; `turn` is its direction in quarters of a full turn."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    turn: int


def page_lines(page: PageObject, number: int) -> list[Line]:
    """The lines of a page in reading order."""
    rows = _rows(page)
    weights = Counter[int]()
    for row in rows:
        for run in row:
            weights[run.turn] += len(run.text.strip())
    lines: list[Line] = []
    for turn, _ in weights.most_common():
        turned = [[run for run in row if run.turn == turn] for row in rows]
        found = [line for row in turned if (line := _line(row, number))]
        lines += _reading_order(_joined(found))
    box = page.cropbox
    upright = weights.most_common(1)[0][0] == 0 if weights else True
    low, high = (box.bottom, box.top) if upright else _extent(lines)
    span = max(float(high) - float(low), 1.0)
    return [replace(line, depth=(float(high) - line.y) / span) for line in lines]


def _extent(lines: list[Line]) -> tuple[float, float]:
    return min(line.y for line in lines), max(line.y for line in lines)


def mend(text: str) -> str:
    """Words as they are typed: no ligatures, odd spaces or characters that no font shares."""
    text = _NO_LETTER.sub("", text.translate(_MENDED))
    return one_line(clean(_SOFT_HYPHEN.sub("", text)))


def _rows(page: PageObject) -> list[list[_Run]]:
    """Step 1: the runs of each line, in the order of drawing."""
    rows: list[list[_Run]] = [[]]
    bold_fonts: dict[int, bool] = {}

    def visit(
        text: str, cm: list[float], tm: list[float], font: DictionaryObject | None, size: float
    ) -> None:
        if font is not None and id(font) not in bold_fonts:
            bold_fonts[id(font)] = _is_bold(font)
        a, b, c, d, x, y = _product(tm, cm)
        turn = round(math.atan2(b, a) / (math.pi / 2)) % 4
        x, y = ((x, y), (y, -x), (-x, -y), (-y, x))[turn]
        bold = font is not None and bold_fonts[id(font)]
        first, *rest = text.split("\n")
        rows[-1].append(_Run(first, x, y, size * math.hypot(c, d), bold, turn))
        rows.extend([_Run(part, x, y, size * math.hypot(c, d), bold, turn)] for part in rest)

    page.extract_text(visitor_text=visit)
    return rows


def _product(m: list[float], n: list[float]) -> tuple[float, float, float, float, float, float]:
    """What two transformations do one after the other."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _is_bold(font: DictionaryObject) -> bool:
    """Whether a font says that it is bold, in its name or its weight."""
    if _BOLD.search(str(font.get("/BaseFont", ""))):
        return True
    descriptor = font.get("/FontDescriptor")
    weight = descriptor.get_object().get("/FontWeight", 0) if descriptor is not None else 0
    return isinstance(weight, int | float) and weight >= 600


def _line(runs: list[_Run], page: int) -> Line | None:
    """One line; its size and weight are those of most of its words."""
    seen = [run for run in runs if run.text.strip()]
    text = mend("".join(run.text for run in runs))
    if not seen or not text.strip("\xad"):
        return None
    styles = Counter[tuple[float, bool]]()
    for run in seen:
        styles[run.size, run.bold] += len(run.text.strip())
    (size, bold), _ = styles.most_common(1)[0]
    x = min(run.x for run in seen)
    y = next(run.y for run in seen if run.size == size)
    end = max(max(run.x + _width(run.text, run.size) for run in seen), x + _width(text, size))
    return Line(text, page, x, y, end, size, bold)


def _width(text: str, size: float) -> float:
    """About how wide words are in a proportional font."""
    ems = sum(0.28 if c in _NARROW else 0.75 if c in _WIDE or c.isupper() else 0.5 for c in text)
    return ems * size


def _joined(lines: list[Line]) -> list[Line]:
    """Step 4: lines drawn one after the other on one foot are one line."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _on_one_foot(max(groups[-1], key=_weight), line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_assembled(group) if len(group) > 1 else group[0] for group in groups]


def _weight(line: Line) -> float:
    return len(line.text) * line.size


def _on_one_foot(one: Line, other: Line) -> bool:
    """Whether two lines stand on the same foot, or the smaller hangs raised on the larger."""
    small, large = sorted((one, other), key=lambda line: line.size)
    if abs(small.y - large.y) <= 0.3 * small.size:
        return True
    return small.size < 0.8 * large.size and 0 < small.y - large.y < 0.6 * large.size


def _assembled(parts: list[Line]) -> Line:
    """One line of its parts; a wide gap, leaders apart, divides cells of a table.

    A part that stands where the one before it stands is the same words drawn again, for boldness.
    """
    parts = sorted(parts, key=lambda part: part.x)
    text, cells = parts[0].text, 1
    for left, right in pairwise(parts):
        gap = right.x - left.end
        if left.text == right.text and right.x - left.x < left.size:
            continue
        if gap > 1.5 * right.size + 0.1 * (left.end - left.x) and _CELL.match(text + right.text):
            text, cells = f"{text} | {right.text}", cells + 1
        else:
            apart = gap > -0.5 * right.size and right.size > 0.8 * left.size
            text += " " + right.text if apart else right.text
    end = max(part.end for part in parts)
    return replace(max(parts, key=_weight), text=text, x=parts[0].x, end=end, cells=cells)


def _reading_order(lines: list[Line]) -> list[Line]:
    """Step 4: a stretch of lines that goes down the page moves above those that it stands over."""
    stretches: list[list[Line]] = []
    for line in lines:
        if stretches and line.y <= stretches[-1][-1].y + 0.5 * line.size:
            stretches[-1].append(line)
        else:
            stretches.append([line])
    ordered: list[list[Line]] = []
    for stretch in stretches:
        place = len(ordered)
        while place and _stands_over(stretch, ordered[place - 1]):
            place -= 1
        ordered.insert(place, stretch)
    return [line for stretch in ordered for line in stretch]


def _stands_over(upper: list[Line], lower: list[Line]) -> bool:
    """Whether lines stand wholly above others and in the same column."""
    left = max(min(line.x for line in upper), min(line.x for line in lower))
    right = min(max(line.end for line in upper), max(line.end for line in lower))
    return left < right and upper[-1].y > lower[0].y
