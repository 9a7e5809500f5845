"""The glyphs of a PDF page: letters with their places, and how they are drawn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import compress, pairwise
from operator import sub
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


@dataclass(slots=True)
class Glyphs:
    """Glyphs one after the other, kept as columns: a page has thousands, and most are never asked.

    `spaced` has the numbers of `Spaced`.
    """

    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    spaced: bytearray = field(default_factory=bytearray)

    @classmethod
    def of(cls, glyphs: Iterable[Glyph]) -> "Glyphs":
        """Glyphs given one by one."""
        all_of = list(glyphs)
        return cls(
            [one.left for one in all_of],
            [one.right for one in all_of],
            [one.text for one in all_of],
            bytearray(one.spaced for one in all_of),
        )

    def __len__(self) -> int:
        return len(self.letters)

    def __iter__(self) -> Iterator[Glyph]:
        return map(Glyph, self.lefts, self.rights, self.letters, map(Spaced, self.spaced))

    def part(self, start: int, end: int) -> "Glyphs":
        """Those from one place up to another."""
        own = slice(start, end)
        return Glyphs(self.lefts[own], self.rights[own], self.letters[own], self.spaced[own])

    def chosen(self, are_chosen: Sequence[bool]) -> "Glyphs":
        """Some of them."""
        return Glyphs(
            list(compress(self.lefts, are_chosen)),
            list(compress(self.rights, are_chosen)),
            list(compress(self.letters, are_chosen)),
            bytearray(compress(self.spaced, are_chosen)),
        )

    def put(self, at: int, others: "Glyphs") -> None:
        """Put others before the one at a place."""
        self.lefts[at:at] = others.lefts
        self.rights[at:at] = others.rights
        self.letters[at:at] = others.letters
        self.spaced[at:at] = others.spaced


class Rectangle(NamedTuple):
    """A rectangle in the coordinates of the page."""

    left: float
    bottom: float
    right: float
    top: float

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
    end, turned. `drawing` is the address of the object that draws them, valid while the page is
    open, `font` that of its font.
    """

    y: float
    low: float
    high: float
    size: float
    bold: bool
    turn: int
    leans: bool
    ink: Ink
    drawing: int
    font: int
    glyphs: Glyphs = field(default_factory=Glyphs)
    spaced: int = Spaced.NO
    """What follows the last glyph."""

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its middle glyph on the page."""
        return self.centre(len(self.glyphs) // 2)

    def centre(self, i: int) -> tuple[float, float]:
        """The centre of a glyph on the page."""
        along = (self.glyphs.lefts[i] + self.glyphs.rights[i]) / 2
        across = (self.low + self.high) / 2
        if not self.turn:
            return along, across
        return ((along, across), (-across, along), (-along, -across), (across, -along))[self.turn]

    @property
    def centres(self) -> list[tuple[float, float]]:
        """The centre of each glyph on the page."""
        return list(map(self.centre, range(len(self.glyphs))))

    def box(self, i: int) -> Rectangle:
        """The place of a glyph on the page."""
        left, right, low, high = self.glyphs.lefts[i], self.glyphs.rights[i], self.low, self.high
        return (
            Rectangle(left, low, right, high),
            Rectangle(-high, left, -low, right),
            Rectangle(-right, -high, -left, -low),
            Rectangle(low, -right, high, -left),
        )[self.turn]

    @property
    def boxes(self) -> list[Rectangle]:
        """The place of each glyph on the page."""
        return list(map(self.box, range(len(self.glyphs))))


@dataclass(slots=True)
class PageGlyphs:
    """The pieces of a page in the order of drawing, and how many letters are not known."""

    pieces: list[Piece] = field(default_factory=list)
    lost: int = 0


def split_at_gaps(piece: Piece, most: float) -> list[Glyphs]:
    """The glyphs of a piece in parts, with a part ending before any gap wider than `most`."""
    glyphs = piece.glyphs
    lefts, rights = glyphs.lefts, glyphs.rights
    if len(lefts) < 2:
        return [glyphs] if lefts else []
    if lefts == sorted(lefts) and max(map(sub, lefts[1:], rights)) <= most:
        return [glyphs]
    places = enumerate(zip(lefts, rights, lefts[1:], rights[1:], strict=False), 1)
    starts = [
        i for i, (before, end, left, right) in places if left - end > most or right < before - most
    ]
    return [glyphs.part(*ends) for ends in pairwise([0, *starts, len(lefts)])]
