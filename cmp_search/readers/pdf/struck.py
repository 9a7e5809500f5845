"""Words that a thin line strikes out.

1. The line lies between the baseline and the height of small letters, and is about as long as the
   letters that it crosses: neither a rule nor the line of a table.
2. Struck letters leave their place, so that the words around them stay apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from cmp_search.readers.pdf.glyphs import Piece, Rectangle

_HEIGHTS = (0.12, 0.5)
"""Between which heights above the baseline a line strikes text out, in the size of the type."""
_OVERHANG = 1.0
"""How far such a line extends beyond the text, in the size of the type, at most."""
_LEAST_LETTERS = 2


class Struck(NamedTuple):
    """The pieces of a page without struck letters, and these as pieces of their own."""

    kept: list[Piece]
    gone: list[Piece]


def without_struck(pieces: Sequence[Piece], strokes: Sequence[Rectangle]) -> Struck:
    """The pieces of a page, of which lines strike some letters out."""
    level = [piece for piece in pieces if piece.turn == 0]
    by_piece: dict[int, set[int]] = {}
    for stroke in strokes:
        struck = _crossed(stroke, level)
        if len(struck) >= _LEAST_LETTERS and _ends_with(stroke, struck):
            for piece, i in struck:
                by_piece.setdefault(id(piece), set()).add(i)
    found = Struck([], [])
    for piece in pieces:
        _part(piece, by_piece.get(id(piece), set()), found)
    return found


def _crossed(stroke: Rectangle, pieces: Sequence[Piece]) -> list[tuple[Piece, int]]:
    """The letters that a line crosses, as pieces and places in them."""
    height = (stroke.bottom + stroke.top) / 2
    return [
        (piece, i)
        for piece in pieces
        if _HEIGHTS[0] < (height - piece.y) / piece.size < _HEIGHTS[1]
        for i, (left, right) in enumerate(_ends(piece))
        if stroke.left <= (left + right) / 2 <= stroke.right
    ]


def _ends(piece: Piece) -> Iterator[tuple[float, float]]:
    """Where the glyphs of a piece begin and end."""
    return zip(piece.glyphs.lefts, piece.glyphs.rights, strict=True)


def _ends_with(stroke: Rectangle, struck: Sequence[tuple[Piece, int]]) -> bool:
    """Whether a line is about as long as the letters that it crosses."""
    most = _OVERHANG * struck[0][0].size
    left = min(piece.glyphs.lefts[i] for piece, i in struck)
    right = max(piece.glyphs.rights[i] for piece, i in struck)
    return left - stroke.left <= most and stroke.right - right <= most


def _part(piece: Piece, struck: set[int], found: Struck) -> None:
    """Add a piece, and its struck letters."""
    if not struck:
        found.kept.append(piece)
        return
    glyphs = piece.glyphs
    for is_struck, group in groupby(range(len(glyphs)), key=struck.__contains__):
        if is_struck:
            places = list(group)
            words = glyphs.part(places[0], places[-1] + 1)
            found.gone.append(replace(piece, glyphs=words))
    letters = ["" if i in struck else letter for i, letter in enumerate(glyphs.letters)]
    found.kept.append(replace(piece, glyphs=replace(glyphs, letters=letters)))
