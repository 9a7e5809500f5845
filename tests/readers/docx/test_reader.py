"""Styles, words, boxes and notes of Word files."""

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from cmp_search.documents.document import HeadingOrigin

from .. import docx_making as making
from ..looking import kinds, texts, tree
from .reading import read


def test_styles_give_title_and_headings(document: WordDocument) -> None:
    document.add_paragraph("Vineyard Diary", "Title")
    document.add_heading("Spring", 1)
    document.add_heading("Pruning", 2)
    document.add_paragraph("Cut above the third bud.")
    extract = read(document)
    assert extract.title == "Vineyard Diary"
    assert extract.headings_from is HeadingOrigin.STYLE
    assert [path for path, _ in tree(extract)] == ["Spring", "Spring › Pruning"]


@pytest.mark.parametrize("name", ["Titre 2", "Título 2", "HEADING 2", "Ttulo2"])
def test_localised_names_are_headings(document: WordDocument, name: str) -> None:
    making.add_style(document, name)
    document.add_paragraph("Taille", name)
    assert kinds(read(document)) == ["heading2: Taille"]


def test_a_style_based_on_a_heading_is_one(document: WordDocument) -> None:
    making.add_style(document, "Chapter", "Heading 3")
    making.add_style(document, "Blue chapter", "Chapter")
    document.add_paragraph("Pruning", "Blue chapter")
    assert kinds(read(document)) == ["heading3: Pruning"]


def test_styles_based_on_each_other_in_a_ring_do_no_harm(document: WordDocument) -> None:
    making.add_style(document, "One")
    making.add_style(document, "Two", "One")
    document.styles["One"].base_style = document.styles["Two"]
    document.add_paragraph("Round and round it goes.", "Two")
    assert kinds(read(document)) == ["paragraph: Round and round it goes."]


def test_an_outline_level_makes_a_heading(document: WordDocument) -> None:
    making.set_outline_level(document.add_paragraph("Harvest"), 3)
    making.set_outline_level(document.add_paragraph("All hands help."), 9)
    assert kinds(read(document)) == ["heading4: Harvest", "paragraph: All hands help."]


def test_without_heading_styles_short_bold_paragraphs_are_headings(document: WordDocument) -> None:
    for text in ("Vineyard Diary", "I. Spring", "II. Autumn"):
        document.add_paragraph().add_run(text).bold = True
        document.add_paragraph(f"What {text} is about is told in this sentence.")
    extract = read(document)
    assert extract.headings_from is HeadingOrigin.SHAPE
    assert extract.title == "Vineyard Diary"
    assert [path for path, _ in tree(extract)] == ["", "I. Spring", "II. Autumn"]


def test_a_document_without_headings_says_so(document: WordDocument) -> None:
    document.add_paragraph("Nothing but this.")
    assert read(document).headings_from is HeadingOrigin.NONE


def test_properties_give_title_and_language(document: WordDocument) -> None:
    document.core_properties.title = "Vineyard Diary"
    document.core_properties.language = "es-MX"
    document.add_paragraph("Vineyard diary")
    document.add_paragraph("The vines wake in March.")
    extract = read(document)
    assert (extract.title, extract.language) == ("Vineyard Diary", "es")
    assert kinds(extract)[0] == "title: Vineyard diary"


def test_a_title_paragraph_comes_before_the_property(document: WordDocument) -> None:
    document.core_properties.title = "Template of 2009"
    document.add_paragraph("Vineyard Diary", "Title")
    assert read(document).title == "Vineyard Diary"


def test_a_foreign_language_is_left_to_detection(document: WordDocument) -> None:
    document.core_properties.language = "de-AT"
    document.add_paragraph("x")
    assert read(document).language == ""


def test_inserted_words_are_in_and_deleted_and_hidden_ones_out(document: WordDocument) -> None:
    paragraph = document.add_paragraph("Red ")
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    making.with_xml(paragraph, f"<w:ins>{run.format('wine ')}</w:ins>")
    making.with_xml(paragraph, "<w:del><w:r><w:delText>beer </w:delText></w:r></w:del>")
    making.with_xml(paragraph, f"<w:moveFrom>{run.format('milk ')}</w:moveFrom>")
    making.with_xml(paragraph, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ink</w:t></w:r>")
    making.with_xml(paragraph, f"<w:hyperlink>{run.format('ages')}</w:hyperlink>")
    making.with_xml(paragraph, f"<w:fldSimple w:instr='PAGE'>{run.format(' well')}</w:fldSimple>")
    assert texts(read(document)) == ["Red wine ages well"]


def test_tabs_breaks_and_hyphens(document: WordDocument) -> None:
    paragraph = document.add_paragraph("Vine\tyard")
    making.with_xml(paragraph, "<w:r><w:br/><w:t>semi</w:t><w:noBreakHyphen/><w:t>dry</w:t></w:r>")
    making.with_xml(paragraph, "<w:r><w:t>wi</w:t><w:softHyphen/><w:t>ne</w:t></w:r>")
    assert texts(read(document)) == ["Vine yard\nsemi-drywine"]


def test_text_boxes_follow_their_paragraph_once(document: WordDocument) -> None:
    box = (
        "<mc:{0}><w:pict><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></mc:{0}>"
    )
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    inner = box.format("Choice") + box.format("Fallback")
    paragraph = document.add_paragraph("Outside.")
    making.with_xml(
        paragraph,
        f'<w:r><mc:AlternateContent xmlns:mc="{mc}">{inner}</mc:AlternateContent></w:r>',
    )
    assert texts(read(document)) == ["Outside.", "Boxed."]


def test_content_controls_are_read_and_contents_left_out(document: WordDocument) -> None:
    control = (
        "<w:sdt {0}><w:sdtPr>{1}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{2}</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    making.add_style(document, "toc 1")
    document.add_paragraph("Spring\t3", "toc 1")
    for properties, words in (("", "Kept."), (gallery, "Spring 3")):
        xml = control.format(nsdecls("w"), properties, words)
        document.element.body.insert(0, parse_xml(xml))
    assert texts(read(document)) == ["Kept."]


def test_notes_follow_the_paragraph_that_refers_to_them(document: WordDocument) -> None:
    making.add_footnotes(document, "Since 1901.", "By hand.")
    making.refer(document.add_paragraph("Grapes are pressed"), 2)
    document.add_paragraph("Then they rest.")
    making.refer(document.add_table(1, 2).cell(0, 0).paragraphs[0], 1)
    assert kinds(read(document)) == [
        "paragraph: Grapes are pressed",
        "note: By hand.",
        "paragraph: Then they rest.",
        "note: Since 1901.",
    ]
