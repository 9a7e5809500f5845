"""The levels that outline and type state for the headings of a PDF.

1. A heading of the outline has its depth there. Another one in the same type has the depth that
   most headings of that type have; one in a type of its own is below those of larger type.
2. Without an outline, each size and weight is a level, the largest outermost. If all headings look
   alike, their type states nothing.

Numbers and words of the headings decide the rest (see `common.levels`).
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

Style = tuple[float, bool]


class Look(NamedTuple):
    """The size and weight of a heading, and its depth in the outline, 0 if it is not there."""

    style: Style
    depth: int


def stated_levels(headings: Sequence[Look]) -> list[int]:
    """The level of each heading, 1 outermost, or 0 if nothing states it."""
    depths: dict[Style, Counter[int]] = {}
    for style, depth in headings:
        if depth:
            depths.setdefault(style, Counter())[depth] += 1
    levels = {style: found.most_common(1)[0][0] for style, found in depths.items()}
    styles = sorted({style for style, _ in headings}, reverse=True)
    if not levels and len(styles) == 1:
        return [0] * len(headings)
    above = 0
    for style in styles:
        above = levels.setdefault(style, above + 1)
    return [depth or levels[style] for style, depth in headings]
