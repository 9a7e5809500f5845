"""The glyphs of a PDF page, as PDFium finds them: what stands where, in which type, and how drawn.

1. PDFium gives the characters in the order of drawing, each with its box and the text object that
   draws it. What PDFium adds itself, blanks and line ends, is left out: places show them better.
2. The glyphs of one object on one baseline are a piece; it has one size, weight, colour and
   direction. Text in another direction is turned upright; the piece keeps by how much.
3. A glyph whose letter the file does not tell is counted as lost, and so are private characters in
   a row, which are the letters of a font that has its own codes; a lone one is a bullet or arrow.
"""

import ctypes
import math
import re
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise, repeat
from typing import Any, TypeAlias

import pypdfium2
from pypdfium2 import raw

from cmp_search.readers.pdf.glyphs import Glyph, Handle, Ink, PageGlyphs, Piece, Spaced

_BOLD = re.compile(r"bold|black|heavy|demi|BX\d|-Bd", re.I)
_FORCED_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_LEAST_SIZE = 0.1
"""Points; invisible type of size 0 makes a page searchable, and is read as well."""
_QUARTER = math.pi / 2
_LEVEL = math.radians(6)
"""How far text may lean and still count as level: scans lie a little askew."""
_NO_LETTER = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffd-\uffff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_HYPHEN = 2
"""PDFium's code for a hyphen that breaks a word."""
_MAX_UNICODE = 0x110000


def _plain(function: Handle, result: type[Any], *arguments: type[Any]) -> Callable[..., Any]:
    """A function of PDFium that takes addresses as numbers, which is quicker than pointers."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *arguments)(address)


_text_object = _plain(raw.FPDFText_GetTextObject, ctypes.c_void_p)
_unicode = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint)
_loose_box = _plain(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)


class GlyphReader:
    """Reads the glyphs of pages; asks PDFium once for what holds for a font of a page."""

    def __init__(self) -> None:
        """Make the places that PDFium writes its answers to."""
        self._bold: dict[int, bool] = {}
        self._letters: dict[int, dict[int, str]] = {}
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._colour = [ctypes.c_uint() for _ in range(4)]

    def read(self, text: pypdfium2.PdfTextPage) -> PageGlyphs:
        """The glyphs of a page, which is kept open: the fonts of closed ones may be gone."""
        self._bold.clear()
        self._letters.clear()
        page, handle = PageGlyphs(), text.raw
        letters: dict[int, str] = {}
        drawn_by, piece, glyphs = None, None, list[Glyph]()
        new, drawn, no = tuple.__new__, Spaced.DRAWN, Spaced.NO
        for i, (drawing, code, left, top, right, bottom) in enumerate(_characters(text)):
            if not drawing:
                continue
            if piece is None or drawing != drawn_by:
                drawn_by = drawing
                piece = self._piece(handle, i)
                letters, glyphs = self._letters.setdefault(piece.font, {}), piece.glyphs
                page.pieces.append(piece)
            letter = letters.get(code)
            if letter is None:
                letter = letters[code] = _letter(handle, i, code)
            if letter == " ":
                piece.spaced = drawn
            elif letter:
                if piece.turn:
                    left, right = _ACROSS[piece.turn]((left, top, right, bottom))
                glyphs.append(new(Glyph, (left, right, letter, piece.spaced)))
                piece.spaced = no
            else:
                page.lost += 1
        known = "".join("".join(letters.values()) for letters in self._letters.values())
        if _PRIVATE.search(known):
            page.lost += _private_in_a_row(page.pieces)
        return page

    def _piece(self, handle: Handle, i: int) -> Piece:
        """A piece that begins with a glyph, still without it."""
        drawing = raw.FPDFText_GetTextObject(handle, i)
        matrix, x, y = self._matrix, self._x, self._y
        raw.FPDFText_GetMatrix(handle, i, matrix)
        angle = math.atan2(matrix.b, matrix.a)
        turn = round(angle / _QUARTER)
        raw.FPDFText_GetCharOrigin(handle, i, x, y)
        size = raw.FPDFText_GetFontSize(handle, i) * math.hypot(matrix.c, matrix.d)
        raw.FPDFText_GetLooseCharBox(handle, i, self._box)
        box = self._box
        low, high = _ALONG[turn % 4]((box.left, box.top, box.right, box.bottom))
        ink = self._ink(drawing)
        font = raw.FPDFTextObj_GetFont(drawing)
        return Piece(
            y=_upright_y(x.value, y.value, turn % 4),
            size=max(abs(size), _LEAST_SIZE),
            low=low,
            high=high,
            bold=self._is_bold(font) or ink.mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
            turn=turn % 4,
            leans=abs(angle - turn * _QUARTER) > _LEVEL,
            ink=ink,
            drawing=drawing,
            font=ctypes.addressof(font.contents) if font else 0,
        )

    def _ink(self, drawing: Handle) -> Ink:
        mode = raw.FPDFTextObj_GetTextRenderMode(drawing)
        stroked = mode == raw.FPDF_TEXTRENDERMODE_STROKE
        get = raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor
        if not get(drawing, *self._colour):
            return Ink(mode, (0, 0, 0), 255)
        red, green, blue, alpha = (part.value for part in self._colour)
        return Ink(mode, (red, green, blue), alpha)

    def _is_bold(self, font: Handle) -> bool:
        """Whether a font is bold by its name or its weight."""
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


def _private_in_a_row(pieces: Iterable[Piece]) -> int:
    """How many private characters another one follows."""
    letters = (glyph.text for piece in pieces for glyph in piece.glyphs)
    private = [bool(_PRIVATE.match(letter)) for letter in letters]
    return sum(one and other for one, other in pairwise(private))


def _letter(handle: Handle, i: int, code: int) -> str:
    """The letter of a glyph, a blank for any kind of blank; nothing if it is not known."""
    if code == _HYPHEN and raw.FPDFText_IsHyphen(handle, i) == 1:
        return "-"
    if code >= _MAX_UNICODE or raw.FPDFText_HasUnicodeMapError(handle, i) == 1:
        return ""
    letter = chr(code)
    return " " if letter.isspace() else "" if _NO_LETTER.match(letter) else letter


_Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom, in PDFium's order."""
_Character: TypeAlias = tuple[int | None, int, float, float, float, float]
"""The address of what draws a character, its code and its box."""


def _characters(text: pypdfium2.PdfTextPage) -> Iterator[_Character]:
    """The characters of a page; there are thousands, so all are asked for in loops that C runs."""
    count, page = text.count_chars(), ctypes.addressof(text.raw.contents)
    boxes = (raw.FS_RECTF * count)()
    first, size = ctypes.addressof(boxes), ctypes.sizeof(raw.FS_RECTF)
    places = range(first, first + count * size, size)
    deque(map(_loose_box, repeat(page), range(count), places), maxlen=0)
    edges = array("f", bytes(boxes))
    return zip(
        map(_text_object, repeat(page), range(count)),
        map(_unicode, repeat(page), range(count)),
        *(edges[i::4] for i in range(4)),
        strict=True,
    )


_ACROSS: tuple[Callable[[_Box], tuple[float, float]], ...] = (
    lambda box: (box[0], box[2]),
    lambda box: (box[3], box[1]),
    lambda box: (-box[2], -box[0]),
    lambda box: (-box[1], -box[3]),
)
"""The left and right end of a box after turning it upright, for each number of quarter turns."""
_ALONG: tuple[Callable[[_Box], tuple[float, float]], ...] = (
    lambda box: (box[3], box[1]),
    lambda box: (-box[2], -box[0]),
    lambda box: (-box[1], -box[3]),
    lambda box: (box[0], box[2]),
)
"""The lower and upper end of such a box."""


def _upright_y(x: float, y: float, turn: int) -> float:
    return (y, -x, -y, x)[turn]
