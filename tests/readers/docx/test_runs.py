import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from cmp_search.documents.document import Flaw, Omission

from .. import docx_making as making
from ..looking import kinds, omitted, texts
from .reading import read

RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
CHAR = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def line(document: WordDocument, *parts: str) -> None:
    """A paragraph of runs given as XML."""
    paragraph = document.add_paragraph()
    for part in parts:
        making.with_xml(paragraph, part)


# What is left out


@pytest.mark.parametrize("name", ["strike", "dstrike"])
def test_struck_words_are_left_out_and_noted(document: WordDocument, name: str) -> None:
    struck = f"<w:r><w:rPr><w:{name}/></w:rPr><w:t>40 dollars</w:t></w:r>"
    line(document, RUN.format("The fee is "), struck, RUN.format(" 55 dollars."))
    extract = read(document)
    assert texts(extract) == ["The fee is 55 dollars."]
    assert omitted(extract) == {Omission.STRUCK: 1}, "a number is no word"


@pytest.mark.parametrize("kind", ["run", "paragraph"])
def test_a_style_may_hide_words_and_a_run_show_them(document: WordDocument, kind: str) -> None:
    making.add_style(document, "Unseen")
    making.add_style(document, "Child", "Unseen")
    making.add_run_style(document, "UnseenRun", "<w:vanish/>")
    document.styles["Unseen"].element.get_or_add_rPr().append(making.parsed("<w:vanish/>"))
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen.</w:t></w:r>'
    if kind == "run":
        hidden = '<w:r><w:rPr><w:rStyle w:val="UnseenRun"/></w:rPr><w:t>Unseen ink.</w:t></w:r>'
        line(document, hidden, shown)
    else:
        making.with_xml(document.add_paragraph("Unseen ink.", "Child"), shown)
    extract = read(document)
    assert texts(extract) == ["Seen."]
    assert omitted(extract) == {Omission.HIDDEN: 2}


def test_deleted_words_and_comments_are_noted(document: WordDocument) -> None:
    line(
        document,
        RUN.format("Red "),
        "<w:del><w:r><w:delText>old beer</w:delText></w:r></w:del>",
        f"<w:moveFrom>{RUN.format('milk')}</w:moveFrom>",
        RUN.format(" wine"),
    )
    making.add_comments(document, "Which wine is it?")
    extract = read(document)
    assert texts(extract) == ["Red wine"]
    assert omitted(extract) == {Omission.DELETED: 3, Omission.COMMENTS: 4}
    assert Flaw.TRACKED_CHANGES in extract.flaws


def test_headers_and_footers_are_noted(document: WordDocument) -> None:
    document.add_paragraph("Body.")
    document.sections[0].header.paragraphs[0].add_run("Vineyard Diary")
    document.sections[0].footer.paragraphs[0].add_run("Page")
    assert omitted(read(document)) == {Omission.RUNNING: 3}


# Paragraphs that go on


def test_a_paragraph_whose_mark_is_deleted_goes_on(document: WordDocument) -> None:
    for text, mark in (("The council meets ", "del"), ("in spring ", "moveFrom"), ("only.", "")):
        paragraph = document.add_paragraph(text)
        if mark:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(making.parsed(f"<w:rPr><w:{mark}/></w:rPr>"))
    assert texts(read(document)) == ["The council meets in spring only."]


def test_a_deleted_item_is_not_counted(document: WordDocument) -> None:
    name = making.add_list(document, ("decimal", "%1."))
    gone = "<w:del><w:r><w:delText>beer</w:delText></w:r></w:del>"
    for text in ("red", "", "white"):
        paragraph = document.add_paragraph(text)
        making.number(paragraph, name)
        if not text:
            making.with_xml(paragraph, gone)
            paragraph._p.get_or_add_pPr().append(making.parsed("<w:rPr><w:del/></w:rPr>"))
    assert texts(read(document)) == ["1. red", "2. white"]


def test_a_drop_cap_is_part_of_its_word(document: WordDocument) -> None:
    cap = document.add_paragraph("T")
    cap._p.get_or_add_pPr().append(making.parsed('<w:framePr w:dropCap="drop"/>'))
    document.add_paragraph("he vines wake.")
    assert texts(read(document)) == ["The vines wake."]


# Signs and fields


def test_symbols_in_runs_and_in_symbol_fonts(document: WordDocument) -> None:
    line(
        document,
        RUN.format("Halifax"),
        '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>',
        RUN.format("Veracruz "),
        '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>&#xF0B3;</w:t></w:r>',
        '<w:r><w:sym w:font="Wingdings" w:char="none"/></w:r>',
    )
    assert texts(read(document)) == ["Halifax→Veracruz ≥\ufffd"]


def test_a_field_shows_its_result_alone(document: WordDocument) -> None:
    line(
        document,
        RUN.format("See "),
        CHAR.format("begin"),
        "<w:r><w:instrText> IF </w:instrText></w:r>",
        CHAR.format("begin"),
        "<w:r><w:instrText> PAGE </w:instrText></w:r>",
        CHAR.format("separate"),
        RUN.format("17"),
        CHAR.format("end"),
        RUN.format(" = 17 hidden"),
        CHAR.format("separate"),
        RUN.format("the annex"),
        CHAR.format("end"),
        RUN.format("."),
    )
    assert texts(read(document)) == ["See the annex."]


def test_check_boxes_and_choices_of_forms(document: WordDocument) -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
    chosen = '<w:result w:val="1"/><w:listEntry w:val="red"/><w:listEntry w:val="white"/>'
    for data in (
        '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>',
        '<w:checkBox><w:default w:val="0"/></w:checkBox>',
        f"<w:ddList>{chosen}</w:ddList>",
    ):
        line(document, field.format(data), CHAR.format("end"), RUN.format(" wine"))
    assert texts(read(document)) == ["☒ wine", "☐ wine", "white wine"]


def test_the_mark_of_a_note_is_no_word(document: WordDocument) -> None:
    making.add_footnotes(document, "Since 1901.")
    line(
        document,
        RUN.format("Pressed"),
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>',
        RUN.format(" by hand."),
    )
    assert kinds(read(document)) == ["paragraph: Pressed by hand.", "note: Since 1901."]


def test_parts_of_a_formula_stay_apart(document: WordDocument) -> None:
    m = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    run = "<m:r><m:t>{}</m:t></m:r>"
    fraction = f"<m:f><m:num>{run.format(1)}</m:num><m:den>{run.format(2)}</m:den></m:f>"
    power = f"<m:sSup><m:e>{run.format(10)}</m:e><m:sup>{run.format(3)}</m:sup></m:sSup>"
    paragraph = document.add_paragraph()
    paragraph._p.append(
        parse_xml(f'<m:oMath xmlns:m="{m}">{fraction}{run.format("·")}{power}</m:oMath>')
    )
    assert texts(read(document)) == ["1/2·10^3"]


# Containers


def test_of_alternatives_the_first_with_words_is_taken(document: WordDocument) -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict>".format(
        RUN.format("Boxed.")
    )
    for choice in ("<w:pict/>", box):
        making.with_xml(
            document.add_paragraph("Outside."),
            f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps">{choice}'
            f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>",
        )
    assert texts(read(document)) == ["Outside.", "Boxed."] * 2


def test_controls_and_tags_in_each_other(document: WordDocument) -> None:
    control = (
        "<w:sdt><w:sdtPr><w:alias w:val='no'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    tag = "<w:smartTag w:element='place'>{}</w:smartTag>"
    line(document, control.format(control.format(tag.format(tag.format(RUN.format("Ottawa"))))))
    inner = control.format(control.format(f"<w:p>{RUN.format('Twice.')}</w:p>"))
    document.element.body.insert(
        0, parse_xml(inner.replace("<w:sdt>", f"<w:sdt {nsdecls('w')}>", 1))
    )
    assert texts(read(document)) == ["Twice.", "Ottawa"]


def test_what_an_empty_control_asks_for_is_no_text(document: WordDocument) -> None:
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    asking = "<w:r><w:rPr><w:rStyle w:val='Asking'/></w:rPr><w:t>Enter a name.</w:t></w:r>"
    making.add_run_style(document, "Asking", "<w:color w:val='808080'/>")
    line(document, RUN.format("Pruned by: "), control.format(asking))
    line(document, RUN.format("Burnt by: "), control.format(RUN.format("A. Vine")))
    line(document, asking)
    extract = read(document)
    assert texts(extract) == ["Pruned by:", "Burnt by: A. Vine", "Enter a name."]
    assert omitted(extract)[Omission.BOILERPLATE] == 3
