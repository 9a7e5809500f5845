from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from cmp_search.documents.document import BlockKind, HeadingOrigin
from cmp_search.errors import DamagedError, FormatError, LimitError
from cmp_search.readers import archive
from cmp_search.readers.docx import reader
from tests.raising import raises_code

from .. import docx_making as making
from ..looking import kinds, texts, tree
from .reading import read

# Headings and title


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


# Words


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


# Lists


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


# Tables


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


# What cannot be read


def zipped(**entries: bytes) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name.replace("__", ".").replace("_", "/"), content)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def whole() -> bytes:
    document = making.new()
    for i in range(200):
        document.add_paragraph(f"Row {i} of the vineyard has {i * 7 % 31} vines.")
    return making.saved(document)


@pytest.mark.parametrize("data", [b"", b"Just text.", b"%PDF-1.7"])
def test_other_files_are_refused(data: bytes) -> None:
    with raises_code(FormatError, "format_not", format="Word"):
        reader.read(data)


def test_another_zip_is_refused() -> None:
    with raises_code(FormatError, "format_not", format="Word"):
        reader.read(zipped(content__xml=b"<x/>"))


def test_an_old_or_locked_document() -> None:
    with raises_code(DamagedError, "docx_locked_or_old"):
        reader.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_document_is_damaged(whole: bytes, share: float) -> None:
    with raises_code(DamagedError, "format_broken", format="Word"):
        reader.read(whole[: int(len(whole) * share)])


def test_changed_bytes_are_damage(whole: bytes) -> None:
    middle = whole.index(b"word/document.xml") + 200
    with raises_code(DamagedError, "format_broken", format="Word"):
        reader.read(whole[:middle] + b"\xff" * 20 + whole[middle + 20 :])


@pytest.mark.parametrize("content", [b"<w:document", b"", b"<a/>", b"\xff\xfe<"])
def test_broken_xml_is_damage(whole: bytes, content: bytes) -> None:
    with raises_code(DamagedError, "format_broken", format="Word"):
        reader.read(making.repacked(whole, word_document__xml=content))


def test_a_missing_part_is_damage() -> None:
    with raises_code(DamagedError, "format_broken", format="Word"):
        reader.read(zipped(word_document__xml=b"<x/>"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(whole: bytes, encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'.encode(encoding)
    with raises_code(DamagedError, "archive_entities", part="word/document.xml"):
        reader.read(making.repacked(whole, word_document__xml=bomb))


def test_a_zip_bomb_is_not_unpacked(whole: bytes) -> None:
    with raises_code(LimitError, "archive_bomb"):
        reader.read(making.repacked(whole, word_media__xml=bytes(20_000_000)))


def test_a_document_that_unpacks_to_too_much(whole: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000)
    with raises_code(LimitError, "archive_too_large", most=1000):
        reader.read(whole)


def test_an_empty_document_has_no_blocks(document: WordDocument) -> None:
    assert read(document).blocks == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_entities_are_refused_in_every_encoding(whole: bytes, encoding: str) -> None:
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'.encode(encoding)
    with raises_code(DamagedError, "archive_entities", part="word/document.xml"):
        reader.read(making.repacked(whole, word_document__xml=outside))
