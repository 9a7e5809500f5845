import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from cmp_search.verification.draft import Draft, DraftParagraph, Mark, Place
from cmp_search.verification.drafts.reading import draft
from tests.readers import docx_making as word

ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"


def read(document: WordDocument) -> Draft:
    return draft(".docx", word.saved(document))


def texts(document: WordDocument) -> list[str]:
    return [one.text for one in read(document).paragraphs]


def with_xml(*xml: str) -> WordDocument:
    """A document of one paragraph of these elements."""
    document = word.new()
    paragraph = document.add_paragraph()
    for one in xml:
        word.with_xml(paragraph, one)
    return document


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def add_endnotes(document: WordDocument, *notes: str) -> None:
    inner = "".join(
        f'<w:endnote w:id="{i}"><w:p><w:r><w:endnoteRef/></w:r>{run(note)}</w:p></w:endnote>'
        for i, note in enumerate(notes, 1)
    )
    blob = f"<w:endnotes {nsdecls('w')}>{inner}</w:endnotes>".encode()
    part = Part(PackURI("/word/endnotes.xml"), ENDNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)


def test_marks_stand_where_their_references_do() -> None:
    document = with_xml(
        run("Oars"),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        run(" and sails"),
        '<w:r><w:endnoteReference w:id="1"/></w:r>',
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        run("."),
    )
    word.add_footnotes(document, "second of them", "first of them")
    add_endnotes(document, "at the end")
    body, *notes = read(document).paragraphs
    assert body == DraftParagraph(
        "Oars and sails.", marks=(Mark(4, "1"), Mark(14, "i"), Mark(14, "2"))
    )
    assert [(one.text, one.place, one.note) for one in notes] == [
        ("first of them", Place.FOOTNOTE, "1"),
        ("at the end", Place.ENDNOTE, "i"),
        ("second of them", Place.FOOTNOTE, "2"),
    ]


def test_a_mark_of_its_own_is_no_number_and_one_without_a_note_none() -> None:
    document = with_xml(
        run("Oars"),
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>',
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        '<w:r><w:footnoteReference w:id="7"/></w:r>',
    )
    word.add_footnotes(document, "own", "numbered")
    body, own, numbered = read(document).paragraphs
    assert body == DraftParagraph("Oars", marks=(Mark(4, "*"), Mark(4, "1")))
    assert (own.note, numbered.note) == ("*", "1")


def test_cells_stand_in_order_also_of_tables_in_tables() -> None:
    document = word.new()
    document.add_paragraph("Before")
    table = document.add_table(2, 2)
    word.fill(table, ("a", "b"), ("c", "d"))
    inner = table.rows[0].cells[1].add_table(1, 1)
    word.fill(inner, ("e",))
    document.add_paragraph("After")
    found = [(one.text, one.place) for one in read(document).paragraphs]
    assert found == [
        ("Before", Place.BODY),
        *((text, Place.TABLE) for text in "abecd"),
        ("After", Place.BODY),
    ]


def test_the_final_text_is_read() -> None:
    document = with_xml(
        run("The tide "),
        f"<w:ins>{run('turns ')}</w:ins>",
        "<w:del><w:r><w:delText>ebbs </w:delText></w:r></w:del>",
        f"<w:moveTo>{run('at noon')}</w:moveTo>",
        f"<w:moveFrom>{run('at dawn')}</w:moveFrom>",
    )
    assert texts(document) == ["The tide turns at noon"]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    document = word.new()
    word.with_xml(document.add_paragraph(), "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>")
    word.with_xml(document.paragraphs[0], run("The tide "))
    document.add_paragraph("turns.")
    assert texts(document) == ["The tide turns."]


def test_fields_show_their_results() -> None:
    document = with_xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r><w:instrText>ADDIN ZOTERO_ITEM “code”</w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run("(Report 2019)"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        f'<w:fldSimple w:instr="AUTHOR">{run(" by us")}</w:fldSimple>',
    )
    assert texts(document) == ["(Report 2019) by us"]


def test_tabs_breaks_and_hyphens_are_kept() -> None:
    document = with_xml(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>"
        "<w:noBreakHyphen/><w:t>d\u00ade</w:t></w:r>"
    )
    assert texts(document) == ["a\tb\nc-d\u00ade"]


def test_links_controls_and_text_boxes_have_words() -> None:
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"<w:p>{run('in a box')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document = with_xml(
        f"<w:hyperlink>{run('a link')}</w:hyperlink>",
        f"<w:sdt><w:sdtContent>{run(' in control')}</w:sdtContent></w:sdt>",
        box,
    )
    assert texts(document) == ["a link in control", "in a box"]


@pytest.mark.parametrize(
    "name",
    [
        *["Quote", "Intense Quote", "Block Text", "Quotations", "Citation", "Citation intense"],
        *["Cita", "Cita destacada", "Texto de bloque", "Block Quotation", "Excerpt"],
    ],
)
def test_styles_for_quotations_are_quotations(name: str) -> None:
    document = word.new()
    if name not in {style.name for style in document.styles}:
        word.add_style(document, name)
    word.add_style(document, "Ours", based_on=name)
    document.add_paragraph("set", style=name)
    document.add_paragraph("based on it", style="Ours")
    document.add_paragraph("plain")
    assert [one.is_quotation for one in read(document).paragraphs] == [True, True, False]


def test_headings_have_their_levels() -> None:
    document = word.new()
    document.add_heading("Title", 0)
    document.add_heading("Part", 1)
    document.add_heading("Point", 3)
    document.add_paragraph("Text", style="List Number")
    assert [(one.text, one.heading) for one in read(document).paragraphs] == [
        ("Title", 1),
        ("Part", 1),
        ("Point", 3),
        ("Text", 0),
    ]


def test_headers_and_footers_are_left_out() -> None:
    document = word.new()
    document.add_paragraph("Text")
    document.sections[0].header.paragraphs[0].text = "Header"
    document.sections[0].footer.paragraphs[0].text = "Footer"
    assert texts(document) == ["Text"]


def test_notes_have_paragraphs_tables_and_no_marks_of_their_own() -> None:
    document = with_xml(run("Oars"), '<w:r><w:footnoteReference w:id="1"/></w:r>')
    note = (
        f"<w:p>{run('one')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('two')}</w:p></w:tc></w:tr></w:tbl>"
    )
    word.add_footnotes(document, "")
    data = word.repacked(
        word.saved(document),
        word_footnotes__xml=f"<w:footnotes {nsdecls('w')}><w:footnote w:id='1'>{note}"
        "</w:footnote></w:footnotes>".encode(),
    )
    _, *notes = draft(".docx", data).paragraphs
    assert notes == [
        DraftParagraph("one", Place.FOOTNOTE, note="1"),
        DraftParagraph("two", Place.FOOTNOTE, note="1"),
    ]


def test_the_words_of_a_chart_follow_its_paragraph() -> None:
    c = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    words = "<a:p><a:r><a:t>Vats</a:t></a:r></a:p>"
    xml = f'<c:chartSpace {nsdecls("a")} xmlns:c="{c}">{words}</c:chartSpace>'
    document = word.new()
    package = document.part.package
    part = Part(PackURI("/word/charts/chart1.xml"), "application/xml", xml.encode(), package)
    id = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    drawing = f'<w:r><w:drawing><c:chart xmlns:c="{c}" r:id="{id}"/></w:drawing></w:r>'
    word.with_xml(document.add_paragraph("Outside."), drawing)
    assert texts(document)[:2] == ["Outside.", "Vats"]
