"""Titles: what a file states, unless it is stale, and what its title page shows."""

from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas

from cmp_search.documents.document import BlockKind
from cmp_search.readers.pdf import read
from cmp_search.readers.pdf.title import stated_title

from ..looking import texts
from ..pdf_making import Drawn, heading, pdf, stacked
from .canvas import body
from .canvas import read as drawn_extract

LONG = "The keeper of the light climbs the tower twice a night and trims the lamp by hand. " * 3
COVER = [Drawn("Plan of the Lamps", 600, size=30), Drawn("Final report", 520, size=16)]


@pytest.mark.parametrize(
    "title",
    [
        "10811.exe",
        "PowerPoint Presentation",
        "Présentation PowerPoint",
        "Microsoft Word - plan",
        "Normal.dot",
        "plan_of_lamps_v3",
        "Document1",
        "Diapositiva 1",
        "(anonymous)",
        "https://coast.example/plan",
        "1234",
    ],
)
def test_what_programs_fill_in_is_no_title(title: str) -> None:
    assert stated_title(title) == ""


@pytest.mark.parametrize(
    "title", ["Plan of the Lamps", "Presentation of the plan", "St. John", "Web 2.0"]
)
def test_a_title_is_one(title: str) -> None:
    assert stated_title(title) == title


def test_a_title_stored_in_another_encoding_is_decoded() -> None:
    assert stated_title("Plan de acci\u00c3\u00b3n") == "Plan de acción"
    assert stated_title("Façade à l’été") == "Façade à l’été"


def test_a_stated_title_of_another_year_is_that_of_another_edition() -> None:
    page = stacked(heading("Yearbook of the Lamps 1931", 24), LONG)
    assert read(pdf(page, title="Yearbook of the Lamps 1928")).title == "Yearbook of the Lamps 1931"


def test_the_title_page_counts_before_the_title_of_another_document() -> None:
    chapters = stacked(heading("1. Lamps"), LONG)
    extract = read(pdf(COVER, chapters, title="Leaflet of the garden fair"))
    assert extract.title == "Plan of the Lamps"
    assert texts(extract, BlockKind.HEADING) == ["1. Lamps"]


@pytest.mark.parametrize("title", ["Lamps: final report of the plan", "Plan of the Lamps (2031)"])
def test_a_stated_title_whose_words_are_on_the_page_counts(title: str) -> None:
    assert read(pdf(COVER, stacked(LONG), title=title)).title == title


def test_a_stated_title_counts_where_no_printed_one_stands_out() -> None:
    extract = read(pdf(stacked("Dear keeper,", LONG), title="Letter on wicks"))
    assert extract.title == "Letter on wicks"


def test_the_title_of_a_title_page_may_be_as_large_as_chapters() -> None:
    cover = [Drawn("Plan of the Lamps", 600, size=20)]
    assert read(pdf(cover, stacked(heading("Lamps", 20), LONG))).title == "Plan of the Lamps"


def test_a_date_in_the_largest_type_is_no_title() -> None:
    page = stacked(heading("12 May 1931", 24), heading("Notes on lamps", 18), LONG)
    assert read(pdf(page)).title == "Notes on lamps"


def centred(text: str) -> Drawn:
    return replace(heading(text, 10), x=240)


def test_a_centred_bold_line_that_opens_the_text_is_its_title() -> None:
    page = stacked(centred("Notes on lamps"), LONG, heading("Oil", 10), LONG)
    extract = read(pdf(page))
    assert extract.title == "Notes on lamps"
    assert texts(extract, BlockKind.HEADING) == ["Oil"]


@pytest.mark.parametrize("first", [heading("Lamps", 10), centred("Lamps")])
def test_the_first_of_several_bold_lines_of_a_kind_is_no_title(first: Drawn) -> None:
    page = stacked(first, LONG, replace(first, text="Oil"), LONG)
    extract = read(pdf(page))
    assert extract.title == ""
    assert texts(extract, BlockKind.HEADING) == ["Lamps", "Oil"]


@pytest.mark.parametrize("number", ["31872", "7", "B-1191"])
def test_a_number_in_the_largest_type_is_no_title(number: str) -> None:
    pages = [
        [Drawn(number, 770, size=20), *stacked(heading("Notice on lamps", 14), LONG)],
        stacked(LONG),
    ]
    assert read(pdf(*pages)).title == "Notice on lamps"


@pytest.mark.parametrize("stated", ["LP/7/62", "Leaflet of the garden fair"])
def test_a_bold_title_overrules_what_is_stated_of_something_else(stated: str) -> None:
    page = stacked(heading("Plan of the Lamps", size=12), LONG, LONG)
    assert read(pdf(page, title=stated)).title == "Plan of the Lamps"


def test_words_set_sideways_are_neither_title_nor_heading() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 700, "Plan of the Lamps")
        canvas.setFont("Helvetica", 10)
        body(canvas)
        canvas.translate(40, 300)
        canvas.rotate(90)
        canvas.setFont("Helvetica-Bold", 24)
        canvas.drawString(0, 0, "Received in May")

    extract = drawn_extract(page)
    assert extract.title == "Plan of the Lamps"
    assert "Received in May" in texts(extract, BlockKind.PARAGRAPH)
