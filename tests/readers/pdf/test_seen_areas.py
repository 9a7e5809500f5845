"""Words off the page, in layers, or clipped: only what a reader sees is quoted."""

from collections.abc import Callable
from io import BytesIO

import pytest
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
from reportlab.pdfgen.canvas import Canvas

from cmp_search.documents.document import Omission
from cmp_search.errors import NoTextError
from cmp_search.readers.extract import Extract
from cmp_search.readers.pdf import reader
from tests.raising import raises_code
from tests.readers.pdf.reading import WORDS

from ..looking import omitted, texts
from .canvas import Draw, body, drawn, read


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
