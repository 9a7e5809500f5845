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
from collections.abc import Callable

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
_HYPHEN = 2
"""PDFium's code for a hyphen that breaks a word."""
_MAX_UNICODE = 0x110000
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
"""`FPDFText_GetTextObject` that gives an address as a number, which takes half as long."""


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
        page, box, handle = PageGlyphs(), self._box, text.raw
        address = ctypes.addressof(handle.contents)
        letters: dict[int, str] = {}
        drawn_by, piece = None, None
        for i in range(text.count_chars()):
            drawing = _text_object(address, i)
            if not drawing:
                continue
            if piece is None or drawing != drawn_by:
                drawn_by = drawing
                piece = self._piece(handle, i)
                letters = self._letters.setdefault(piece.font, {})
                page.pieces.append(piece)
            code = raw.FPDFText_GetUnicode(handle, i)
            letter = letters.get(code)
            if letter is None:
                letter = letters[code] = _letter(handle, i, code)
            if letter == " ":
                piece.spaced = Spaced.DRAWN
            elif letter:
                raw.FPDFText_GetLooseCharBox(handle, i, box)
                left, right = _ACROSS[piece.turn](box)
                piece.glyphs.append(Glyph(left, right, letter, piece.spaced))
                piece.spaced = Spaced.NO
            else:
                page.lost += 1
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
        low, high = _ALONG[turn % 4](self._box)
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


def _letter(handle: Handle, i: int, code: int) -> str:
    """The letter of a glyph, a blank for any kind of blank; nothing if it is not known."""
    if code == _HYPHEN and raw.FPDFText_IsHyphen(handle, i) == 1:
        return "-"
    if code >= _MAX_UNICODE or raw.FPDFText_HasUnicodeMapError(handle, i) == 1:
        return ""
    letter = chr(code)
    return " " if letter.isspace() else "" if _NO_LETTER.match(letter) else letter


_ACROSS: tuple[Callable[[raw.FS_RECTF], tuple[float, float]], ...] = (
    lambda box: (box.left, box.right),
    lambda box: (box.bottom, box.top),
    lambda box: (-box.right, -box.left),
    lambda box: (-box.top, -box.bottom),
)
"""The left and right end of a box after turning it upright, for each number of quarter turns."""
_ALONG: tuple[Callable[[raw.FS_RECTF], tuple[float, float]], ...] = (
    lambda box: (box.bottom, box.top),
    lambda box: (-box.right, -box.left),
    lambda box: (-box.top, -box.bottom),
    lambda box: (box.left, box.right),
)
"""The lower and upper end of such a box."""


def _upright_y(x: float, y: float, turn: int) -> float:
    return (y, -x, -y, x)[turn]
