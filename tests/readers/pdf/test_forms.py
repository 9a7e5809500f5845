"""Text in forms stands where the forms are drawn."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from cmp_search.readers.pdf import read
from cmp_search.readers.pdf.lines import Line
from cmp_search.readers.pdf.pages import opened, page_texts

from ..looking import check, texts

Draw = Callable[[Canvas], None]


def drawn(draw: Draw, **forms: Draw) -> bytes:
    """A page, and forms that are made before it."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for name, inner in forms.items():
        canvas.beginForm(name)
        canvas.setFont("Helvetica", 10)
        inner(canvas)
        canvas.endForm()
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def places(data: bytes) -> dict[str, tuple[int, int]]:
    """Where each line of the first page begins."""
    return {line.text: (round(line.x), round(line.y)) for line in first_lines(data)}


def first_lines(data: bytes) -> list[Line]:
    """The lines of the first page."""
    return next(page_texts(opened(data), None, 1)).lines


def says(words: str, x: float = 0, y: float = 0) -> Draw:
    return lambda canvas: canvas.drawString(x, y, words)


def form(name: str, x: float, y: float) -> Draw:
    """The form, drawn from another place, which holds for nothing after it."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(x, y)
        canvas.doForm(name)
        canvas.restoreState()

    return draw


def several(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def test_a_form_stands_where_it_is_drawn() -> None:
    page = several(says("Above.", 72, 700), form("a", 100, 400), says("Below.", 72, 200))
    assert places(drawn(page, a=says("Within.", 5, 6))) == {
        "Above.": (72, 700),
        "Within.": (105, 406),
        "Below.": (72, 200),
    }


def test_a_form_that_is_drawn_twice_stands_twice() -> None:
    data = drawn(several(form("a", 72, 700), form("a", 72, 300)), a=says("Lamp."))
    found = first_lines(data)
    assert [(line.text, round(line.y)) for line in found] == [("Lamp.", 700), ("Lamp.", 300)]


def test_a_form_in_a_form_adds_both_places() -> None:
    outer = several(says("Outer."), form("inner", 10, 40), says("After.", 0, 20))
    data = drawn(form("outer", 100, 300), inner=says("Inner."), outer=outer)
    assert places(data) == {"Outer.": (100, 300), "Inner.": (110, 340), "After.": (100, 320)}


def test_the_size_of_a_form_is_that_of_its_letters() -> None:
    def larger(canvas: Canvas) -> None:
        canvas.scale(2, 2)
        canvas.doForm("a")

    (line,) = first_lines(drawn(larger, a=says("Big.", 30, 40)))
    assert (line.x, line.y, line.size) == (60, 80, 20)


def test_forms_are_read_in_the_order_in_which_they_stand() -> None:
    page = several(form("low", 72, 300), form("high", 72, 600))
    extract = read(drawn(page, low=says("Then the night falls."), high=says("First comes dusk.")))
    check(extract)
    assert texts(extract) == ["First comes dusk.", "Then the night falls."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Matrix [ 1 0 0 1 0 0 ]", b"/Matrix [ 1 0 0 1 7 0 ]"),
        (b"/Matrix [ 1 0 0 1 0 0 ]", b"/Matrix [ 1 0 0 x 0 0 ]"),
        (b"/Subtype /Form", b"/Subtype /Nope"),
    ],
    ids=["its own place", "broken place", "no form"],
)
def test_forms_of_every_kind_leave_the_page_readable(old: bytes, new: bytes) -> None:
    data = drawn(several(says("Above.", 72, 700), form("a", 100, 400)), a=says("Within."))
    assert data.count(old) == 1 or old not in data
    found = places(data.replace(old, new))
    assert found["Above."] == (72, 700)


def test_what_is_filled_in_is_read_though_it_was_never_drawn() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Keeper:")
        canvas.acroForm.textfield(value="Ann of the Tower", x=150, y=690, width=200, height=20)

    writer = PdfWriter(clone_from=BytesIO(drawn(page)))
    for note in writer.pages[0].annotations or ():
        del note.get_object()["/AP"]
    form: Any = writer.root_object["/AcroForm"]
    form.get_object()[NameObject("/NeedAppearances")] = BooleanObject(True)
    filled = BytesIO()
    writer.write(filled)
    assert "Ann of the Tower" in read(filled.getvalue()).text
