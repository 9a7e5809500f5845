"""What a reader of each format sees of the footnotes: the marks with their words, and the notes."""

import re
from html.parser import HTMLParser
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from cmp_search.citations.rich_text import plain
from cmp_search.export import ExportFormat
from cmp_search.export.manuscript import Manuscript, ParagraphKind

_MARKED = re.compile(r"(.*)\[(\d+)\]", re.DOTALL)


class Seen(NamedTuple):
    """The words in front of each mark with its number, in order, and each note by its number."""

    marks: list[tuple[str, int]]
    notes: dict[int, str]


def squeezed(words: str) -> str:
    """Words with one blank for any; in some formats more than one mean nothing."""
    return " ".join(words.split())


def meant(manuscript: Manuscript) -> Seen:
    """What any reader should see."""
    return Seen(
        [(squeezed(plain(p.words)), p.footnote) for p in manuscript.paragraphs if p.footnote],
        {note.number: squeezed(plain(note.words)) for note in manuscript.footnotes},
    )


def seen(data: bytes, format: ExportFormat) -> Seen:
    readers = {
        ExportFormat.DOCX: _in_word,
        ExportFormat.MARKDOWN: _in_markdown,
        ExportFormat.HTML: _on_page,
        ExportFormat.TEXT: _in_text,
    }
    return readers[format](data)


def part(data: bytes, name: str) -> Element:
    """A part of a Word file."""
    parsed: Element = parse_xml(ZipFile(BytesIO(data)).read(name))
    return parsed


def _words(element: Element) -> str:
    breaks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    return "".join(
        breaks.get(one.tag) or one.text or "" for one in element.iter(qn("w:t"), *breaks)
    )


def _in_word(data: bytes) -> Seen:
    marks = []
    for paragraph in Document(BytesIO(data)).paragraphs:
        found = list(paragraph._p.iter(qn("w:footnoteReference")))
        marks += [(squeezed(_words(paragraph._p)), int(one.get(qn("w:id")))) for one in found]
    if not marks:
        return Seen([], {})
    notes = part(data, "word/footnotes.xml")
    all_notes = {int(one.get(qn("w:id"))): squeezed(_words(one)) for one in notes}
    return Seen(marks, {number: words for number, words in all_notes.items() if number > 0})


def _in_markdown(data: bytes) -> Seen:
    marks, notes = [], {}
    for block in data.decode().split("\n\n"):
        note = re.fullmatch(r"\[\^(\d+)\]: (.*)\n?", block, re.DOTALL)
        mark = re.fullmatch(r"(.*)(?<!\\)\[\^(\d+)\]", block, re.DOTALL)
        if note:
            notes[int(note[1])] = rendered(note[2])
        elif mark:
            marks.append((rendered(mark[1]), int(mark[2])))
    return Seen(marks, notes)


def rendered(markdown: str) -> str:
    """The words of a block of Markdown."""
    page = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return squeezed(shown(page.render(markdown)))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.words.append("\n")


def shown(html: str) -> str:
    """The words of HTML."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.words)


def _on_page(data: bytes) -> Seen:
    page = LexborHTMLParser(data.decode())
    marks = []
    for mark in page.css("a[role=doc-noteref]"):
        number = int(mark.text())
        assert mark.attributes["href"] == f"#note-{number}"
        assert mark.attributes["id"] == f"mark-{number}"
        around = page.css_first(f"p:has(#mark-{number})")
        assert around is not None and around.html is not None
        words = re.sub(r"<sup>.*?</sup>$", "", around.html.removesuffix("</p>"))
        marks.append((squeezed(shown(words)), number))
    notes = {}
    for note in page.css("[role=doc-endnotes] li"):
        back = note.css_first("[role=doc-backlink]")
        number = int(note.attributes["value"] or 0)
        assert back is not None and back.attributes["href"] == f"#mark-{number}"
        back.decompose()
        notes[number] = squeezed(shown(note.html or ""))
    return Seen(marks, notes)


def _in_text(data: bytes) -> Seen:
    body, _, rest = data.decode().partition("\n\nAnnex: excerpts, word for word\n")
    notes = rest.rpartition("\n\nFootnotes\n---------\n\n")[2]
    beginnings = ("    ", "Paraphrase, not to be quoted: ")
    marked = [_MARKED.fullmatch(one) for one in body.split("\n\n") if one.startswith(beginnings)]
    noted = [re.fullmatch(r"\[(\d+)\] (.*)\n?", one) for one in notes.split("\n\n")]
    return Seen(
        [(squeezed(one[1]), int(one[2])) for one in marked if one],
        {int(one[1]): squeezed(one[2]) for one in noted if one},
    )


def kinds(manuscript: Manuscript, kind: ParagraphKind) -> list[str]:
    """The words of all paragraphs of a kind."""
    return [plain(one.words) for one in manuscript.paragraphs if one.kind is kind]
