"""The characters of a PDF page, as PDFium finds them: their codes, boxes, and what draws them.

A page has thousands of characters, and to ask PDFium about one of them takes longer than it takes
to read it. So it is asked as little as possible:

1. The characters of a page, in the order of drawing, come by one call; the box of each is asked for
   in a loop that C runs, into one place that holds all.
2. Which object draws a character is asked for the first and the last one of a line; only where the
   two differ, or text from right to left may be in another order, for each. What PDFium adds
   itself, blanks and line ends, is drawn by none and left out: places show them better.
"""

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise, repeat
from typing import TypeAlias

import pypdfium2
from pypdfium2 import raw

from cmp_search.readers.pdf import calls
from cmp_search.readers.pdf.calls import Numbers
from cmp_search.readers.pdf.glyphs import Handle

_NO_LETTER = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffd-\uffff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe]")
_HYPHEN = "\x02"
"""PDFium's code for a hyphen that breaks a word."""
_ASKED = re.compile("[\ufffd\ufffe]")
"""What the text of a page has for such a hyphen, and for what is no character."""
_LINE_END = re.compile("\r")
_MANY = 4_000
"""Characters that few pages have more of."""
_MAX_UNICODE = 0x110000
_UNKNOWN = "\uffff"


@dataclass(slots=True)
class Characters:
    """The characters of a page, given by a reference; four of `boxes` are the box of each.

    `letters` are what they stand for, `lefts` and `rights` their ends upright.
    """

    handle: Handle
    text: str
    boxes: "array[float]"
    letters: list[str]
    lefts: list[float]
    rights: list[float]


Span: TypeAlias = tuple[int, int, int]
"""The address of an object, and the first and the end, exclusive, of some characters of it."""


class CharacterReader:
    """Reads the characters of pages, with one place for the boxes of each."""

    def __init__(self) -> None:
        """Make that place."""
        self._boxes = Numbers(raw.FS_RECTF, _MANY)

    def read(self, text: pypdfium2.PdfTextPage) -> Characters:
        """The characters of a page (step 1)."""
        count, handle = text.count_chars(), ctypes.byref(text.raw.contents)
        if count > len(self._boxes.places):
            self._boxes = Numbers(raw.FS_RECTF, 2 * count)
        boxes, places = self._boxes.values, self._boxes.places
        deque(map(calls.write_loose_box, repeat(handle), range(count), places), maxlen=0)
        edges = array("f", bytes(memoryview(boxes)[:count]))
        words = _text(handle, count)
        lefts, rights = edges[::4].tolist(), edges[2::4].tolist()
        return Characters(handle, words, edges, list(words), lefts, rights)


def spans(page: Characters) -> Iterator[Span]:
    """Which object draws which characters, in their order (step 2)."""
    handle, text = page.handle, page.text
    is_mixed = bool(_RIGHT_TO_LEFT.search(text))
    ends = [found.start() for found in _LINE_END.finditer(text)]
    for start, end in pairwise([0, *ends, len(text)]):
        drawing = None
        while start < end and not (drawing := calls.object_of(handle, start)):
            start += 1
        if drawing and not is_mixed and calls.object_of(handle, end - 1) == drawing:
            yield drawing, start, end
            continue
        for drawing, group in groupby(map(calls.object_of, repeat(handle), range(start, end))):
            end = start + len(list(group))
            if drawing:
                yield drawing, start, end
            start = end


def letter_of(handle: Handle, i: int, code: str) -> str:
    """The letter of a glyph, a blank for any kind of blank; nothing if it is not known."""
    if code == _HYPHEN and calls.is_hyphen(handle, i) == 1:
        return "-"
    if code == _UNKNOWN or calls.is_unknown(handle, i) == 1:
        return ""
    return " " if code.isspace() else "" if _NO_LETTER.match(code) else code


def _text(handle: Handle, count: int) -> str:
    """A character for each of a page's; those that are not in its text are asked for one by one."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    if calls.write_text(handle, 0, count, ctypes.byref(buffer)) == count + 1:
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count:
            return _ASKED.sub(lambda found: _character(handle, found.start()), text)
    return "".join(_character(handle, i) for i in range(count))


def _character(handle: Handle, i: int) -> str:
    code = calls.unicode_of(handle, i)
    return chr(code) if code < _MAX_UNICODE else _UNKNOWN
