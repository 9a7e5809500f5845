"""What a reader sees of a PDF page: the rest of its text is left out, and why is noted.

1. Outside what is shown of the page: left out.
2. Aslant, unless most of the page is; or in large type across the lines of the text: a watermark.
3. Drawn invisibly: hidden, unless it lies on an image, as the words recognised in a scan do, or
   nothing else is written on the page.
4. Light or transparent, outside the area that it is clipped to, on or covered by an area of its own
   colour, or by what is drawn later, or on a page with layers switched off: the picture of the page
   decides.
5. Crossed out by a thin line: struck.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import NamedTuple

from pypdfium2 import raw

from cmp_search.documents.document import Omission
from cmp_search.readers.pdf.glyphs import Piece, Rectangle
from cmp_search.readers.pdf.layers import Layers
from cmp_search.readers.pdf.picture import Picture
from cmp_search.readers.pdf.runs import page_runs
from cmp_search.readers.pdf.shapes import Shapes

_INVISIBLE = int(raw.FPDF_TEXTRENDERMODE_INVISIBLE)
_LIGHT = 225
"""The least red, green and blue of type that may not be seen on white."""
_FAINT = 60
"""How opaque, of 255, type is that can certainly be seen."""
_LARGE = 2.0
_LEAST_LETTERS = 2
_CROSSED = 8
"""Letters of other lines that a watermark is written across."""
_STRIKE = (0.12, 0.5)
"""Between which heights above the baseline a line strikes text out, in the size of the type."""
_OVERHANG = 1.0
"""How far such a line extends beyond the text, in the size of the type, at most."""


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
        is_written = not all(map(_is_invisible, within))
        leaning = sum(len(piece.glyphs.letters) for piece in within if piece.leans)
        mostly_leans = 2 * leaning >= sum(len(piece.glyphs.letters) for piece in within)
        for piece in within:
            if piece.leans and not mostly_leans:
                left_out.append(_LeftOut(Omission.WATERMARK, piece))
            elif self._is_hidden(piece, is_written):
                left_out.append(_LeftOut(Omission.HIDDEN, piece))
            else:
                kept.append(piece)
        kept = list(_without_watermarks(kept, left_out))
        kept = list(_without_struck(kept, self.shapes.strokes, left_out))
        return kept, list(_words(left_out))

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

    def _is_hidden(self, piece: Piece, others_are_written: bool) -> bool:
        """Steps 3 and 4."""
        if _is_invisible(piece):
            return others_are_written and not self._is_on_image(piece)
        if self.layers.are_off and self.layers.hides(piece.drawing):
            return True
        return self._is_doubtful(piece) and not self.picture.shows(piece.boxes)

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


def _is_invisible(piece: Piece) -> bool:
    return piece.ink.mode == _INVISIBLE


def _without_watermarks(pieces: Sequence[Piece], left_out: list[_LeftOut]) -> Iterator[Piece]:
    """Step 2, for large type that is level."""
    sizes = [piece.size for piece in pieces]
    if not sizes or max(sizes) <= _LARGE * min(sizes):
        yield from pieces
        return
    large = _LARGE * median(piece.size for piece in pieces for _ in piece.glyphs.letters)
    for piece in pieces:
        may_cross = piece.size > large and len(piece.glyphs) > _LEAST_LETTERS
        if may_cross and _crosses(piece, pieces):
            left_out.append(_LeftOut(Omission.WATERMARK, piece))
        else:
            yield piece


def _crosses(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether letters of smaller type stand within those of a piece."""
    boxes, crossed = piece.boxes, 0
    low, high = min(box.bottom for box in boxes), max(box.top for box in boxes)
    for other in others:
        if other.size * _LARGE > piece.size:
            continue
        if other.turn % 2 == 0 and not low <= other.centre(0)[1] <= high:
            continue
        for i in range(len(other.glyphs)):
            x, y = other.centre(i)
            crossed += any(box.has(x, y) for box in boxes)
    return crossed >= _CROSSED


def _without_struck(
    pieces: Sequence[Piece], strokes: Sequence[Rectangle], left_out: list[_LeftOut]
) -> Iterator[Piece]:
    """Step 5; struck letters leave their place, so that the words around them stay apart."""
    level = [piece for piece in pieces if piece.turn == 0]
    by_piece: dict[int, set[int]] = {}
    for stroke in strokes:
        height = (stroke.bottom + stroke.top) / 2
        struck = [
            (piece, i)
            for piece in level
            if _STRIKE[0] < (height - piece.y) / piece.size < _STRIKE[1]
            for i, (left, right) in enumerate(_ends(piece))
            if stroke.left <= (left + right) / 2 <= stroke.right
        ]
        if len(struck) >= _LEAST_LETTERS and _ends_with(stroke, struck):
            for piece, i in struck:
                by_piece.setdefault(id(piece), set()).add(i)
    for piece in pieces:
        yield _without(piece, by_piece.get(id(piece), set()), left_out)


def _ends(piece: Piece) -> Iterator[tuple[float, float]]:
    """Where the glyphs of a piece begin and end."""
    return zip(piece.glyphs.lefts, piece.glyphs.rights, strict=True)


def _ends_with(stroke: Rectangle, struck: Sequence[tuple[Piece, int]]) -> bool:
    """Whether a line is about as long as the letters that it crosses."""
    most = _OVERHANG * struck[0][0].size
    left = min(piece.glyphs.lefts[i] for piece, i in struck)
    right = max(piece.glyphs.rights[i] for piece, i in struck)
    return left - stroke.left <= most and stroke.right - right <= most


def _without(piece: Piece, struck: set[int], left_out: list[_LeftOut]) -> Piece:
    if not struck:
        return piece
    glyphs = piece.glyphs
    for is_struck, group in groupby(range(len(glyphs)), key=struck.__contains__):
        if is_struck:
            places = list(group)
            words = replace(piece, glyphs=glyphs.part(places[0], places[-1] + 1))
            left_out.append(_LeftOut(Omission.STRUCK, words))
    letters = ["" if i in struck else letter for i, letter in enumerate(glyphs.letters)]
    return replace(piece, glyphs=replace(glyphs, letters=letters))
