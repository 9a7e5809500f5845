"""The glyphs of a PDF page: letters with their places, and how they are drawn."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

Handle: TypeAlias = Any
"""A pointer of PDFium's, which states no types."""


class Spaced(IntEnum):
    """What stands before a glyph: no blank, a blank that was drawn, or certainly a blank."""

    NO = 0
    DRAWN = 1
    YES = 2


class Glyph(NamedTuple):
    """A letter upright, from left to right in points."""

    left: float
    right: float
    text: str
    spaced: Spaced


class Rectangle(NamedTuple):
    """A rectangle in the coordinates of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def has(self, x: float, y: float) -> bool:
        """Whether a point is within."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Ink(NamedTuple):
    """How text is drawn: PDF's rendering mode, red, green and blue, and how opaque it is."""

    mode: int
    colour: tuple[int, int, int]
    alpha: int


@dataclass(slots=True)
class Piece:
    """Glyphs drawn together; `turn` is their direction in quarter turns, `leans` whether aslant.

    `y` is the height of the baseline, `low` and `high` that of the first glyph's lower and upper
    end, turned. `drawing` is the object that draws them, valid while the page is open, `font` its
    font.
    """

    y: float
    low: float
    high: float
    size: float
    bold: bool
    turn: int
    leans: bool
    ink: Ink
    drawing: Handle
    font: int
    glyphs: list[Glyph] = field(default_factory=list)
    spaced: Spaced = Spaced.NO
    """What follows the last glyph."""

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its middle glyph on the page."""
        return self.box(self.glyphs[len(self.glyphs) // 2]).centre

    def box(self, glyph: Glyph) -> Rectangle:
        """The place of a glyph on the page."""
        left, right, low, high = glyph.left, glyph.right, self.low, self.high
        return (
            Rectangle(left, low, right, high),
            Rectangle(-high, left, -low, right),
            Rectangle(-right, -high, -left, -low),
            Rectangle(low, -right, high, -left),
        )[self.turn]

    @property
    def boxes(self) -> list[Rectangle]:
        """The place of each glyph on the page."""
        return [self.box(glyph) for glyph in self.glyphs]


@dataclass(slots=True)
class PageGlyphs:
    """The pieces of a page in the order of drawing, and how many letters are not known."""

    pieces: list[Piece] = field(default_factory=list)
    lost: int = 0


def split_at_gaps(piece: Piece, most: float) -> Iterator[list[Glyph]]:
    """The glyphs of a piece in parts, with a part ending before any gap wider than `most`."""
    start, glyphs = 0, piece.glyphs
    for i, ((before, end, _, _), (left, right, _, _)) in enumerate(pairwise(glyphs), 1):
        if left - end > most or right < before - most:
            yield glyphs[start:i]
            start = i
    if glyphs:
        yield glyphs[start:]
