"""The picture of a PDF page, looked at where it is doubtful whether a reader sees some letters.

1. The page is drawn by PDFium in grey, a dot a point, with its annotations.
2. A letter is seen where dark and light differ in the middle of its box. That of a light letter is
   mostly darker than its ink: dark letters of other words may touch it.
"""

import ctypes
import math
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from cmp_search.readers.pdf.glyphs import Rectangle

_MAX_PIXELS = 4_000_000
_CONTRAST = 10
"""The least difference, of 255, between the dots of a letter and of what is behind it."""
_GROUND = 0.6
"""The share of the dots of a light letter that its ground has at least."""
_INSET = 0.2
"""What is left out of a box above and below, as a share: lines of a table stand there."""


class _Dots(NamedTuple):
    """A drawn page: its dots, from dark to light, row by row from the top."""

    width: int
    height: int
    stride: int
    grey: bytes


class Picture:
    """A page as it is drawn; drawn when it is first looked at."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        """Of a page that stays open."""
        self._page = page
        self._dots: _Dots | None = None

    def shows(self, boxes: Sequence[Rectangle], ink: int | None = None) -> bool:
        """Whether most of some letters can be seen; `ink` is the grey of light ones, 0 to 255."""
        return sum(self._shows(box, ink) for box in boxes) * 2 >= len(boxes)

    def _drawn(self) -> _Dots:
        if self._dots is None:
            width, height = self._page.get_size()
            scale = min(1.0, math.sqrt(_MAX_PIXELS / max(width * height, 1)))
            bitmap = self._page.render(scale=scale, grayscale=True, may_draw_forms=False)
            grey = bytes(bitmap.buffer)
            self._dots = _Dots(bitmap.width, bitmap.height, bitmap.stride, grey)
        return self._dots

    def _shows(self, box: Rectangle, ink: int | None) -> bool:
        found = self._within(box)
        if ink is not None:
            return sum(dot < ink - _CONTRAST for dot in found) > _GROUND * len(found)
        return max(found, default=0) - min(found, default=0) >= _CONTRAST

    def _within(self, box: Rectangle) -> bytes:
        """The dots in the middle of a box."""
        dots = self._drawn()
        (x1, y1), (x2, y2) = self._place(box.left, box.bottom), self._place(box.right, box.top)
        (x1, x2), (y1, y2) = sorted((x1, x2)), sorted((y1, y2))
        if x2 - x1 < 2 * (y2 - y1):
            inset = int(_INSET * (y2 - y1))
            y1, y2 = y1 + inset, y2 - inset
        start, end = max(x1, 0), min(x2 + 1, dots.width)
        rows = range(max(y1, 0), min(y2 + 1, dots.height))
        return b"".join(dots.grey[y * dots.stride + start : y * dots.stride + end] for y in rows)

    def _place(self, x: float, y: float) -> tuple[int, int]:
        """The dot that a point of the page is drawn to."""
        dots = self._drawn()
        right, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, dots.width, dots.height, 0, x, y, right, down)
        return right.value, down.value
