"""Drawing: pages of a PDF as images, with boxes around some words; runs in a separate process.

1. PDFium opens the file, with an empty password if it is locked.
2. Each page is drawn at 144 dots per inch, very large ones at fewer.
3. The letters of the passage are located (see `letters`); PDFium gives the position of each, which
   is converted to the page as displayed, whatever its rotation and crop box.
4. Consecutive letters on a line share a box. A passage of which less than nine letters in ten are
   found on its page gets no box: boxing half of it would mislead.
"""

import ctypes
import math
from base64 import b64encode
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pypdfium2
from pypdfium2 import raw

from cmp_search.errors import DamagedError
from cmp_search.page_image import IMAGES, Box, PageImage, PageRequest
from cmp_search.page_image.letters import UNMATCHED, aligned, folded

SCALE = 2.0
"""Pixels per point: 144 per inch."""
MAX_PIXELS = 4_000_000
MIN_SHARE = 0.9
_STEPS_PER_POINT = 50
"""Positions are rounded to a fiftieth of a point."""

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom on the displayed page, in points."""


def draw(requests: list[dict[str, Any]], data: bytes) -> bytes:
    """The requested pages, as JSON.

    Raises:
        DamagedError: PDFium cannot open the file or a page.
    """
    try:
        file = pypdfium2.PdfDocument(data)
        images = [_image(file, PageRequest(**request)) for request in requests]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise DamagedError("page_undrawable", reason=error) from error
    return IMAGES.dump_json(images)


def _image(file: pypdfium2.PdfDocument, request: PageRequest) -> PageImage:
    page = file[request.number - 1]
    return PageImage(request.number, b64encode(_png(page)).decode(), boxes(page, request))


def _png(page: pypdfium2.PdfPage) -> bytes:
    """Step 2."""
    width, height = page.get_size()
    scale = min(SCALE, math.sqrt(MAX_PIXELS / max(width * height, 1)))
    buffer = BytesIO()
    page.render(scale=scale).to_pil().save(buffer, "PNG")
    return buffer.getvalue()


def boxes(page: pypdfium2.PdfPage, request: PageRequest) -> tuple[Box, ...]:
    """Steps 3 and 4: the boxes of part of a page's text; none if it is not found."""
    text = page.get_textpage()
    indexed, drawn = folded(request.text), folded(characters(text))
    matches = aligned(indexed, drawn.text)
    wanted = [
        matches[i] for i, place in enumerate(indexed.places) if request.start <= place < request.end
    ]
    located = [drawn.places[letter] for letter in wanted if letter != UNMATCHED]
    rectangles = shown_rectangles(page, text, located)
    visible = [(place, i) for place, i in zip(rectangles, located, strict=True) if place]
    if not wanted or len(visible) < MIN_SHARE * len(wanted):
        return ()
    width, height = page.get_size()
    return tuple(
        Box(left / width, top / height, (right - left) / width, (bottom - top) / height)
        for left, top, right, bottom in lines(
            [place for place, _ in visible], [_is_vertical(page, text, i) for _, i in visible]
        )
    )


def characters(text: pypdfium2.PdfTextPage) -> list[str]:
    """The characters of a page, one for each of PDFium's indices."""
    codes = (raw.FPDFText_GetUnicode(text, i) for i in range(text.count_chars()))
    return [chr(code) if code < 0x110000 else "" for code in codes]


def shown_rectangles(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, indices: Sequence[int]
) -> Iterator[Rectangle | None]:
    """The rectangle of each character on the displayed page; None for one that is not visible."""
    width, height = page.get_size()
    for character in indices:
        left, bottom, right, top = text.get_charbox(character)
        if left == right or bottom == top:
            left, bottom, right, top = text.get_charbox(character, loose=True)
        (x1, y1), (x2, y2) = _shown(page, left, bottom), _shown(page, right, top)
        left, right = sorted((x1, x2))
        top, bottom = sorted((y1, y2))
        left, right = max(left, 0.0), min(right, width)
        top, bottom = max(top, 0.0), min(bottom, height)
        yield (left, top, right, bottom) if left < right and top < bottom else None


def _shown(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point in PDF coordinates on the displayed page, from its top left."""
    width, height = page.get_size()
    size = round(width * _STEPS_PER_POINT), round(height * _STEPS_PER_POINT)
    right, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, right, down)
    return right.value / _STEPS_PER_POINT, down.value / _STEPS_PER_POINT


def _is_vertical(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, character: int) -> bool:
    """Whether the line of a character runs up or down on the displayed page."""
    angle = raw.FPDFText_GetCharAngle(text, character)
    return bool((round(angle / (math.pi / 2)) + page.get_rotation() // 90) % 2)


def lines(places: Sequence[Rectangle], vertical: Sequence[bool]) -> list[Rectangle]:
    """The rectangles of letters in reading order, joined where they follow on a line."""
    joined: list[Rectangle] = []
    for i, place in enumerate(places):
        if i and vertical[i - 1] == vertical[i] and _follows(places[i - 1], place, vertical[i]):
            left, top, right, bottom = joined.pop()
            place = (
                min(left, place[0]),
                min(top, place[1]),
                max(right, place[2]),
                max(bottom, place[3]),
            )
        joined.append(place)
    return joined


def _follows(before: Rectangle, after: Rectangle, vertical: bool) -> bool:
    """Whether a letter is on the line of the letter before, at most a wide blank apart."""
    along, across = (1, 0) if vertical else (0, 1)
    size = max(
        before[2] - before[0], before[3] - before[1], after[2] - after[0], after[3] - after[1]
    )
    gap = max(before[along], after[along]) - min(before[along + 2], after[along + 2])
    shared = min(before[across + 2], after[across + 2]) - max(before[across], after[across])
    least = min(before[across + 2] - before[across], after[across + 2] - after[across])
    return gap < 2 * size and shared >= least / 2
