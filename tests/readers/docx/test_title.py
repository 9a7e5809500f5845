import pytest
from docx.document import Document as WordDocument
from docx.shared import Pt

from ..looking import kinds
from .reading import read

BODY = "The vines of the northern slope are pruned in March, and what is cut is burnt there."


def line(document: WordDocument, text: str, size: float, bold: bool = True) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold = bold
    run.font.size = Pt(size)


@pytest.mark.parametrize(
    "stale", ["draft_v2.docx", "Normal.dotm", "Présentation PowerPoint", "10811", "[Title]"]
)
def test_what_nobody_chose_is_no_title(document: WordDocument, stale: str) -> None:
    document.core_properties.title = stale
    document.add_paragraph(BODY)
    assert read(document).title == ""


def test_the_title_page_comes_before_the_title_of_another_text(document: WordDocument) -> None:
    document.core_properties.title = "Leaflet of the garden fair"
    line(document, "Ministry of Vineyards", 12)
    line(document, "Report on the Northern Cellars", 22)
    line(document, "May 2019", 12)
    document.add_heading("Vats", 1)
    document.add_paragraph(BODY)
    extract = read(document)
    assert extract.title == "Report on the Northern Cellars"
    assert kinds(extract)[:2] == [
        "paragraph: Ministry of Vineyards",
        "title: Report on the Northern Cellars",
    ]


def test_a_stated_title_that_the_text_repeats_is_right(document: WordDocument) -> None:
    document.core_properties.title = "Report on the Northern Cellars"
    line(document, "REPORT", 22)
    line(document, "on the northern cellars", 14, bold=False)
    document.add_paragraph(BODY)
    assert read(document).title == "Report on the Northern Cellars"


def test_one_of_several_that_are_counted_is_no_title(document: WordDocument) -> None:
    for number in (1, 2):
        line(document, f"Cellar {number}", 14)
        document.add_paragraph(BODY)
    extract = read(document)
    assert extract.title == ""
    assert kinds(extract)[0].endswith(": Cellar 1")


def test_the_only_heading_of_level_1_names_the_text_and_stays(document: WordDocument) -> None:
    document.core_properties.title = "Document1"
    document.add_heading("Northern Cellars", 1)
    document.add_heading("Vats", 2)
    document.add_paragraph(BODY)
    extract = read(document)
    assert extract.title == "Northern Cellars"
    assert kinds(extract)[0] == "heading1: Northern Cellars"


def test_a_section_may_be_named_like_the_title(document: WordDocument) -> None:
    document.core_properties.title = "Vats"
    document.add_paragraph(BODY)
    document.add_heading("Vats", 1)
    document.add_paragraph(BODY)
    assert "heading1: Vats" in kinds(read(document))


def test_the_title_of_a_treaty_is_long(document: WordDocument) -> None:
    title = "Agreement between the Guild of the Northern Vineyards and the Guild of the Southern "
    title += "Vineyards on the Pruning, Pressing and Resting of Grapes"
    line(document, title, 11)
    document.add_paragraph(BODY)
    assert read(document).title == title


def test_further_down_a_title_style_makes_headings(document: WordDocument) -> None:
    for text in ("Vineyard Diary", "Spring", "Autumn"):
        document.add_paragraph(text, "Title")
        document.add_paragraph(BODY)
    assert [line for line in kinds(read(document)) if not line.startswith("paragraph")] == [
        "title: Vineyard Diary",
        "heading1: Spring",
        "heading1: Autumn",
    ]


def test_the_lines_of_a_title_page_are_no_headings(document: WordDocument) -> None:
    line(document, "Northern Cellars", 24)
    line(document, "Working Group on Pruning", 16)
    line(document, "Ottawa", 14)
    document.add_heading("Vats", 1)
    document.add_paragraph(BODY)
    assert kinds(read(document))[:4] == [
        "title: Northern Cellars",
        "paragraph: Working Group on Pruning",
        "paragraph: Ottawa",
        "heading1: Vats",
    ]
