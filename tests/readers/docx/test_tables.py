from docx.document import Document as WordDocument

from cmp_search.documents.document import Omission

from .. import docx_making as making
from ..looking import kinds, omitted, texts
from .reading import read

LONG = "The vines of the northern slope are pruned in March, and what is cut is burnt there. "


def test_headings_in_the_first_row_are_its_header(document: WordDocument) -> None:
    table = document.add_table(3, 2)
    making.fill(table, ("Vat", "Litres"), ("A", "400"), ("B", "500"))
    for cell in table.rows[0].cells:
        cell.paragraphs[0].style = "Heading 4"
    document.add_paragraph("Outside.")
    assert kinds(read(document)) == [
        "row: Vat: A | Litres: 400",
        "row: Vat: B | Litres: 500",
        "paragraph: Outside.",
    ]


def test_the_style_of_a_table_may_make_the_header(document: WordDocument) -> None:
    table = document.add_table(2, 2, "Light List Accent 1")
    making.fill(table, ("Vat", "Litres"), ("A", "400"))
    assert texts(read(document)) == ["Vat: A | Litres: 400"]


def test_a_line_above_the_header_is_a_row(document: WordDocument) -> None:
    table = document.add_table(3, 2)
    making.fill(table, ("Cellar North", ""), ("", ""), ("A", "400"))
    table.cell(0, 0).merge(table.cell(0, 1))
    for cell, text in zip(table.rows[1].cells, ("Vat", "Litres"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    assert texts(read(document)) == ["Cellar North", "Vat: A | Litres: 400"]


def test_a_header_of_two_bold_rows(document: WordDocument) -> None:
    table = document.add_table(3, 3)
    making.fill(table, ("Vat", "Litres", ""), ("", "red", "white"), ("A", "400", "500"))
    for row in table.rows[:2]:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    assert texts(read(document)) == ["Vat: A | Litres red: 400 | Litres white: 500"]


def test_sentences_side_by_side_are_text(document: WordDocument) -> None:
    table = document.add_table(1, 2)
    making.fill(table, (LONG.strip(), "La viña del norte se poda en marzo."))
    for cell in table.rows[0].cells:
        cell.add_paragraph("And so on for the rest of the year.")
    assert len(texts(read(document))) == 4
    letter = document.add_table(2, 1)
    making.fill(letter, ("A",), ("B",))
    assert texts(read(document))[4:] == ["A", "B"]


def test_a_heading_in_a_cell_of_data_is_words_of_its_row(document: WordDocument) -> None:
    table = document.add_table(2, 2)
    making.fill(table, ("Spring", "Prune."), ("Autumn", "Press."))
    for row in table.rows:
        row.cells[0].paragraphs[0].style = "Heading 3"
    assert kinds(read(document)) == ["row: Spring | Prune.", "row: Autumn | Press."]


def test_rows_may_begin_further_right(document: WordDocument) -> None:
    table = document.add_table(2, 3)
    making.fill(table, ("Vat", "Red", "White"), ("", "1", "2"))
    making.mark_header(table)
    row = table.rows[1]._tr
    row.get_or_add_trPr().append(making.parsed('<w:gridBefore w:val="1"/>'))
    row.remove(row.tc_lst[0])
    assert texts(read(document)) == ["Red: 1 | White: 2"]


def test_deleted_and_hidden_rows_and_cells_are_left_out(document: WordDocument) -> None:
    table = document.add_table(3, 2)
    making.fill(table, ("A", "400"), ("B", "deleted row"), ("C", "hidden row"))
    table.rows[1]._tr.get_or_add_trPr().append(making.parsed("<w:del/>"))
    table.rows[2]._tr.get_or_add_trPr().append(making.parsed("<w:hidden/>"))
    table.cell(0, 0)._tc.get_or_add_tcPr().append(making.parsed("<w:cellDel/>"))
    extract = read(document)
    assert texts(extract) == ["400"]
    assert omitted(extract) == {Omission.DELETED: 4, Omission.HIDDEN: 3}


def test_notes_of_a_header_are_kept(document: WordDocument) -> None:
    making.add_footnotes(document, "In 2019.")
    table = document.add_table(2, 2)
    making.fill(table, ("Vat", "Litres"), ("A", "400"))
    making.mark_header(table)
    making.refer(table.cell(0, 1).paragraphs[0], 1)
    assert kinds(read(document)) == ["note: In 2019.", "row: Vat: A | Litres: 400"]


def test_a_long_cell_of_several_paragraphs_is_text(document: WordDocument) -> None:
    table = document.add_table(2, 2)
    making.fill(table, ("Office", "Notice 12"), ("Steps", ""))
    for _ in range(8):
        table.cell(1, 1).add_paragraph(LONG)
    assert kinds(read(document)) == [
        "row: Office | Notice 12",
        "paragraph: Steps",
        *[f"paragraph: {LONG.strip()}"] * 8,
    ]


def test_long_cells_below_a_header_stay_rows(document: WordDocument) -> None:
    table = document.add_table(2, 2)
    making.fill(table, ("Goal", "Steps"), ("Prune", LONG))
    making.mark_header(table)
    for _ in range(8):
        table.cell(1, 1).add_paragraph(LONG)
    (row,) = texts(read(document))
    assert row.startswith("Goal: Prune | Steps: The vines")


def test_all_rows_of_a_column_with_text_are_text(document: WordDocument) -> None:
    table = document.add_table(2, 1)
    table.cell(0, 0).paragraphs[0].style = "Heading 1"
    table.cell(0, 0).paragraphs[0].add_run("Pruning")
    for _ in range(4):
        table.cell(1, 0).add_paragraph(LONG)
    assert kinds(read(document)) == ["heading1: Pruning", *[f"paragraph: {LONG.strip()}"] * 4]
