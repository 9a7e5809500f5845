from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from cmp_search.documents.document import HeadingOrigin

from .. import docx_making as making
from ..looking import kinds, tree
from .reading import read

BODY = "The vines of the northern slope are pruned in March, and what is cut is burnt there."


def paths(document: WordDocument) -> list[str]:
    return [path for path, words in tree(read(document)) if words]


def bold(document: WordDocument, text: str, size: float = 0) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold = True
    if size:
        run.font.size = Pt(size)


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


def test_an_article_that_runs_in_is_the_heading_of_its_text(document: WordDocument) -> None:
    for number in (1, 2):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"Artículo {number}.- ").bold = True
        paragraph.add_run("El Consejo se reúne cada año en la costa y publica sus acuerdos.")
    assert paths(document) == ["Artículo 1.-", "Artículo 2.-"]


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


def test_a_bold_number_without_a_mark_begins_a_heading(document: WordDocument) -> None:
    document.add_paragraph(BODY)
    for text in ("1 Pruning", "2 Pressing"):
        bold(document, text)
        document.add_paragraph(BODY)
    bold(document, "3 May 1920")
    document.add_paragraph(BODY)
    assert paths(document) == ["", "1 Pruning", "2 Pressing"]
