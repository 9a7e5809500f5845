"""Titles: what a file states, unless it is stale, and what its title page shows."""

import pytest

from cmp_search.documents.document import BlockKind
from cmp_search.readers.pdf import read
from cmp_search.readers.pdf.title import stated_title

from ..looking import texts
from ..pdf_making import Drawn, heading, pdf, stacked

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


@pytest.mark.parametrize("number", ["31872", "7", "B-1191"])
def test_a_number_in_the_largest_type_is_no_title(number: str) -> None:
    pages = [
        [Drawn(number, 770, size=20), *stacked(heading("Notice on lamps", 14), LONG)],
        stacked(LONG),
    ]
    assert read(pdf(*pages)).title == "Notice on lamps"
