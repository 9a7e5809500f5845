"""The glyphs of a PDF page: what stands where, in which type, and how drawn.

1. PDFium gives the characters of the page, and tells which object draws which (`characters`).
2. The glyphs of one object on one baseline are a piece; it has one size, weight, colour and
   direction, which its first glyph tells.
3. Text in another direction is turned upright; the piece keeps by how much.
4. What letter a character stands for is asked once for each font of a page. A glyph whose letter
   the file does not tell is counted as lost, and so are private characters in a row, which are the
   letters of a font that has its own codes; a lone one is a bullet or arrow.
5. Blanks that are drawn are no glyphs; the glyph after one is marked.
"""

import ctypes
import math
import re
from array import array
from collections.abc import Callable, Sequence
from itertools import accumulate, chain, compress
from typing import TypeAlias

import pypdfium2
from pypdfium2 import raw

from cmp_search.readers.pdf import calls
from cmp_search.readers.pdf.calls import Numbers
from cmp_search.readers.pdf.characters import CharacterReader, Characters, letter_of, spans
from cmp_search.readers.pdf.glyphs import Glyphs, Ink, PageGlyphs, Piece, Spaced

_NO, _DRAWN = int(Spaced.NO), int(Spaced.DRAWN)
_BOLD = re.compile(r"bold|black|heavy|demi|BX\d|-Bd", re.I)
_FORCED_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_LEAST_SIZE = 0.1
"""Points; invisible type of size 0 makes a page searchable, and is read as well."""
_QUARTER = math.pi / 2
_LEVEL = math.radians(6)
"""How far text may lean and still count as level: scans lie a little askew."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FOLLOWED = re.compile(f"{_PRIVATE.pattern}(?={_PRIVATE.pattern})")
_Part: TypeAlias = tuple[Piece, int, int]
"""A piece, and the first and the end of some characters of it."""


class GlyphReader:
    """Reads the glyphs of pages; asks PDFium once for what holds for a font of a page."""

    def __init__(self) -> None:
        """Make the places that PDFium writes its answers to."""
        self._bold: dict[int, bool] = {}
        self._inks: dict[tuple[int, tuple[int, ...]], Ink] = {}
        self._characters = CharacterReader()
        self._matrix, self._origin = Numbers(ctypes.c_float, 6), Numbers(ctypes.c_double, 2)
        self._colour = Numbers(ctypes.c_uint, 4)

    def read(self, text: pypdfium2.PdfTextPage) -> PageGlyphs:
        """The glyphs of a page, which is kept open: the fonts of closed ones may be gone."""
        self._bold.clear()
        self._inks.clear()
        page = self._characters.read(text)
        pieces: list[Piece] = []
        parts: list[_Part] = []
        for drawing, start, end in spans(page):
            if not pieces or drawing != pieces[-1].drawing:
                pieces.append(self._piece(page, drawing, start))
            parts.append((pieces[-1], start, end))
        _turn_upright(page, parts)
        _read_letters(page, parts)
        parts, lost = _without_lost(page, parts)
        _share_out(page, parts)
        return PageGlyphs(pieces, lost + _private_in_a_row(page, pieces))

    def _piece(self, page: Characters, drawing: int, i: int) -> Piece:
        """A piece that begins with a glyph, still without it (step 2)."""
        handle = page.handle
        calls.write_matrix(handle, i, self._matrix.places[0])
        a, b, c, d, _, _ = self._matrix.values
        turn, leans = (0, False) if a > 0 and not b else _direction(a, b)
        calls.write_origin(handle, i, *self._origin.places)
        x, y = self._origin.values
        left, top, right, bottom = page.boxes[4 * i : 4 * i + 4]
        reference = ctypes.c_void_p(drawing)
        ink = self._ink(reference)
        font = calls.font_of(reference) or 0
        return Piece(
            (y, -x, -y, x)[turn],
            (bottom, -right, -top, left)[turn],
            (top, -left, -bottom, right)[turn],
            max(abs(calls.size_of(handle, i) * math.hypot(c, d)), _LEAST_SIZE),
            self._is_bold(font) or ink.mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
            turn,
            leans,
            ink,
            drawing,
            font,
        )

    def _ink(self, drawing: ctypes.c_void_p) -> Ink:
        mode = calls.mode_of(drawing)
        stroked = mode == raw.FPDF_TEXTRENDERMODE_STROKE
        write = calls.write_stroke_colour if stroked else calls.write_fill_colour
        if not write(drawing, *self._colour.places):
            return Ink(mode, (0, 0, 0), 255)
        red, green, blue, alpha = key = tuple(self._colour.values)
        ink = self._inks.get((mode, key))
        if ink is None:
            ink = self._inks[mode, key] = Ink(mode, (red, green, blue), alpha)
        return ink

    def _is_bold(self, font: int) -> bool:
        if font not in self._bold:
            self._bold[font] = _is_bold(font)
        return self._bold[font]


def _direction(a: float, b: float) -> tuple[int, bool]:
    """The quarter turns of text, and whether it leans, by how its base line runs."""
    angle = math.atan2(b, a)
    turns = round(angle / _QUARTER)
    return turns % 4, abs(angle - turns * _QUARTER) > _LEVEL


def _read_letters(page: Characters, parts: Sequence[_Part]) -> None:
    """Put the letters that characters stand for into their places (step 4)."""
    by_font: dict[int, list[range]] = {}
    for piece, start, end in parts:
        by_font.setdefault(piece.font, []).append(range(start, end))
    for ranges in by_font.values():
        text = "".join([page.text[own.start : own.stop] for own in ranges])
        places = list(chain.from_iterable(ranges))
        letters = {
            code: letter_of(page.handle, places[text.index(code)], code) for code in set(text)
        }
        odd = {code for code, letter in letters.items() if code != letter}
        for i in [i for i, code in enumerate(text) if code in odd] if odd else ():
            page.letters[places[i]] = letters[text[i]]


def _turn_upright(page: Characters, parts: Sequence[_Part]) -> None:
    """Replace the ends of the glyphs of pieces in other directions (step 3)."""
    for piece, start, end in parts:
        if piece.turn:
            own = _ACROSS[piece.turn](page.boxes[4 * start : 4 * end])
            page.lefts[start:end], page.rights[start:end] = own


def _without_lost(page: Characters, parts: list[_Part]) -> tuple[list[_Part], int]:
    """Drop the characters without a letter; the parts without them, and how many they are."""
    lost = page.letters.count("")
    if lost:
        before = [0, *accumulate(map(len, page.letters))]
        parts = [(piece, before[start], before[end]) for piece, start, end in parts]
        page.lefts = list(compress(page.lefts, page.letters))
        page.rights = list(compress(page.rights, page.letters))
    return parts, lost


def _share_out(page: Characters, parts: Sequence[_Part]) -> None:
    """Give each piece its glyphs, and a mark to those that a blank was drawn before (step 5)."""
    text = "".join(page.letters)
    are_letters = [letter != " " for letter in text]
    lefts = list(compress(page.lefts, are_letters))
    rights = list(compress(page.rights, are_letters))
    letters = list(text.replace(" ", ""))
    spaced = bytearray(len(letters) + 1)
    for i in accumulate(map(len, text.split(" ")[:-1])):
        spaced[i] = _DRAWN
    blanks = done = 0
    for piece, start, end in parts:
        blanks += text.count(" ", done, start)
        first = start - blanks
        blanks += text.count(" ", start, end)
        own, done = slice(first, end - blanks), end
        glyphs = Glyphs(lefts[own], rights[own], letters[own], spaced[own])
        if glyphs.letters:
            glyphs.spaced[0] = _DRAWN if piece.spaced or text[start] == " " else _NO
        if start < end:
            piece.spaced = _DRAWN if text[end - 1] == " " else _NO
        if piece.glyphs.letters:
            piece.glyphs.put(len(piece.glyphs.letters), glyphs)
        else:
            piece.glyphs = glyphs


def _private_in_a_row(page: Characters, pieces: Sequence[Piece]) -> int:
    """How many private characters another one follows (step 4)."""
    if not _PRIVATE.search(page.text):
        return 0
    letters = "".join(chain.from_iterable(piece.glyphs.letters for piece in pieces))
    return len(_FOLLOWED.findall(letters))


def _is_bold(font: int) -> bool:
    """Whether the font at an address is bold by its name or its weight."""
    if not font:
        return False
    name, reference = ctypes.create_string_buffer(256), ctypes.c_void_p(font)
    raw.FPDFFont_GetBaseFontName(ctypes.cast(reference, raw.FPDF_FONT), name, 256)
    return (
        bool(_BOLD.search(name.value.decode("latin-1")))
        or calls.weight_of(reference) >= _BOLD_WEIGHT
        or bool(max(calls.flags_of(reference), 0) & _FORCED_BOLD)
    )


_Boxes: TypeAlias = "array[float]"
"""Left, top, right and bottom of each, in PDFium's order."""


def _negated(numbers: "array[float]") -> list[float]:
    return [-number for number in numbers]


_ACROSS: tuple[Callable[[_Boxes], tuple[list[float], list[float]]], ...] = (
    lambda boxes: (boxes[::4].tolist(), boxes[2::4].tolist()),
    lambda boxes: (boxes[3::4].tolist(), boxes[1::4].tolist()),
    lambda boxes: (_negated(boxes[2::4]), _negated(boxes[::4])),
    lambda boxes: (_negated(boxes[1::4]), _negated(boxes[3::4])),
)
"""The left and right ends of boxes after turning them upright, for each number of quarter turns."""
