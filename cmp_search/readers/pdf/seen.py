"""What a reader sees of a PDF page: the rest of its text is left out, and why is noted.

1. Outside what is shown of the page: left out.
2. Aslant, unless most of the page is; or in large type across the lines of the text: a watermark.
3. Drawn invisibly: hidden, unless it lies on an image, as the words recognised in a scan do, or
   nothing else is written on the page. So is type too small to be seen beside type that is read.
4. Light or transparent, outside the area that it is clipped to, on or covered by an area of its own
   colour, or by what is drawn later, or on a page with layers switched off: the picture of the page
   decides, but where other words stand over what covers them, these are what it shows.
5. Crossed out by a thin line: struck.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from statistics import median
from typing import NamedTuple

from pypdfium2 import raw

from cmp_search.documents.document import Omission
from cmp_search.readers.pdf.glyphs import Piece, Rectangle
from cmp_search.readers.pdf.layers import Layers
from cmp_search.readers.pdf.picture import Picture
from cmp_search.readers.pdf.runs import page_runs
from cmp_search.readers.pdf.shapes import Cover, Shapes
from cmp_search.readers.pdf.struck import without_struck

_INVISIBLE = int(raw.FPDF_TEXTRENDERMODE_INVISIBLE)
_LIGHT = 225
"""The least red, green and blue of type that may not be seen on white."""
_FAINT = 60
"""How opaque, of 255, type is that can certainly be seen."""
_SPECK = 1.0
"""Points; the least size of type that can be seen."""
_LEGIBLE = 4.0
_DISPLAY = 18.0
"""Points; larger type fills much of its ground, and does not fit between lines of text."""
_LARGE = 2.0
_LEAST_LETTERS = 2
_CROSSED = 8
"""Letters of other lines that a watermark is written across."""


class LeftOutWords(NamedTuple):
    """Words of a page that are not part of its text, and why."""

    reason: Omission
    words: str


class _LeftOut(NamedTuple):
    """A piece, or part of one, that is left out."""

    reason: Omission
    piece: Piece


def _words(left_out: Sequence[_LeftOut]) -> Iterator[LeftOutWords]:
    """What was left out, in words rather than in the pieces that it was drawn in."""
    for (reason, turn), _ in groupby(sorted((one.reason, one.piece.turn) for one in left_out)):
        pieces = [one.piece for one in left_out if (one.reason, one.piece.turn) == (reason, turn)]
        for run in page_runs(pieces):
            yield LeftOutWords(reason, run.text)


@dataclass(frozen=True, slots=True)
class Sight:
    """What is needed to tell what a reader sees of a page."""

    shown: Rectangle
    shapes: Shapes
    layers: Layers
    picture: Picture

    def seen(self, pieces: Sequence[Piece]) -> tuple[list[Piece], list[LeftOutWords]]:
        """The pieces that a reader sees, and what was left out."""
        left_out: list[_LeftOut] = []
        kept: list[Piece] = []
        within = [inner for piece in pieces for inner in self._shown_part(piece, left_out)]
        written = [piece for piece in within if not _is_invisible(piece)]
        legible = any(piece.size >= _LEGIBLE for piece in written)
        places = _Places(written, self.shapes)
        leaning = sum(len(piece.glyphs.letters) for piece in within if piece.leans)
        mostly_leans = 2 * leaning >= sum(len(piece.glyphs.letters) for piece in within)
        for piece in within:
            if piece.leans and not mostly_leans:
                left_out.append(_LeftOut(Omission.WATERMARK, piece))
            elif (legible and _is_speck(piece)) or self._is_hidden(piece, places):
                left_out.append(_LeftOut(Omission.HIDDEN, piece))
            else:
                kept.append(piece)
        kept = list(_without_watermarks(kept, left_out))
        struck = without_struck(kept, self.shapes.strokes)
        left_out += (_LeftOut(Omission.STRUCK, piece) for piece in struck.gone)
        return struck.kept, list(_words(left_out))

    def _shown_part(self, piece: Piece, left_out: list[_LeftOut]) -> Iterator[Piece]:
        """Step 1."""
        if not piece.glyphs.letters:
            return
        if self.shown.has(*piece.centre(0)) and self.shown.has(*piece.centre(-1)):
            yield piece
            return
        inside = [self.shown.has(*piece.centre(i)) for i in range(len(piece.glyphs))]
        outer = replace(piece, glyphs=piece.glyphs.chosen([not is_in for is_in in inside]))
        left_out.append(_LeftOut(Omission.OUTSIDE, outer))
        if any(inside):
            yield replace(piece, glyphs=piece.glyphs.chosen(inside))

    def _is_hidden(self, piece: Piece, written: "_Places") -> bool:
        """Steps 3 and 4."""
        if _is_invisible(piece):
            return bool(written.pieces) and not self._is_on_image(piece)
        if self.layers.are_off and self.layers.hides(piece.drawing):
            return True
        if not self._is_doubtful(piece):
            return False
        ink = min(piece.ink.colour)
        is_light = ink >= _LIGHT and piece.ink.mode == raw.FPDF_TEXTRENDERMODE_FILL
        between = is_light and piece.size < _DISPLAY
        shows = self.picture.shows(piece.boxes, ink if between else None)
        return not shows or self._is_written_over(piece, written)

    def _is_written_over(self, piece: Piece, written: "_Places") -> bool:
        """Whether other words stand in the place of a piece, on an area drawn over it."""
        covers = self._covers(self.shapes.order(piece.drawing), piece.middle)
        first = min((cover.order for cover in covers), default=None)
        if first is None:
            return False
        over = sum(written.over(x, y, first) for x, y in piece.centres)
        return 2 * over >= len(piece.glyphs)

    def _covers(self, order: int, place: tuple[float, float]) -> Iterator[Cover]:
        """What is drawn over a place after something of an order."""
        if order >= 0:
            covers = (cover for cover in self.shapes.covers if cover.order > order)
            yield from (cover for cover in covers if cover.place.has(*place))

    def _is_on_image(self, piece: Piece) -> bool:
        return any(image.has(*piece.middle) for image in self.shapes.images)

    def _is_doubtful(self, piece: Piece) -> bool:
        """Whether only the picture of the page shows if a piece can be seen."""
        if self.layers.are_off or min(piece.ink.colour) >= _LIGHT or piece.ink.alpha < _FAINT:
            return True
        if piece.ink.mode == raw.FPDF_TEXTRENDERMODE_CLIP:
            return True
        shapes = self.shapes
        if not shapes.clips and not shapes.covers:
            return False
        middle = piece.middle
        if shapes.clips_away(piece.drawing, *middle):
            return True
        x, y = middle
        own, colour = shapes.order(piece.drawing), piece.ink.colour
        for order, (left, bottom, right, top), filled in shapes.covers:
            if left <= x <= right and bottom <= y <= top and (order > own >= 0 or filled == colour):
                return True
        return False


class _Places:
    """Where the words of a page are written, and after what."""

    def __init__(self, pieces: Sequence[Piece], shapes: Shapes) -> None:
        self.pieces = pieces
        self._shapes = shapes

    def over(self, x: float, y: float, order: int) -> bool:
        """Whether words drawn after a place in the order of drawing stand over a point."""
        return any(later > order and one.has(x, y) for later, one in self._rows.get(int(y), ()))

    @cached_property
    def _rows(self) -> dict[int, list[tuple[int, Rectangle]]]:
        """When each piece was drawn and where, by the points of height that it reaches over."""
        rows: dict[int, list[tuple[int, Rectangle]]] = {}
        for piece in self.pieces:
            left, bottom, right, top = zip(piece.box(0), piece.box(-1), strict=True)
            extent = Rectangle(min(left), min(bottom), max(right), max(top))
            for y in range(int(extent.bottom), int(extent.top) + 1):
                rows.setdefault(y, []).append((self._shapes.order(piece.drawing), extent))
        return rows


def _is_speck(piece: Piece) -> bool:
    """Whether type is too small to be seen, by its stated size and the letters' own height."""
    return piece.size < _SPECK and piece.high - piece.low < _SPECK


def _is_invisible(piece: Piece) -> bool:
    return piece.ink.mode == _INVISIBLE


def _without_watermarks(pieces: Sequence[Piece], left_out: list[_LeftOut]) -> Iterator[Piece]:
    """Step 2, for large type that is level, in however many pieces it is drawn."""
    sizes = [piece.size for piece in pieces]
    if not sizes or max(sizes) <= _LARGE * min(sizes):
        yield from pieces
        return
    large = _LARGE * median(piece.size for piece in pieces for _ in piece.glyphs.letters)
    lines: dict[tuple[int, int, int], list[Piece]] = {}
    for piece in pieces:
        if piece.size > large:
            lines.setdefault((piece.turn, round(piece.y), round(piece.size)), []).append(piece)
    marks = {
        id(piece)
        for line in lines.values()
        if sum(len(piece.glyphs) for piece in line) > _LEAST_LETTERS
        and sum(_crossed(piece, pieces) for piece in line) >= _CROSSED
        for piece in line
    }
    for piece in pieces:
        if id(piece) in marks:
            left_out.append(_LeftOut(Omission.WATERMARK, piece))
        else:
            yield piece


def _crossed(piece: Piece, pieces: Sequence[Piece]) -> int:
    """How many letters of smaller type stand within those of a piece."""
    boxes = piece.boxes
    low, high = min(box.bottom for box in boxes), max(box.top for box in boxes)
    beside = (
        other
        for other in pieces
        if other.size * _LARGE <= piece.size and other.low <= high and low <= other.high
    )
    return sum(any(box.has(x, y) for box in boxes) for one in beside for x, y in one.centres)
