"""Only what a reader sees is quoted, and what is left out is noted by its reason."""

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from cmp_search.documents.document import Omission
from tests.readers.pdf.reading import WORDS

from ..looking import omitted
from .canvas import Draw, body, read


def text(canvas: Canvas, y: float, words: str, mode: int) -> None:
    line = canvas.beginText(72, y)
    line.setTextRenderMode(mode)
    line.textOut(words)
    line.setTextRenderMode(0)
    canvas.drawText(line)


def grey_image(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    picture = ImageReader(Image.new("L", (8, 8), 240))
    canvas.drawImage(picture, x, y, width, height)


def white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.drawString(72, 600, WORDS)


def nearly_white(canvas: Canvas) -> None:
    canvas.setFillGray(0.99)
    canvas.drawString(72, 600, WORDS)


def invisible(canvas: Canvas) -> None:
    text(canvas, 600, WORDS, 3)


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(72, 600, WORDS)


def covered(canvas: Canvas) -> None:
    canvas.drawString(72, 600, WORDS)
    canvas.rect(60, 590, 300, 30, stroke=0, fill=1)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.5)
    canvas.drawString(72, 600, WORDS)


@pytest.mark.parametrize("draw", [white, nearly_white, invisible, transparent, covered, tiny])
def test_hidden_words_are_left_out(draw: Draw) -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        draw(canvas)

    extract = read(page)
    assert WORDS not in extract.text
    assert omitted(extract) == {Omission.HIDDEN: 4}


@pytest.mark.parametrize("size", [6, 11, 40, 90])
@pytest.mark.parametrize("ground", [0.0, 0.7])
def test_white_words_of_any_size_on_a_darker_ground_are_read(size: int, ground: float) -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        canvas.setFillGray(ground)
        canvas.rect(50, 590, 560, 2 * size, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.setFont("Helvetica-Bold", size)
        canvas.drawString(60, 590 + size / 2, "WHITE")

    assert "WHITE" in read(page).text


def between_the_lines(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.setFont("Helvetica", 4)
    canvas.drawString(72, 394, WORDS)


def under_a_square(canvas: Canvas) -> None:
    canvas.drawString(72, 600, WORDS)
    picture = {
        "Type": PDFName("XObject"),
        "Subtype": PDFName("Form"),
        "BBox": PDFArray((0, 0, 300, 30)),
    }
    look = PDFStream(PDFDictionary(picture), "0 g 0 0 300 30 re f")
    square = PDFDictionary(
        {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Square"),
            "Rect": PDFArray((60, 590, 360, 620)),
            "F": 4,
            "AP": PDFDictionary({"N": canvas._doc.Reference(look)}),
        }
    )
    canvas._addAnnotation(square)


@pytest.mark.parametrize("draw", [between_the_lines, under_a_square])
def test_words_that_others_hide_are_left_out(draw: Draw) -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        draw(canvas)

    assert omitted(read(page)) == {Omission.HIDDEN: 4}


@pytest.mark.parametrize("colour", ["white", "yellow"])
def test_words_that_others_are_written_over_are_left_out(colour: str) -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        canvas.drawString(72, 600, "The fee is nine crowns.")
        canvas.setFillColor(colour)
        canvas.rect(60, 590, 300, 30, stroke=0, fill=1)
        canvas.setFillColor("black")
        canvas.drawString(72, 600, "The fee is six crowns.")

    extract = read(page)
    assert "six crowns" in extract.text
    assert omitted(extract) == {Omission.HIDDEN: 5}


def test_words_beside_others_on_one_ground_are_read() -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        canvas.drawString(72, 600, "Under the veil.")
        canvas.setFillColor("yellow", alpha=0.3)
        canvas.rect(60, 590, 300, 30, stroke=0, fill=1)
        canvas.setFillColor("black", alpha=1)
        canvas.drawString(200, 600, "On the veil.")

    text = read(page).text
    assert "Under the veil." in text
    assert "On the veil." in text


def test_white_words_on_a_dark_ground_are_read() -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        canvas.rect(60, 590, 300, 30, stroke=0, fill=1)
        white(canvas)

    assert WORDS in read(page).text


def test_words_recognised_in_a_scan_are_read() -> None:
    def scan(canvas: Canvas) -> None:
        grey_image(canvas, 0, 0, 612, 792)
        text(canvas, 700, "The lamp was lit at dusk.", 3)
        canvas.drawString(400, 30, "Received 3 May")

    extract = read(scan)
    assert "The lamp was lit at dusk." in extract.text
    assert not omitted(extract)


def test_a_page_with_nothing_but_invisible_words_is_read() -> None:
    assert (
        read(lambda canvas: text(canvas, 700, "The lamp was lit.", 3)).text == "The lamp was lit."
    )
