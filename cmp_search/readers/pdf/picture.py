"""The picture of a PDF page, looked at where it is doubtful whether a reader sees some letters.

1. The page is drawn by PDFium in grey, a dot a point, without annotations.
2. A letter is seen where dark and light differ in the middle of its box.
"""

import ctypes
import math
from collections.abc import Sequence

import numpy as np
import pypdfium2
from pypdfium2 import raw

from cmp_search.readers.pdf.glyphs import Rectangle

_MAX_PIXELS = 4_000_000
_CONTRAST = 10
"""The least difference, of 255, between the dots of a letter and of what is behind it."""
_INSET = 0.2
"""What is left out of a box above and below, as a share: lines of a table stand there."""


class Picture:
    """A page as it is drawn; drawn when it is first looked at."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        """Of a page that stays open."""
        self._page = page
        self._dots: np.ndarray[tuple[int, ...], np.dtype[np.uint8]] | None = None

    def shows(self, boxes: Sequence[Rectangle]) -> bool:
        """Whether most of some letters can be seen."""
        return sum(map(self._shows, boxes)) * 2 >= len(boxes)

    def _drawn(self) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        if self._dots is None:
            width, height = self._page.get_size()
            scale = min(1.0, math.sqrt(_MAX_PIXELS / max(width * height, 1)))
            bitmap = self._page.render(
                scale=scale, grayscale=True, may_draw_forms=False, draw_annots=False
            )
            dots = bitmap.to_numpy().copy()
            self._dots = dots if dots.ndim == 2 else dots[:, :, 0]
        return self._dots

    def _shows(self, box: Rectangle) -> bool:
        dots = self._drawn()
        (x1, y1), (x2, y2) = self._place(box.left, box.bottom), self._place(box.right, box.top)
        (x1, x2), (y1, y2) = sorted((x1, x2)), sorted((y1, y2))
        inset_x, inset_y = (0, _INSET) if x2 - x1 < 2 * (y2 - y1) else (_INSET, 0)
        dx, dy = int(inset_x * (x2 - x1)), int(inset_y * (y2 - y1))
        part = dots[max(y1 + dy, 0) : max(y2 - dy, y1 + dy + 1), max(x1 + dx, 0) : x2 - dx + 1]
        return part.size > 0 and int(part.max()) - int(part.min()) >= _CONTRAST

    def _place(self, x: float, y: float) -> tuple[int, int]:
        """The dot that a point of the page is drawn to."""
        height, width = self._drawn().shape
        right, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self._page, 0, 0, width, height, 0, x, y, right, down)
        return right.value, down.value
