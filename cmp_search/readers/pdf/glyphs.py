"""The glyphs of a PDF page, as PDFium finds them: what stands where, in which type, and how drawn.

1. PDFium gives the characters in the order of drawing, each with its box and the text object that
   draws it. What PDFium adds itself, blanks and line ends, is left out: places show them better.
2. The glyphs of one object on one baseline are a piece; it has one size, weight, colour and
   direction. Text in another direction is turned upright; the piece keeps by how much.
3. A glyph whose letter the file does not tell is counted as lost.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias

import pypdfium2
from pypdfium2 import raw

_BOLD = re.compile(r"bold|black|heavy|demi|BX\d|-Bd", re.I)
_FORCED_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_LEAST_SIZE = 0.1
"""Points; invisible type of size 0 makes a page searchable, and is read as well."""
_QUARTER = math.pi / 2
_LEVEL = math.radians(6)
"""How far text may lean and still count as level: scans lie a little askew."""
_NO_LETTER = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffd-\uffff]")
_HYPHEN = 2
"""PDFium's code for a hyphen that breaks a word."""
_MAX_UNICODE = 0x110000


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

    `boxes` has the place of each glyph on the page; `y` is the height of the baseline, turned;
    `drawing` is the object that draws them, valid while the page is open.
    """

    y: float
    size: float
    bold: bool
    turn: int
    leans: bool
    ink: Ink
    drawing: Handle
    glyphs: list[Glyph] = field(default_factory=list)
    boxes: list[Rectangle] = field(default_factory=list)
    spaced: Spaced = Spaced.NO
    """What follows the last glyph."""

    @property
    def text(self) -> str:
        """Its letters, with the blanks that were drawn."""
        return "".join(" " * (glyph.spaced > 0) + glyph.text for glyph in self.glyphs)


@dataclass(slots=True)
class PageGlyphs:
    """The pieces of a page in the order of drawing, and how many letters are not known."""

    pieces: list[Piece] = field(default_factory=list)
    lost: int = 0


class GlyphReader:
    """Reads the glyphs of the pages of one file; asks PDFium once which of its fonts are bold."""

    def __init__(self) -> None:
        """Make the places that PDFium writes its answers to."""
        self._bold: dict[int, bool] = {}
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._colour = [ctypes.c_uint() for _ in range(4)]

    def read(self, text: pypdfium2.PdfTextPage) -> PageGlyphs:
        """The glyphs of a page."""
        page, box = PageGlyphs(), self._box
        handle = text.raw
        drawn_by, piece = 0, None
        for i in range(text.count_chars()):
            drawing = raw.FPDFText_GetTextObject(handle, i)
            if not drawing:
                continue
            address = ctypes.addressof(drawing.contents)
            if piece is None or address != drawn_by:
                drawn_by = address
                piece = self._piece(handle, i, drawing)
                page.pieces.append(piece)
            letter = _letter(handle, i)
            raw.FPDFText_GetLooseCharBox(handle, i, box)
            if not letter:
                page.lost += 1
            elif letter.isspace():
                piece.spaced = Spaced.DRAWN
            else:
                place = Rectangle(box.left, box.bottom, box.right, box.top)
                piece.glyphs.append(Glyph(*_upright(place, piece.turn), letter, piece.spaced))
                piece.boxes.append(place)
                piece.spaced = Spaced.NO
        return page

    def _piece(self, handle: Handle, i: int, drawing: Handle) -> Piece:
        """A piece that begins with a glyph, still without it."""
        matrix, x, y = self._matrix, self._x, self._y
        raw.FPDFText_GetMatrix(handle, i, matrix)
        angle = math.atan2(matrix.b, matrix.a)
        turn = round(angle / _QUARTER)
        raw.FPDFText_GetCharOrigin(handle, i, x, y)
        size = raw.FPDFText_GetFontSize(handle, i) * math.hypot(matrix.c, matrix.d)
        ink = self._ink(drawing)
        return Piece(
            y=_upright_y(x.value, y.value, turn % 4),
            size=max(abs(size), _LEAST_SIZE),
            bold=self._is_bold(drawing) or ink.mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
            turn=turn % 4,
            leans=abs(angle - turn * _QUARTER) > _LEVEL,
            ink=ink,
            drawing=drawing,
        )

    def _ink(self, drawing: Handle) -> Ink:
        mode = raw.FPDFTextObj_GetTextRenderMode(drawing)
        stroked = mode == raw.FPDF_TEXTRENDERMODE_STROKE
        get = raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor
        if not get(drawing, *self._colour):
            return Ink(mode, (0, 0, 0), 255)
        red, green, blue, alpha = (part.value for part in self._colour)
        return Ink(mode, (red, green, blue), alpha)

    def _is_bold(self, drawing: Handle) -> bool:
        """Whether the font of an object is bold by its name or its weight."""
        font = raw.FPDFTextObj_GetFont(drawing)
        if not font:
            return False
        place = ctypes.addressof(font.contents)
        if place not in self._bold:
            name = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, name, 256)
            self._bold[place] = (
                bool(_BOLD.search(name.value.decode("latin-1")))
                or raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
                or bool(max(raw.FPDFFont_GetFlags(font), 0) & _FORCED_BOLD)
            )
        return self._bold[place]


def _letter(handle: Handle, i: int) -> str:
    """The letter of a glyph; nothing if it is not known."""
    code = raw.FPDFText_GetUnicode(handle, i)
    if code == _HYPHEN and raw.FPDFText_IsHyphen(handle, i) == 1:
        return "-"
    if code >= _MAX_UNICODE or raw.FPDFText_HasUnicodeMapError(handle, i) == 1:
        return ""
    letter = chr(code)
    return "" if _NO_LETTER.match(letter) else letter


def _upright(place: Rectangle, turn: int) -> tuple[float, float]:
    """The left and right end of a box after turning it upright."""
    left, bottom, right, top = place
    return ((left, right), (bottom, top), (-right, -left), (-top, -bottom))[turn]


def _upright_y(x: float, y: float, turn: int) -> float:
    return (y, -x, -y, x)[turn]


def split_at_gaps(piece: Piece, most: float) -> Iterator[list[Glyph]]:
    """The glyphs of a piece in parts, with a part ending before any gap wider than `most`."""
    start, glyphs = 0, piece.glyphs
    for i in range(1, len(glyphs)):
        gap = glyphs[i].left - glyphs[i - 1].right
        if gap > most or glyphs[i].right < glyphs[i - 1].left - most:
            yield glyphs[start:i]
            start = i
    if glyphs:
        yield glyphs[start:]
