"""Numbers of lists, tables, frames and cells of Word files."""

import pytest
from docx.document import Document as WordDocument

from cmp_search.documents.document import BlockKind

from .. import docx_making as making
from ..looking import kinds, texts, tree
from .reading import read


def test_numbers_are_counted_level_by_level(document: WordDocument) -> None:
    outer = making.add_list(document, ("decimal", "%1."), ("lowerLetter", "%2)"))
    for level, text in ((0, "Press"), (1, "gently"), (1, "slowly"), (0, "Rest"), (1, "long")):
        making.number(document.add_paragraph(text), outer, level)
    assert texts(read(document), BlockKind.ITEM) == [
        "1. Press",
        "a) gently",
        "b) slowly",
        "2. Rest",
        "a) long",
    ]


@pytest.mark.parametrize(
    ("form", "marks"),
    [
        ("lowerRoman", ["iii.", "iv."]),
        ("upperRoman", ["III.", "IV."]),
        ("upperLetter", ["C.", "D."]),
        ("decimalZero", ["03.", "04."]),
        ("bullet", ["", ""]),
        ("ideographDigital", ["", ""]),
    ],
)
def test_formats_and_restarts(document: WordDocument, form: str, marks: list[str]) -> None:
    name = making.add_list(document, (form, "%1."), restart=3)
    for word in ("red", "white"):
        making.number(document.add_paragraph(word), name)
    expected = [
        f"{mark} {word}".strip() for mark, word in zip(marks, ("red", "white"), strict=True)
    ]
    assert kinds(read(document)) == [f"item: {text}" for text in expected]


def test_a_second_list_of_the_same_kind_starts_anew_where_it_says_so(
    document: WordDocument,
) -> None:
    name = making.add_list(document, ("decimal", "%1."))
    making.add_number(document, name + 1, name, restart=1)
    making.add_number(document, name + 2, name, restart=None)
    for one in (name, name, name + 1, name + 2):
        making.number(document.add_paragraph("vat"), one)
    assert texts(read(document)) == ["1. vat", "2. vat", "1. vat", "2. vat"]


def test_numbered_headings_carry_their_number(document: WordDocument) -> None:
    name = making.add_list(document, ("upperRoman", "%1."), ("decimal", "%1.%2"))
    making.number(document.add_heading("Spring", 1), name)
    making.number(document.add_heading("Pruning", 2), name, 1)
    assert [path for path, _ in tree(read(document))] == ["I. Spring", "I. Spring › I.1 Pruning"]


def test_list_styles_make_items_and_list_zero_takes_them_out(document: WordDocument) -> None:
    document.add_paragraph("red", "List Bullet")
    document.add_paragraph("one", "List Number 2")
    making.number(document.add_paragraph("plain"), 0)
    assert kinds(read(document)) == ["item: red", "item: 1. one", "paragraph: plain"]


def test_rows_have_the_marked_header(document: WordDocument) -> None:
    document.add_paragraph("Before.")
    table = document.add_table(3, 2)
    making.fill(table, ("Vat", "Litres:"), ("A", "400"), ("B", ""))
    making.mark_header(table)
    document.add_paragraph("After.")
    assert kinds(read(document)) == [
        "paragraph: Before.",
        "row: Vat: A | Litres: 400",
        "row: Vat: B",
        "paragraph: After.",
    ]


def test_a_bold_first_row_is_a_header(document: WordDocument) -> None:
    table = document.add_table(2, 2)
    making.fill(table, ("", ""), ("A", "400"))
    for cell, text in zip(table.rows[0].cells, ("Vat", "Litres"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    assert texts(read(document)) == ["Vat: A | Litres: 400"]


def test_a_table_without_header_is_read_as_it_stands(document: WordDocument) -> None:
    making.fill(document.add_table(2, 2), ("Vat", "Litres"), ("A", "400"))
    assert texts(read(document)) == ["Vat | Litres", "A | 400"]


def test_merged_cells(document: WordDocument) -> None:
    table = document.add_table(3, 3)
    making.fill(table, ("Vat", "Red", "White"), ("A", "1", "2"), ("", "both", ""))
    making.mark_header(table)
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 1).merge(table.cell(2, 2))
    assert texts(read(document)) == ["Vat: A | Red: 1 | White: 2", "Vat: A | Red: both"]


def test_a_frame_and_a_layout_table_hold_blocks(document: WordDocument) -> None:
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "Framed."
    frame.add_paragraph("Twice.")
    layout = document.add_table(1, 2)
    layout.cell(0, 0).add_paragraph("Spring", "Heading 1")
    layout.cell(0, 1).text = "Beside."
    assert kinds(read(document)) == [
        "paragraph: Framed.",
        "paragraph: Twice.",
        "heading1: Spring",
        "paragraph: Beside.",
    ]


def test_several_paragraphs_and_a_table_in_a_cell(document: WordDocument) -> None:
    table = document.add_table(1, 2)
    making.fill(table, ("one", "two"))
    table.cell(0, 0).add_paragraph("more")
    inner = table.cell(0, 1).add_table(1, 2)
    making.fill(inner, ("in", "side"))
    assert texts(read(document)) == ["one more | two in | side"]
