from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from cmp_search.documents.document import Omission

from .. import docx_making as making
from ..looking import kinds, omitted, texts, tree
from .reading import read


def fill(document: WordDocument, *headings: str, level: int = 1) -> None:
    for heading in headings:
        document.add_heading(heading, level)
        document.add_paragraph(f"What {heading} means is told in this sentence.")


def add_field(document: WordDocument, *entries: str, closed: bool = True) -> None:
    """A table of contents in one field over several plain paragraphs."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    for i, entry in enumerate(entries):
        paragraph = document.add_paragraph()
        if i == 0:
            making.with_xml(paragraph, char.format("begin"))
            making.with_xml(paragraph, '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>')
            making.with_xml(paragraph, char.format("separate"))
        paragraph.add_run(entry)
        if closed and i == len(entries) - 1:
            making.with_xml(paragraph, char.format("end"))


def test_a_typed_table_ends_where_its_first_entry_comes_again(document: WordDocument) -> None:
    for line in ("Contents", "Vats", "Doors", "Annex"):
        document.add_paragraph(line)
    fill(document, "Vats", "Doors", "Annex")
    fill(document, "Vats", "Doors", level=2)
    extract = read(document)
    assert [path for path, _ in tree(extract)] == [
        "Vats",
        "Doors",
        "Annex",
        "Annex › Vats",
        "Annex › Doors",
    ]
    assert omitted(extract)[Omission.CONTENTS] == 4
    assert extract.quality.left_out.contents == 4


def test_bold_headings_end_a_typed_table_too(document: WordDocument) -> None:
    for line in ("Índice", "Cubas", "Puertas"):
        document.add_paragraph(line)
    for _ in range(2):
        for heading in ("Cubas", "Puertas"):
            document.add_paragraph().add_run(heading).bold = True
            document.add_paragraph(f"Lo que significa {heading} se dice aquí mismo.")
    assert [path for path, _ in tree(read(document))] == ["Cubas", "Puertas"] * 2


def test_entries_with_page_numbers_may_repeat_and_differ_from_the_headings(
    document: WordDocument,
) -> None:
    lines = ("Page", "Vats\t3", "Purpose\t3", "Doors ........ 4", "Purpose\t4", "Lock and key\t5")
    for line in ("Table of Contents", *lines):
        document.add_paragraph(line)
    fill(document, "Vats", "Purpose", "Doors", "Purpose", "Locks")
    extract = read(document)
    assert texts(extract)[0] == "Vats"
    assert extract.quality.left_out.contents == 7


def test_a_typed_table_without_title(document: WordDocument) -> None:
    document.add_paragraph("Vineyard Diary", "Title")
    for line in ("Vats\t3", "Doors\t4", "Locks\t5"):
        document.add_paragraph(line)
    fill(document, "Vats", "Doors", "Locks")
    assert texts(read(document))[:2] == ["Vineyard Diary", "Vats"]


def test_the_field_and_its_title_are_left_out(document: WordDocument) -> None:
    document.add_heading("Sommaire", 1)
    add_field(document, "Cuves", "Portes")
    fill(document, "Cuves", "Portes")
    assert texts(read(document))[0] == "Cuves"


def test_a_field_that_never_ends_hides_nothing(document: WordDocument) -> None:
    add_field(document, "Vats", closed=False)
    fill(document, "Vats", "Doors")
    assert [path for path, _ in tree(read(document))][1:] == ["Vats", "Doors"]


def test_a_heading_within_the_field_is_text(document: WordDocument) -> None:
    add_field(document, "Vats", "Doors", closed=False)
    fill(document, "Vats", "Doors")
    making.with_xml(document.add_paragraph(), '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    assert [path for path, _ in tree(read(document)) if path] == ["Vats", "Doors"]


def test_a_list_of_tables_is_left_out(document: WordDocument) -> None:
    making.add_style(document, "table of figures")
    document.add_heading("List of Tables", 1)
    document.add_paragraph("Table 1: Vats\t4", "table of figures")
    fill(document, "Vats")
    assert kinds(read(document))[0] == "heading1: Vats"


def test_the_style_of_a_contents_title_alone_makes_none(document: WordDocument) -> None:
    document.add_paragraph("Preface", "TOC Heading")
    document.add_paragraph("Why this diary is kept is told in this sentence.")
    assert kinds(read(document))[0] == "heading4: Preface"


def test_a_summary_is_no_table(document: WordDocument) -> None:
    document.add_heading("Sommaire", 1)
    document.add_paragraph("Les vignes du nord sont taillées en mars.")
    assert [path for path, _ in tree(read(document))] == ["Sommaire"]


def test_text_in_the_content_control_of_a_table_is_kept(document: WordDocument) -> None:
    run = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    long = "The vines of the north are pruned in March, " * 6 + "and then all is burnt."
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    xml = (
        f"<w:sdt {nsdecls('w')}><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>"
        f"{run.format('Contents')}{run.format('Vats 3')}{run.format(long)}</w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, parse_xml(xml))
    assert texts(read(document)) == [long]


def test_a_control_that_goes_on_with_the_text_ends_at_its_first_heading(
    document: WordDocument,
) -> None:
    for line in ("Vats\t1", "Doors\t2"):
        document.add_paragraph(line)
    document.add_heading("Vats", 1)
    document.add_paragraph("Four of oak")
    document.add_heading("Doors", 1)
    document.add_paragraph("Two of pine")
    body = document.element.body
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent/></w:sdt>"
    )
    control[1].extend(list(body.iterchildren("{*}p")))
    body.insert(0, control)
    assert tree(read(document)) == [
        ("Vats", ["Four", "of", "oak"]),
        ("Doors", ["Two", "of", "pine"]),
    ]
