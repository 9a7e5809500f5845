from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from cmp_search.documents.document import HeadingOrigin
from tests.readers.docx.headed import BODY, bold, paths

from .. import docx_making as making
from ..looking import kinds, tree
from .reading import read


def test_a_styled_heading_does_not_hide_bold_ones(document: WordDocument) -> None:
    for number in range(1, 5):
        if number == 2:
            document.add_heading(f"Cellar {number}", 1)
        else:
            bold(document, f"Cellar {number}")
        document.add_paragraph(BODY)
    assert paths(document) == ["Cellar 1", "Cellar 2", "Cellar 3", "Cellar 4"]


def test_bold_lines_are_below_the_styled_heading_above_them(document: WordDocument) -> None:
    document.add_heading("Spring", 1)
    document.add_paragraph(BODY)
    bold(document, "Pruning")
    document.add_paragraph(BODY)
    document.add_heading("Autumn", 1)
    document.add_paragraph(BODY)
    assert paths(document) == ["Spring", "Spring › Pruning", "Autumn"]


def test_larger_type_makes_and_orders_headings(document: WordDocument) -> None:
    document.add_paragraph(BODY)
    for text, size in (("Spring", 18), ("Pruning", 14), ("Autumn", 18)):
        document.add_paragraph().add_run(text).font.size = Pt(size)
        document.add_paragraph(BODY)
    extract = read(document)
    assert [path for path, _ in tree(extract)] == ["", "Spring", "Spring › Pruning", "Autumn"]
    assert extract.headings_from is HeadingOrigin.SHAPE


def test_where_all_is_bold_bold_tells_nothing(document: WordDocument) -> None:
    for text in ("Vineyards of the coast", BODY, "Notes on pruning", BODY):
        bold(document, text)
    assert all(line.startswith("paragraph") for line in kinds(read(document)))


def test_sentences_and_bold_words_in_a_sentence_are_no_headings(document: WordDocument) -> None:
    document.add_heading("Spring", 1)
    bold(document, "All vats are washed before the first of May.")
    document.add_paragraph("The vat is ").add_run("never").bold = True
    document.add_paragraph(BODY)
    assert paths(document) == ["Spring"]


def test_a_long_sentence_in_a_heading_style_is_text(document: WordDocument) -> None:
    document.add_heading("Duties", 1)
    document.add_heading(f"{BODY} {BODY}", 2)
    assert paths(document) == ["Duties"]


def test_a_bold_line_with_nothing_below_it_is_text(document: WordDocument) -> None:
    bold(document, "Diary of the Vineyard", 20)
    bold(document, "1. Spring")
    document.add_paragraph(BODY)
    bold(document, "John Maple")
    bold(document, "Head of the Cellar")
    bold(document, "2. Autumn")
    document.add_paragraph(BODY)
    bold(document, "Jane Cactus")
    assert paths(document) == ["1. Spring", "2. Autumn"]


def test_a_division_takes_its_name_from_the_line_below(document: WordDocument) -> None:
    for number, name, article in (("I", "GENERAL RULES", 1), ("II", "CELLARS", 2)):
        for line in (f"CHAPTER {number}", name, f"Article {article}"):
            bold(document, line)
            document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.add_paragraph(BODY)
    assert paths(document) == [
        "CHAPTER I GENERAL RULES › Article 1",
        "CHAPTER II CELLARS › Article 2",
    ]


def test_a_bold_line_above_a_break_is_the_heading_of_its_text(document: WordDocument) -> None:
    document.add_heading("Cellars", 1)
    document.add_paragraph(BODY)
    paragraph = document.add_paragraph()
    run = paragraph.add_run("Vats of oak")
    run.bold = True
    run.add_break()
    paragraph.add_run(BODY)
    assert paths(document) == ["Cellars", "Cellars › Vats of oak"]


def test_bold_numbered_lines_are_headings_and_items_of_a_list_are_not(
    document: WordDocument,
) -> None:
    name = making.add_list(document, ("decimal", "%1."))
    for text in ("Pressing", "Resting"):
        bold(document, text)
        making.number(document.paragraphs[-1], name)
        document.add_paragraph(BODY)
    other = making.add_list(document, ("lowerLetter", "%1)"))
    for text in ("red", "white"):
        bold(document, text.title())
        making.number(document.paragraphs[-1], other)
    assert kinds(read(document))[2:] == [
        "heading4: 2. Resting",
        f"paragraph: {BODY}",
        "item: a) Red",
        "item: b) White",
    ]


def test_headings_of_united_nations_styles(document: WordDocument) -> None:
    for name in ("_ H _Ch_G", "_ H_1_G", "_ H_2/3_G"):
        making.add_style(document, name)
    document.add_paragraph("Report on cellars", "_ H _Ch_G")
    document.add_paragraph("I. Opening", "_ H_1_G")
    document.add_paragraph("A. Agenda", "_ H_2/3_G")
    document.add_paragraph(BODY)
    document.add_paragraph("Annex on vats", "_ H _Ch_G")
    document.add_paragraph(BODY)
    extract = read(document)
    assert extract.title == "Report on cellars"
    assert [path for path, words in tree(extract) if words] == [
        "I. Opening › A. Agenda",
        "Annex on vats",
    ]


def test_text_after_a_table_is_not_below_a_heading_in_it(document: WordDocument) -> None:
    document.add_heading("Cellars", 1)
    document.add_paragraph(f"{BODY} {BODY}")
    cell = document.add_table(1, 2).cell(0, 0)
    cell.paragraphs[0].style = "Heading 2"
    cell.paragraphs[0].add_run("Vats")
    cell.add_paragraph("Forty vats are of oak.")
    document.add_paragraph("The door is locked at night.")
    assert paths(document) == ["Cellars"]


def test_a_heading_alone_in_a_frame_is_one(document: WordDocument) -> None:
    document.add_paragraph(BODY)
    document.add_table(1, 1).cell(0, 0).paragraphs[0].style = "Heading 1"
    document.tables[0].cell(0, 0).paragraphs[0].add_run("Vats")
    document.add_paragraph(BODY)
    assert paths(document) == ["", "Vats"]


def test_a_bold_number_without_a_mark_begins_a_heading(document: WordDocument) -> None:
    document.add_paragraph(BODY)
    for text in ("1 Pruning", "2 Pressing"):
        bold(document, text)
        document.add_paragraph(BODY)
    bold(document, "3 May 1920")
    document.add_paragraph(BODY)
    assert paths(document) == ["", "1 Pruning", "2 Pressing"]
