"""Only what a reader sees is quoted, and what is left out is noted by its reason."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from cmp_search.documents.document import BlockKind, Omission
from cmp_search.errors import NoTextError
from cmp_search.readers.extract import Extract
from cmp_search.readers.pdf import reader
from tests.raising import raises_code

from ..looking import omitted, texts
from .canvas import Draw, body, drawn, read

WORDS = "Words that nobody sees"


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


@pytest.mark.parametrize(("x", "y"), [(-300, 500), (700, 500), (72, -40), (72, 900)])
def test_what_is_off_the_page_is_left_out(x: float, y: float) -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        canvas.drawString(x, y, WORDS)

    extract = read(page)
    assert WORDS not in extract.text
    assert omitted(extract) == {Omission.OUTSIDE: 4}


def changed(data: bytes, change: Callable[[PdfWriter], None]) -> Extract:
    """What is read of a PDF after a change to its objects."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    change(writer)
    buffer = BytesIO()
    writer.write(buffer)
    return reader.read(buffer.getvalue())


def test_what_is_outside_the_crop_box_is_left_out() -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        canvas.drawString(72, 760, WORDS)

    def crop(writer: PdfWriter) -> None:
        writer.pages[0][NameObject("/CropBox")] = RectangleObject((0, 0, 612, 740))

    assert omitted(changed(drawn(page), crop)) == {Omission.OUTSIDE: 4}


def layered(state: str, names: tuple[str, str] = ("Notes", "Text")) -> Callable[[PdfWriter], None]:
    """Words in the first of two layers, which is as `state` says."""

    def change(writer: PdfWriter) -> None:
        layers = ArrayObject(
            writer._add_object(
                DictionaryObject(
                    {
                        NameObject("/Type"): NameObject("/OCG"),
                        NameObject("/Name"): TextStringObject(name),
                    }
                )
            )
            for name in names
        )
        usual = DictionaryObject({NameObject(state): ArrayObject(layers[:1])})
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
            {NameObject("/OCGs"): layers, NameObject("/D"): usual}
        )
        page = writer.pages[0]
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        resources[NameObject("/Properties")] = DictionaryObject({NameObject("/L"): layers[0]})
        stream = DecodedStreamObject()
        content = page.get_contents()
        assert content is not None
        words = f"/OC /L BDC BT /F1 10 Tf 72 600 Td ({WORDS}) Tj ET EMC".encode()
        stream.set_data(content.get_data() + b"\n" + words)
        page[NameObject("/Contents")] = writer._add_object(stream)

    return change


@pytest.mark.parametrize(
    "names", [("Notes", "Text"), ("Layer", "Layer"), ("Français", "Text"), ("Заметки", "Text")]
)
def test_a_layer_that_is_off_is_left_out(names: tuple[str, str]) -> None:
    extract = changed(drawn(body), layered("/OFF", names))
    assert WORDS not in extract.text
    assert omitted(extract) == {Omission.HIDDEN: 4}


def test_a_layer_that_is_off_is_left_out_under_one_that_is_on() -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        canvas.drawString(72, 600, "What everybody sees here")

    extract = changed(drawn(page), layered("/OFF", ("Français", "Text")))
    assert "What everybody sees here" in extract.text
    assert omitted(extract) == {Omission.HIDDEN: 4}


def test_a_layer_that_is_on_is_read() -> None:
    assert WORDS in changed(drawn(body), layered("/ON")).text


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


@pytest.mark.parametrize("pages", [1, 2])
def test_a_form_that_only_asks_to_wait_is_refused(pages: int) -> None:
    def change(writer: PdfWriter) -> None:
        form = DictionaryObject({NameObject("/XFA"): ArrayObject([NumberObject(0)])})
        writer.root_object[NameObject("/AcroForm")] = form

    with raises_code(NoTextError, "pdf_xfa"):
        changed(drawn(*[body] * pages), change)


def test_a_broken_page_costs_no_other() -> None:
    def page(words: str) -> Draw:
        return lambda canvas: canvas.drawString(72, 700, words)

    def change(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(b"BT /F1 10 Tf 7 junk 77.1 Tm [ (ab ) xyz]N)Tj ET")
        writer.pages[1][NameObject("/Contents")] = writer._add_object(stream)

    pages = (page("Dusk comes first."), page("Broken."), page("Then the night falls."))
    extract = changed(drawn(*pages), change)
    assert texts(extract) == ["Dusk comes first.", "Then the night falls."]
    assert extract.without_text == (2,)


def clipped(canvas: Canvas) -> None:
    area = canvas.beginPath()
    area.rect(0, 0, 40, 40)
    canvas.saveState()
    canvas.clipPath(area, stroke=0, fill=0)
    canvas.drawString(72, 600, WORDS)
    canvas.restoreState()


def in_the_colour_of_its_ground(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.3, 0.6)
    canvas.rect(60, 590, 300, 30, stroke=0, fill=1)
    canvas.drawString(72, 600, WORDS)


@pytest.mark.parametrize("draw", [clipped, in_the_colour_of_its_ground])
def test_words_that_are_drawn_without_being_seen_are_left_out(draw: Draw) -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        draw(canvas)

    assert omitted(read(page)) == {Omission.HIDDEN: 4}


def test_words_within_the_area_that_they_are_clipped_to_are_read() -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        canvas.translate(60, 590)
        clipped(canvas)
        canvas.translate(-60, -590)
        area = canvas.beginPath()
        area.rect(60, 490, 300, 30)
        canvas.clipPath(area, stroke=0, fill=0)
        canvas.drawString(72, 500, "The lamp burns.")

    assert "The lamp burns." in read(page).text


def test_a_crop_box_that_all_pages_share_holds() -> None:
    def page(canvas: Canvas) -> None:
        body(canvas)
        canvas.drawString(72, 760, WORDS)

    def crop(writer: PdfWriter) -> None:
        pages = writer.root_object["/Pages"]
        assert isinstance(pages, DictionaryObject)
        pages[NameObject("/CropBox")] = RectangleObject((0, 0, 612, 740))

    assert omitted(changed(drawn(page), crop)) == {Omission.OUTSIDE: 4}


@pytest.mark.parametrize(("flags", "words"), [(4, 2), (2, 0)], ids=["shown", "hidden"])
def test_words_that_an_annotation_strikes_out_are_not_quoted(flags: int, words: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 600, "The fee is ten pounds twelve pounds a year.")
        body(canvas)

    def strike(writer: PdfWriter) -> None:
        corners = (118.5, 609, 165.5, 609, 118.5, 598, 165.5, 598)
        note = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/StrikeOut"),
                NameObject("/Rect"): RectangleObject((118, 598, 166, 609)),
                NameObject("/QuadPoints"): ArrayObject(map(FloatObject, corners)),
                NameObject("/F"): NumberObject(flags),
            }
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    assert omitted(changed(drawn(page), strike)).get(Omission.STRUCK, 0) == words


def test_very_large_words_in_one_place_of_all_pages_are_a_watermark() -> None:
    def page(name: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(72, 700, f"{name} is the name of this tower, which is still kept.")
            canvas.setFont("Helvetica-Bold", 60)
            canvas.setFillGray(0.85)
            canvas.drawString(90, 372, "BORRADOR")

        return draw

    assert "BORRADOR" not in read(*map(page, ("Ayr", "Cove", "Skerryvore"))).text
