"""What else is drawn on a PDF page: images, filled areas and thin lines, and in which order.

PDFium gives the objects of a page in the order of drawing; those of a form are given within it.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from cmp_search.readers.pdf.glyphs import Handle, Rectangle

_THIN = 2.0
"""The greatest height in points of a line that strikes text out."""
_LEAST_COVER = 4.0
"""The least width and height in points of what can cover a letter."""
_OPAQUE = 255
_MAX_DEPTH = 8
_MAX_OBJECTS = 20_000
"""On one page; the shapes of a drawing with more are not looked at."""


class Cover(NamedTuple):
    """An image or filled area, and its place in the order of drawing."""

    order: int
    place: Rectangle


@dataclass(slots=True)
class Shapes:
    """The shapes of a page; `orders` has the place of each text object in the order of drawing."""

    images: list[Rectangle] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    strokes: list[Rectangle] = field(default_factory=list)
    orders: dict[int, int] = field(default_factory=dict)

    def order(self, drawing: Handle) -> int:
        """When a text object was drawn."""
        return self.orders.get(ctypes.addressof(drawing.contents), -1)


Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_shapes(page: pypdfium2.PdfPage) -> Shapes:
    """The shapes of a page."""
    shapes = Shapes()
    for order, (drawing, place) in enumerate(_objects(page)):
        kind = raw.FPDFPageObj_GetType(drawing)
        if order > _MAX_OBJECTS:
            break
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            shapes.orders[ctypes.addressof(drawing.contents)] = order
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(drawing, place)
            shapes.images.append(box)
            shapes.covers.append(Cover(order, box))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            box = _bounds(drawing, place)
            if box.top - box.bottom <= _THIN < box.right - box.left:
                shapes.strokes.append(box)
            elif min(box.top - box.bottom, box.right - box.left) > _LEAST_COVER:
                shapes.covers += [Cover(order, box)] if _is_filled(drawing) else []
    return shapes


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[Handle, Matrix]]:
    """The objects of a page, with those of its forms in their place."""
    handle = page.raw
    for i in range(raw.FPDFPage_CountObjects(handle)):
        yield from _within(raw.FPDFPage_GetObject(handle, i), IDENTITY, 0)


def _within(drawing: Handle, place: Matrix, depth: int) -> Iterator[tuple[Handle, Matrix]]:
    """An object, or those of a form."""
    if raw.FPDFPageObj_GetType(drawing) != raw.FPDF_PAGEOBJ_FORM:
        yield drawing, place
    elif depth < _MAX_DEPTH:
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(drawing, own)
        inner = _product((own.a, own.b, own.c, own.d, own.e, own.f), place)
        for i in range(max(raw.FPDFFormObj_CountObjects(drawing), 0)):
            yield from _within(raw.FPDFFormObj_GetObject(drawing, i), inner, depth + 1)


def _product(m: Matrix, n: Matrix) -> Matrix:
    """Two transformations, one after the other."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _bounds(drawing: Handle, place: Matrix) -> Rectangle:
    """The box of an object on the page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(drawing, left, bottom, right, top)
    a, b, c, d, e, f = place
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (left.value, right.value)
        for y in (bottom.value, top.value)
    ]
    xs, ys = zip(*corners, strict=True)
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def _is_filled(path: Handle) -> bool:
    """Whether a path is filled with an opaque colour."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroked)
    colour = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(path, *colour)
    return mode.value != raw.FPDF_FILLMODE_NONE and colour[3].value == _OPAQUE
