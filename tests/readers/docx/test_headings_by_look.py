"""Headings that no style names: signatures, articles, capitals, letters and tables."""

from docx.document import Document as WordDocument

from tests.readers.docx.headed import BODY, bold, paths

from .. import docx_making as making
from ..looking import kinds
from .reading import read


def test_signatures_are_no_headings(document: WordDocument) -> None:
    document.add_heading("Term", 1)
    document.add_paragraph(BODY)
    document.add_paragraph("Done at Ottawa on the third of May.")
    for line in ("For the Vintners' Guild", "Jane Maple"):
        bold(document, line)
        document.add_paragraph("________")
    bold(document, "Annex A")
    document.add_paragraph("The list of vats follows here.")
    assert paths(document) == ["Term", "Annex A"]


def test_an_article_that_runs_in_is_the_heading_of_its_text(document: WordDocument) -> None:
    for number in (1, 2):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"Artículo {number}.- ").bold = True
        paragraph.add_run("El Consejo se reúne cada año en la costa y publica sus acuerdos.")
    assert paths(document) == ["Artículo 1.-", "Artículo 2.-"]


def test_a_text_that_is_laid_out_in_a_table_keeps_its_headings(document: WordDocument) -> None:
    table = document.add_table(2, 2)
    making.fill(table, ("Cellar office", "Notice 12"), ("", ""))
    cell = table.cell(1, 0).merge(table.cell(1, 1))
    for heading in ("How to apply", "Who may apply"):
        cell.add_paragraph().add_run(heading).bold = True
        for _ in range(3):
            cell.add_paragraph(BODY)
    document.add_paragraph("Printed in May.")
    assert kinds(read(document))[:3] == [
        "row: Cellar office | Notice 12",
        "heading4: How to apply",
        f"paragraph: {BODY}",
    ]


def test_questions_and_lines_in_capitals_are_headings(document: WordDocument) -> None:
    document.add_paragraph(BODY)
    bold(document, "Who may prune the vines?")
    document.add_paragraph(BODY)
    document.add_paragraph("HARVEST")
    document.add_paragraph(BODY)
    document.add_paragraph("NCG")
    document.add_paragraph(BODY)
    headings = [line for line in kinds(read(document)) if line.startswith("heading")]
    assert [line.partition(": ")[2] for line in headings] == ["Who may prune the vines?", "HARVEST"]


def test_the_lines_at_the_top_of_a_memorandum_are_none(document: WordDocument) -> None:
    document.add_heading("Memorandum", 1)
    for line in ("To: All crews", "Asunto: Cubas"):
        bold(document, line)
    document.add_paragraph(BODY)
    assert paths(document) == ["Memorandum"]


def test_an_agreement_in_two_languages_side_by_side(document: WordDocument) -> None:
    table = document.add_table(2, 2)
    for number, row in enumerate(table.rows, 1):
        for cell, text in zip(
            row.cells, ("The vats are of oak.", "Les cuves sont en chêne."), strict=True
        ):
            cell.paragraphs[0].add_run(f"Article {number}").bold = True
            cell.add_paragraph(text)
    assert paths(document) == ["Article 1", "Article 1", "Article 2", "Article 2"]


def test_names_below_a_letter_are_no_headings(document: WordDocument) -> None:
    for text in ("Dear colleague,", BODY, "Yours sincerely,"):
        document.add_paragraph(text)
    for text in ("Jane Maple", "Head of the Cellar"):
        bold(document, text)
    document.add_paragraph("Harbour Office")
    assert paths(document) == [""]


def test_a_text_ends_what_is_signed(document: WordDocument) -> None:
    document.add_paragraph("Signed in May, the plan is for five years.")
    document.add_paragraph(BODY)
    bold(document, "Pruning")
    document.add_paragraph(BODY)
    assert paths(document) == ["", "Pruning"]


def test_underlined_lines_and_capitals_of_the_type_are_headings(document: WordDocument) -> None:
    document.add_paragraph(BODY)
    document.add_paragraph().add_run("Spring").underline = True
    document.add_paragraph(BODY)
    document.add_paragraph().add_run("Autumn").font.all_caps = True
    document.add_paragraph(BODY)
    assert paths(document) == ["", "Spring", "Autumn"]


def test_an_underlined_link_is_no_heading(document: WordDocument) -> None:
    making.add_run_style(document, "Hyperlink", '<w:u w:val="single"/>')
    document.add_paragraph(BODY)
    making.with_xml(
        document.add_paragraph(),
        '<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>Notes on pruning</w:t></w:r>',
    )
    document.add_paragraph(BODY)
    assert paths(document) == [""]


def test_capitals_above_clauses_are_a_heading(document: WordDocument) -> None:
    document.add_paragraph(BODY)
    for text in ("VIÑAS", "PRIMERA. La viña se poda en marzo.", "SEGUNDA. Lo podado se quema."):
        document.add_paragraph(text)
    assert paths(document) == ["", "VIÑAS › PRIMERA.", "VIÑAS › SEGUNDA."]
