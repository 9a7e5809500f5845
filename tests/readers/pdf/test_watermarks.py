"""Stamps and watermarks are no text, and words that lines strike out are not quoted."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from cmp_search.documents.document import BlockKind, Omission
from cmp_search.readers.extract import Extract

from ..looking import omitted, texts
from .canvas import Draw, body, read


@pytest.mark.parametrize("angle", [30, 45, 60, -45])
def test_a_stamp_at_an_angle_is_neither_text_nor_title(angle: float) -> None:
    def page(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(306, 396)
        canvas.rotate(angle)
        canvas.setFont("Helvetica-Bold", 80)
        canvas.setFillGray(0.8)
        canvas.drawCentredString(0, 0, "BORRADOR")
        canvas.restoreState()
        body(canvas)

    extract = read(page)
    assert "BORRADOR" not in extract.text
    assert not texts(extract, BlockKind.TITLE)
    assert omitted(extract) == {Omission.WATERMARK: 1}


@pytest.mark.parametrize("parts", [["COPY"], ["C", "O", "P", "Y"]])
def test_large_letters_across_the_text_are_a_watermark(parts: list[str]) -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        canvas.setFont("Helvetica-Bold", 60)
        canvas.setFillGray(0.85)
        x = 90.0
        for part in parts:
            canvas.drawString(x, 372, part)
            x += canvas.stringWidth(part, "Helvetica-Bold", 60)

    assert omitted(read(page)) == {Omission.WATERMARK: 1}


def test_a_watermark_is_one_on_pages_where_no_text_is_under_it() -> None:
    def copy(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 60)
        canvas.drawString(90, 372, "COPY")

    def full(canvas: Canvas) -> None:
        body(canvas)
        copy(canvas)

    def short(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "COPY")
        body(canvas, 600)
        copy(canvas)

    extract = read(full, short)
    assert extract.text.count("COPY") == 1
    assert omitted(extract) == {Omission.WATERMARK: 2}


def test_a_page_that_leans_as_a_whole_is_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rotate(2)
        body(canvas)

    assert read(page).text.startswith("The keeper of the light climbs the tower")


def struck(height: float, overhang: float) -> Extract:
    """A line of text with a thin line at some height above the baseline of its middle words."""

    def page(canvas: Canvas) -> None:
        x = 72 + canvas.stringWidth("The fee is ", "Helvetica", 10)
        width = canvas.stringWidth("ten pounds", "Helvetica", 10)
        canvas.drawString(72, 600, "The fee is ten pounds twelve pounds a year.")
        canvas.setLineWidth(0.5)
        canvas.line(x - overhang, 600 + height, x + width + overhang, 600 + height)
        body(canvas)

    return read(page)


def test_struck_words_are_not_quoted() -> None:
    extract = struck(2.8, 0.5)
    assert texts(extract)[0] == "The fee is twelve pounds a year."
    assert omitted(extract) == {Omission.STRUCK: 2}


@pytest.mark.parametrize(
    ("height", "overhang"), [(-1.5, 0.5), (9.0, 0.5), (2.8, 300.0)], ids=["under", "over", "rule"]
)
def test_other_lines_strike_nothing(height: float, overhang: float) -> None:
    extract = struck(height, overhang)
    assert texts(extract)[0] == "The fee is ten pounds twelve pounds a year."
    assert not omitted(extract)


def test_very_large_words_in_one_place_of_all_pages_are_a_watermark() -> None:
    def page(name: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(72, 700, f"{name} is the name of this tower, which is still kept.")
            canvas.setFont("Helvetica-Bold", 60)
            canvas.setFillGray(0.85)
            canvas.drawString(90, 372, "BORRADOR")

        return draw

    assert "BORRADOR" not in read(*map(page, ("Ayr", "Cove", "Skerryvore"))).text
