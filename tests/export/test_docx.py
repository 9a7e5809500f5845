"""The Word file, as python-docx, docx2python and mammoth read it."""

import re
from io import BytesIO
from zipfile import ZipFile

import mammoth
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx2python import docx2python

from cmp_search.citations.rich_text import plain
from cmp_search.export import ExportFormat, export
from cmp_search.export.setting import manuscript_of
from cmp_search.notes.note import Note

from .making import briefing, note, quote
from .reading import meant, part, shown, squeezed

MANY = 30


def many() -> Note:
    """A note of many footnotes, each with its own words, between own words."""
    items = [quote(f"Lens {n} shines.", title=f"Report {n}") for n in range(1, MANY + 1)]
    return note("First words.", *items, "Last words.")


def word(made: Note) -> bytes:
    return export(made, ExportFormat.DOCX)


def test_each_paragraph_has_its_style_and_language() -> None:
    document = Document(BytesIO(word(briefing())))
    assert [(p.style.name if p.style else "", p.text) for p in document.paragraphs[:7]] == [
        ("Title", "Lenses of the Harbour Exchange"),
        ("Heading 1", "Issue"),
        ("Normal", "Lenses wear out."),
        ("Normal", "Who polishes them?"),
        ("Quote", "“The group polished forty lenses.”"),
        ("Heading 1", "Considerations"),
        (
            "Quote",
            "“Le groupe a poli « quarante » lentilles.\nLa main-d’œuvre venait de Port-Brume.”",
        ),
    ]
    french = {one.get(qn("w:val")) for one in document.paragraphs[6]._p.iter(qn("w:lang"))}
    assert french == {"fr-CA"}
    annexes = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert annexes == ["Annex: excerpts, word for word", "Annex: record of the searches"]


@pytest.mark.parametrize(
    ("language", "of_word"), [("en", "en-CA"), ("fr", "fr-CA"), ("es", "es-MX")]
)
def test_the_document_says_its_title_and_language_and_no_more(language: str, of_word: str) -> None:
    data = word(briefing(language))
    document = Document(BytesIO(data))
    assert document.core_properties.title == "Lenses of the Harbour Exchange"
    assert document.core_properties.language == of_word
    assert document.core_properties.author == "" and document.core_properties.comments == ""
    assert len(part(data, "docProps/core.xml")) == 2
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert defaults is not None and defaults.get(qn("w:val")) == of_word


def test_the_package_has_no_leftovers_and_no_dates() -> None:
    archive = ZipFile(BytesIO(word(briefing())))
    assert sorted(archive.namelist()) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/_rels/footnotes.xml.rels",
        "word/document.xml",
        "word/footer1.xml",
        "word/footnotes.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_footnotes_are_as_word_writes_them() -> None:
    data = word(many())
    notes = part(data, "word/footnotes.xml")
    ids = [int(one.get(qn("w:id"), "")) for one in notes]
    assert ids == [-1, 0, *range(1, MANY + 1)]
    assert [one.get(qn("w:type")) for one in notes][:3] == [
        "separator",
        "continuationSeparator",
        None,
    ]
    marks = part(data, "word/document.xml").iter(qn("w:footnoteReference"))
    assert [int(one.get(qn("w:id"), "")) for one in marks] == ids[2:]
    named = part(data, "word/settings.xml").find(qn("w:footnotePr"))
    assert named is not None and [one.get(qn("w:id")) for one in named] == ["-1", "0"]
    styles = {one.get(qn("w:styleId")) for one in part(data, "word/styles.xml")}
    used = set()
    for name in ("word/document.xml", "word/footnotes.xml", "word/footer1.xml"):
        for kind in ("w:pStyle", "w:rStyle"):
            used |= {one.get(qn("w:val")) for one in part(data, name).iter(qn(kind))}
    assert {"FootnoteText", "FootnoteReference", "Hyperlink"} <= used <= styles


def test_a_note_without_quotations_has_no_footnotes() -> None:
    data = word(note("Only words."))
    assert "word/footnotes.xml" not in ZipFile(BytesIO(data)).namelist()
    assert [p.text for p in Document(BytesIO(data)).paragraphs][-1] == "Only words."


def test_addresses_are_links_and_nothing_else_is() -> None:
    data = word(many())
    rels = part(data, "word/_rels/footnotes.xml.rels")
    assert {one.get("Target") for one in rels} == {"https://harbour.example/harbour-2021?a=1&b=2"}
    links = list(part(data, "word/footnotes.xml").iter(qn("w:hyperlink")))
    assert len(links) == MANY
    hostile = word(note(quote(url="javascript:alert(1)")))
    assert "word/_rels/footnotes.xml.rels" not in ZipFile(BytesIO(hostile)).namelist()


def test_docx2python_reads_the_same() -> None:
    made = many()
    with docx2python(BytesIO(word(made))) as read:
        text = read.text
    expected = meant(manuscript_of(made))
    marks = re.findall(r"^(.*)----footnote(\d+)----$", text, re.MULTILINE)
    assert [(words, int(number)) for words, number in marks] == expected.marks
    notes = re.findall(r"^footnote(\d+)\)\t (.*)$", text, re.MULTILINE)
    assert {int(n): re.sub(r"</?a\b[^>]*>", "", words) for n, words in notes} == expected.notes


def test_mammoth_reads_the_same() -> None:
    made = many()
    html = mammoth.convert_to_html(BytesIO(word(made))).value
    expected = meant(manuscript_of(made))
    marks = re.findall(r"<p>([^<]*)<sup><a href=\"#footnote-(\d+)\"[^>]*>\[(\d+)\]", html)
    assert [(shown(words), int(number)) for words, number, _ in marks] == expected.marks
    assert [number for _, number, _ in marks] == [number for _, _, number in marks]
    notes = re.findall(r'<li id="footnote-(\d+)">(.*?)</li>', html)
    assert {
        int(number): squeezed(shown(words)).removesuffix(" ↑") for number, words in notes
    } == expected.notes


def test_the_longest_title_is_a_property_in_part() -> None:
    made = note("Words.", title="T" * 300)
    document = Document(BytesIO(word(made)))
    assert document.core_properties.title == "T" * 255
    assert document.paragraphs[0].text == plain(manuscript_of(made).paragraphs[0].words)
