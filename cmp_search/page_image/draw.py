"""Drawing: pages of a PDF as pictures, with boxes around some words; runs in a process of its own.

1. PDFium opens the file; the empty password is tried.
2. Each page is drawn at 144 dots an inch, a very large one smaller.
3. Where the letters of the passage are (see `letters`), PDFium tells the place of each; it is
   turned into the page as it is shown, whatever its rotation and crop box.
4. Letters that follow each other on a line share a box. A passage of which less than nine letters
   in ten are found on its page gets no box: half of it would mislead.
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
from cmp_search.page_image.letters import NOWHERE, aligned, folded

SCALE = 2.0
"""Pixels a point: 144 an inch."""
MAX_PIXELS = 4_000_000
LEAST_SHARE = 0.9
_FINE = 50
"""Places are told in whole fiftieths of a point."""

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom on the page as it is shown, in points."""


def draw(order: list[dict[str, Any]], data: bytes) -> bytes:
    """The pages asked for, as JSON.

    Raises:
        DamagedError: PDFium cannot open the file or a page.
    """
    try:
        file = pypdfium2.PdfDocument(data)
        images = [_image(file, PageRequest(**one)) for one in order]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise DamagedError("page_undrawable", reason=error) from error
    return IMAGES.dump_json(images)


def _image(file: pypdfium2.PdfDocument, order: PageRequest) -> PageImage:
    page = file[order.number - 1]
    return PageImage(order.number, b64encode(_png(page)).decode(), boxes(page, order))


def _png(page: pypdfium2.PdfPage) -> bytes:
    """Step 2."""
    width, height = page.get_size()
    scale = min(SCALE, math.sqrt(MAX_PIXELS / max(width * height, 1)))
    buffer = BytesIO()
    page.render(scale=scale).to_pil().save(buffer, "PNG")
    return buffer.getvalue()


def boxes(page: pypdfium2.PdfPage, order: PageRequest) -> tuple[Box, ...]:
    """Steps 3 and 4: the boxes of a part of a page's words; none where they are not found."""
    text = page.get_textpage()
    mine, theirs = folded(order.text), folded(characters(text))
    found = aligned(mine.text, theirs.text)
    wanted = [found[i] for i, place in enumerate(mine.places) if order.start <= place < order.end]
    held = [theirs.places[letter] for letter in wanted if letter != NOWHERE]
    places = list(shown_rectangles(page, text, held))
    seen = [(place, held[i]) for i, place in enumerate(places) if place]
    if not wanted or len(seen) < LEAST_SHARE * len(wanted):
        return ()
    width, height = page.get_size()
    return tuple(
        Box(left / width, top / height, (right - left) / width, (bottom - top) / height)
        for left, top, right, bottom in lines(
            [place for place, _ in seen], [_is_upright(page, text, held) for _, held in seen]
        )
    )


def characters(text: pypdfium2.PdfTextPage) -> list[str]:
    """The characters of a page as PDFium counts them."""
    codes = (raw.FPDFText_GetUnicode(text, i) for i in range(text.count_chars()))
    return [chr(code) if code < 0x110000 else "" for code in codes]


def shown_rectangles(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, held: Sequence[int]
) -> Iterator[Rectangle | None]:
    """The place of each of some characters on the page as shown; None of one that is not seen."""
    width, height = page.get_size()
    for character in held:
        left, bottom, right, top = text.get_charbox(character)
        if left == right or bottom == top:
            left, bottom, right, top = text.get_charbox(character, loose=True)
        one, other = (_shown(page, *corner) for corner in ((left, bottom), (right, top)))
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        left, right = max(left, 0.0), min(right, width)
        top, bottom = max(top, 0.0), min(bottom, height)
        yield (left, top, right, bottom) if left < right and top < bottom else None


def _shown(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the file's own space on the page as it is shown, from its top left."""
    width, height = page.get_size()
    size = round(width * _FINE), round(height * _FINE)
    right, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, right, down)
    return right.value / _FINE, down.value / _FINE


def _is_upright(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, character: int) -> bool:
    """Whether the line of a character runs up or down on the page as it is shown."""
    angle = raw.FPDFText_GetCharAngle(text, character)
    return bool((round(angle / (math.pi / 2)) + page.get_rotation() // 90) % 2)


def lines(places: Sequence[Rectangle], upright: Sequence[bool]) -> list[Rectangle]:
    """The places of letters in reading order, those that follow each other on a line joined."""
    joined: list[Rectangle] = []
    for i, place in enumerate(places):
        if i and upright[i - 1] == upright[i] and _follows(places[i - 1], place, upright[i]):
            left, top, right, bottom = joined.pop()
            place = (
                min(left, place[0]),
                min(top, place[1]),
                max(right, place[2]),
                max(bottom, place[3]),
            )
        joined.append(place)
    return joined


def _follows(one: Rectangle, other: Rectangle, upright: bool) -> bool:
    """Whether a letter stands on the line of the one before, no further on than a wide blank."""
    along, across = (1, 0) if upright else (0, 1)
    size = max(one[2] - one[0], one[3] - one[1], other[2] - other[0], other[3] - other[1])
    apart = max(one[along], other[along]) - min(one[along + 2], other[along + 2])
    shared = min(one[across + 2], other[across + 2]) - max(one[across], other[across])
    least = min(one[across + 2] - one[across], other[across + 2] - other[across])
    return apart < 2 * size and shared >= least / 2
