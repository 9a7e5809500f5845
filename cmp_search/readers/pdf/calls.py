"""PDFium's functions that are called for every glyph or object of a page.

ctypes takes their arguments as numbers and addresses and keeps Python's lock during the call: each
takes a few hundred nanoseconds, half of what it takes with pypdfium2's typed pointers.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

from cmp_search.readers.pdf.glyphs import Handle

_ADDRESS, _INT, _UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint
_UNSIGNED_LONG = ctypes.c_ulong


def _plain(function: Handle, result: type[Any], *arguments: type[Any]) -> Callable[..., Any]:
    """A function that takes the address of a page, object or font, and more arguments."""
    address = ctypes.cast(function, _ADDRESS).value or 0
    return ctypes.PYFUNCTYPE(result, _ADDRESS, *arguments)(address)


unicode_of = _plain(raw.FPDFText_GetUnicode, _UINT, _INT)
object_of = _plain(raw.FPDFText_GetTextObject, _ADDRESS, _INT)
loose_box = _plain(raw.FPDFText_GetLooseCharBox, _INT, _INT, _ADDRESS)
size_of = _plain(raw.FPDFText_GetFontSize, ctypes.c_double, _INT)
matrix_of = _plain(raw.FPDFText_GetMatrix, _INT, _INT, _ADDRESS)
origin_of = _plain(raw.FPDFText_GetCharOrigin, _INT, _INT, _ADDRESS, _ADDRESS)
is_hyphen = _plain(raw.FPDFText_IsHyphen, _INT, _INT)
is_unknown = _plain(raw.FPDFText_HasUnicodeMapError, _INT, _INT)
write_text = _plain(raw.FPDFText_GetText, _INT, _INT, _INT, _ADDRESS)
font_of = _plain(raw.FPDFTextObj_GetFont, _ADDRESS)
mode_of = _plain(raw.FPDFTextObj_GetTextRenderMode, _INT)
fill_colour = _plain(raw.FPDFPageObj_GetFillColor, _INT, *[_ADDRESS] * 4)
stroke_colour = _plain(raw.FPDFPageObj_GetStrokeColor, _INT, *[_ADDRESS] * 4)
base_font_name = _plain(raw.FPDFFont_GetBaseFontName, _UNSIGNED_LONG, _ADDRESS, _UNSIGNED_LONG)
weight_of = _plain(raw.FPDFFont_GetWeight, _INT)
flags_of = _plain(raw.FPDFFont_GetFlags, _INT)
kind_of = _plain(raw.FPDFPageObj_GetType, _INT)
object_at = _plain(raw.FPDFPage_GetObject, _ADDRESS, _INT)
inner_object_at = _plain(raw.FPDFFormObj_GetObject, _ADDRESS, _UNSIGNED_LONG)
inner_objects = _plain(raw.FPDFFormObj_CountObjects, _INT)
form_matrix = _plain(raw.FPDFPageObj_GetMatrix, _INT, _ADDRESS)
bounds_of = _plain(raw.FPDFPageObj_GetBounds, _INT, *[_ADDRESS] * 4)
clip_path_of = _plain(raw.FPDFPageObj_GetClipPath, _ADDRESS)
clip_areas = _plain(raw.FPDFClipPath_CountPaths, _INT)
clip_segments = _plain(raw.FPDFClipPath_CountPathSegments, _INT, _INT)
clip_segment_at = _plain(raw.FPDFClipPath_GetPathSegment, _ADDRESS, _INT, _INT)
point_of = _plain(raw.FPDFPathSegment_GetPoint, _INT, *[_ADDRESS] * 2)
draw_mode_of = _plain(raw.FPDFPath_GetDrawMode, _INT, *[_ADDRESS] * 2)


def addresses(places: "ctypes.Array[Any]") -> range:
    """The address of each element of an array that PDFium writes to."""
    first = ctypes.addressof(places)
    each = ctypes.sizeof(places._type_)
    return range(first, first + len(places) * each, each)
