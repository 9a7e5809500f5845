"""PDFium's functions that are called for every glyph or object of a page.

1. pypdfium2 states the types of arguments, and ctypes converts each argument to its type, which
   takes longer than the call. Stated without, a function takes integers as C's `int` and references
   (`byref`, `c_void_p`) as they are: 90 ns a call rather than 300 ns.
2. Python's lock is kept during a call, since releasing it takes as long as what PDFium does.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

from cmp_search.readers.pdf.glyphs import Handle

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def _bare(function: Handle, result: type[Any] | None = _INT) -> Callable[..., Any]:
    """A function of integers and references; addresses come from it as numbers."""
    address = ctypes.cast(function, _ADDRESS).value or 0
    return ctypes.PYFUNCTYPE(result)(address)


unicode_of = _bare(raw.FPDFText_GetUnicode, ctypes.c_uint)
object_of = _bare(raw.FPDFText_GetTextObject, _ADDRESS)
write_loose_box = _bare(raw.FPDFText_GetLooseCharBox, None)
size_of = _bare(raw.FPDFText_GetFontSize, ctypes.c_double)
write_matrix = _bare(raw.FPDFText_GetMatrix)
write_origin = _bare(raw.FPDFText_GetCharOrigin)
is_hyphen = _bare(raw.FPDFText_IsHyphen)
is_unknown = _bare(raw.FPDFText_HasUnicodeMapError)
write_text = _bare(raw.FPDFText_GetText)
font_of = _bare(raw.FPDFTextObj_GetFont, _ADDRESS)
mode_of = _bare(raw.FPDFTextObj_GetTextRenderMode)
write_fill_colour = _bare(raw.FPDFPageObj_GetFillColor)
write_stroke_colour = _bare(raw.FPDFPageObj_GetStrokeColor)
weight_of = _bare(raw.FPDFFont_GetWeight)
flags_of = _bare(raw.FPDFFont_GetFlags)
object_at = _bare(raw.FPDFPage_GetObject, _ADDRESS)
kind_of = _bare(raw.FPDFPageObj_GetType)
write_form_matrix = _bare(raw.FPDFPageObj_GetMatrix)
write_bounds = _bare(raw.FPDFPageObj_GetBounds)
clip_path_of = _bare(raw.FPDFPageObj_GetClipPath, _ADDRESS)
clip_areas = _bare(raw.FPDFClipPath_CountPaths)
clip_segments = _bare(raw.FPDFClipPath_CountPathSegments)
clip_segment_at = _bare(raw.FPDFClipPath_GetPathSegment, _ADDRESS)
write_point = _bare(raw.FPDFPathSegment_GetPoint)
write_draw_mode = _bare(raw.FPDFPath_GetDrawMode)
inner_object_at = _bare(raw.FPDFFormObj_GetObject, _ADDRESS)
inner_objects = _bare(raw.FPDFFormObj_CountObjects)


class Numbers:
    """Numbers that PDFium writes, and a reference to the place of each."""

    def __init__(self, kind: type[Any], count: int) -> None:
        """Places for so many numbers."""
        self.values = (kind * count)()
        size = ctypes.sizeof(kind)
        self.places = [ctypes.byref(self.values, i * size) for i in range(count)]
