"""What else is drawn on a PDF page: images, filled areas and thin lines, and in which order.

PDFium gives the objects of a page in the order of drawing; those of a form are given within it.
"""

import ctypes
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from cmp_search.readers.pdf import calls
from cmp_search.readers.pdf.calls import Numbers
from cmp_search.readers.pdf.glyphs import Rectangle

_THIN = 2.0
"""The greatest height in points of a line that strikes text out."""
_LEAST_COVER = 4.0
"""The least width and height in points of what can cover a letter."""
_COVERING = (raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_STAMP)
_OPAQUE = 255
_MAX_DEPTH = 8
_MAX_SEGMENTS = 100
"""How many points of an area that text is clipped to are looked at."""
_MAX_OBJECTS = 20_000
"""On one page; the shapes of a drawing with more are not looked at."""


class Cover(NamedTuple):
    """An image or filled area, its place in the order of drawing, and an area's colour."""

    order: int
    place: Rectangle
    colour: tuple[int, int, int] | None = None


@dataclass(slots=True)
class Shapes:
    """The shapes of a page.

    `orders` has the place of each text object in the order of drawing, `clips` what is shown of it.
    """

    images: list[Rectangle] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    strokes: list[Rectangle] = field(default_factory=list)
    orders: dict[int, int] = field(default_factory=dict)
    clips: dict[int, Rectangle] = field(default_factory=dict)

    def order(self, drawing: int) -> int:
        """When a text object, given by its address, was drawn."""
        return self.orders.get(drawing, -1)

    def clips_away(self, drawing: int, x: float, y: float) -> bool:
        """Whether a point of a text object is outside the area that it is drawn in."""
        clip = self.clips.get(drawing)
        return clip is not None and not clip.has(x, y)


Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_shapes(page: pypdfium2.PdfPage) -> Shapes:
    """The shapes of a page."""
    shapes = Shapes()
    for order, (drawing, kind, place) in enumerate(islice(_objects(page), _MAX_OBJECTS)):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            address = drawing.value or 0
            shapes.orders[address] = order
            clip = _clip(drawing, place)
            if clip is not None:
                shapes.clips[address] = clip
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(drawing, place)
            shapes.images.append(box)
            shapes.covers.append(Cover(order, box))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            box = _bounds(drawing, place)
            if box.top - box.bottom <= _THIN < box.right - box.left:
                shapes.strokes.append(box)
            elif min(box.top - box.bottom, box.right - box.left) > _LEAST_COVER:
                colour = _filled(drawing)
                shapes.covers += [Cover(order, box, colour)] if colour else []
    shapes.strokes += _struck_out(page)
    shapes.covers += (Cover(sys.maxsize, place) for place in _laid_over(page))
    return shapes


_Object = tuple[ctypes.c_void_p, int, Matrix]
"""A reference to an object, its kind, and how what it is part of is placed on the page."""


def _objects(page: pypdfium2.PdfPage) -> Iterator[_Object]:
    """The objects of a page, with those of its forms in their place."""
    handle = ctypes.byref(page.raw.contents)
    for i in range(raw.FPDFPage_CountObjects(page)):
        drawing = ctypes.c_void_p(calls.object_at(handle, i))
        kind = calls.kind_of(drawing)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _within(drawing, IDENTITY, 0)
        else:
            yield drawing, kind, IDENTITY


def _within(form: ctypes.c_void_p, place: Matrix, depth: int) -> Iterator[_Object]:
    """The objects of a form."""
    if depth >= _MAX_DEPTH:
        return
    own = raw.FS_MATRIX()
    calls.write_form_matrix(form, ctypes.byref(own))
    inner = _product((own.a, own.b, own.c, own.d, own.e, own.f), place)
    for i in range(max(calls.inner_objects(form), 0)):
        drawing = ctypes.c_void_p(calls.inner_object_at(form, ctypes.c_ulong(i)))
        kind = calls.kind_of(drawing)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _within(drawing, inner, depth + 1)
        else:
            yield drawing, kind, inner


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


def _bounds(drawing: ctypes.c_void_p, place: Matrix) -> Rectangle:
    """The box of an object on the page."""
    edges = Numbers(ctypes.c_float, 4)
    calls.write_bounds(drawing, *edges.places)
    left, bottom, right, top = edges.values
    if place is IDENTITY:
        return Rectangle(left, bottom, right, top)
    return _box([(x, y) for x in (left, right) for y in (bottom, top)], place)


def _box(points: Iterable[tuple[float, float]], place: Matrix) -> Rectangle:
    """The box of points on the page."""
    a, b, c, d, e, f = place
    xs, ys = zip(*((a * x + c * y + e, b * x + d * y + f) for x, y in points), strict=True)
    return Rectangle(min(xs), min(ys), max(xs), max(ys))


def _clip(drawing: ctypes.c_void_p, place: Matrix) -> Rectangle | None:
    """The box of the smallest area that an object is clipped to; None if there is none."""
    path = ctypes.c_void_p(calls.clip_path_of(drawing))
    count = calls.clip_areas(path)
    if count < 1:
        return None
    areas = [_clip_area(path, i, place) for i in range(count)]
    return min(filter(None, areas), key=_area, default=None)


def _area(box: Rectangle) -> float:
    return (box.right - box.left) * (box.top - box.bottom)


def _clip_area(path: ctypes.c_void_p, i: int, place: Matrix) -> Rectangle | None:
    """The box of one of the areas that a path clips to; an area without any line clips nothing."""
    point = Numbers(ctypes.c_float, 2)
    points = []
    for k in range(min(calls.clip_segments(path, i), _MAX_SEGMENTS)):
        segment = ctypes.c_void_p(calls.clip_segment_at(path, i, k))
        calls.write_point(segment, *point.places)
        x, y = point.values
        points.append((x, y))
    return _box(points, place) if points else None


def _filled(path: ctypes.c_void_p) -> tuple[int, int, int] | None:
    """The opaque colour that a path is filled with; None if there is none."""
    modes, colour = Numbers(ctypes.c_int, 2), Numbers(ctypes.c_uint, 4)
    calls.write_draw_mode(path, *modes.places)
    calls.write_fill_colour(path, *colour.places)
    red, green, blue, alpha = colour.values
    if modes.values[0] == raw.FPDF_FILLMODE_NONE or alpha != _OPAQUE:
        return None
    return red, green, blue


def _laid_over(page: pypdfium2.PdfPage) -> Iterator[Rectangle]:
    """The places of annotations that may cover text."""
    box = raw.FS_RECTF()
    for i in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, i)
        if raw.FPDFAnnot_GetSubtype(note) in _COVERING and raw.FPDFAnnot_GetRect(note, box):
            yield Rectangle(box.left, box.bottom, box.right, box.top)
        raw.FPDFPage_CloseAnnot(note)


def _struck_out(page: pypdfium2.PdfPage) -> Iterator[Rectangle]:
    """The lines by which annotations strike text out."""
    corners = raw.FS_QUADPOINTSF()
    for i in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, i)
        hidden = raw.FPDFAnnot_GetFlags(note) & raw.FPDF_ANNOT_FLAG_HIDDEN
        if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_STRIKEOUT and not hidden:
            for k in range(raw.FPDFAnnot_CountAttachmentPoints(note)):
                raw.FPDFAnnot_GetAttachmentPoints(note, k, corners)
                xs = corners.x1, corners.x2, corners.x3, corners.x4
                middle = (corners.y1 + corners.y2 + corners.y3 + corners.y4) / 4
                yield Rectangle(min(xs), middle, max(xs), middle)
        raw.FPDFPage_CloseAnnot(note)
