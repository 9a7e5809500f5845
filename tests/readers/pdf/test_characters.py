"""The characters of a page come in bulk, and are those that PDFium tells one by one."""

import ctypes
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from cmp_search.readers.pdf.characters import CharacterReader, spans

from .canvas import SENTENCE, Draw, body, drawn


def several_objects(canvas: Canvas) -> None:
    """Lines of one object, of several, and of one between two parts of another line."""
    body(canvas)
    x = 72.0
    for word in SENTENCE.split():
        canvas.drawString(x, 600, word)
        x += canvas.stringWidth(word + " ", "Helvetica", 10)
    canvas.drawString(72, 500, "The lamp burns")
    canvas.drawString(300, 500, "at night.")


def broken_word(canvas: Canvas) -> None:
    canvas.drawString(72, 600, "The harbour of the light-")
    canvas.drawString(72, 588, "house keeper is closed.")


def other_letters(canvas: Canvas) -> None:
    """What a file may say stands for letters from right to left, and beyond 16 bits."""
    canvas.drawString(72, 600, "The word qxz 12 xq is light.")
    canvas.drawString(72, 580, "qxz Lamp 34 xq")
    canvas.drawString(72, 560, "The letter j of a formula")


def sideways(canvas: Canvas) -> None:
    canvas.rotate(90)
    canvas.drawString(72, -300, SENTENCE)


def long_page(canvas: Canvas) -> None:
    """More characters than there is a place for at first."""
    for i in range(70):
        canvas.drawString(20, 780 - 11 * i, SENTENCE)


def with_letters(data: bytes, letters: dict[str, str]) -> bytes:
    """A file whose font says that some characters stand for other letters."""
    writer = PdfWriter(clone_from=BytesIO(data))
    codes = [f"<{ord(one):02x}> <{to.encode('utf-16-be').hex()}>" for one, to in letters.items()]
    lines = "\n".join([f"{len(codes)} beginbfchar", *codes, "endbfchar"])
    stream = StreamObject()
    space = "1 begincodespacerange <00> <ff> endcodespacerange"
    stream.set_data(f"begincmap {space} {lines} endcmap".encode())
    reference = writer._add_object(stream)
    for page in writer.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            font.get_object()[NameObject("/ToUnicode")] = reference
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def one_by_one(text: pypdfium2.PdfTextPage) -> Iterator[tuple[str, int, tuple[float, ...]]]:
    """Each character, the address of what draws it, and its box."""
    box = raw.FS_RECTF()
    for i in range(text.count_chars()):
        drawing = raw.FPDFText_GetTextObject(text, i)
        raw.FPDFText_GetLooseCharBox(text, i, box)
        address = ctypes.addressof(drawing.contents) if drawing else 0
        place = (box.left, box.top, box.right, box.bottom)
        yield chr(raw.FPDFText_GetUnicode(text, i)), address, place


PAGES = (several_objects, broken_word, other_letters, sideways, long_page)
LETTERS = {"q": "\u05d0", "x": "\u05d5", "z": "\u05e8", "j": "\U0001d538"}


@pytest.mark.parametrize("letters", [{}, LETTERS])
@pytest.mark.parametrize("draw", PAGES)
def test_characters_are_those_told_one_by_one(draw: Draw, letters: dict[str, str]) -> None:
    data = drawn(long_page, draw)
    page = pypdfium2.PdfDocument(with_letters(data, letters) if letters else data)[1]
    text = page.get_textpage()
    read = CharacterReader().read(text)
    codes, drawings, boxes = zip(*one_by_one(text), strict=True)
    assert read.text == "".join(codes)
    assert read.boxes.tolist() == [edge for box in boxes for edge in box]
    found = [0] * len(codes)
    for drawing, start, end in spans(read):
        found[start:end] = [drawing] * (end - start)
    assert found == list(drawings)
