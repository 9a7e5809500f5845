"""Footnotes of Word, which python-docx does not have.

1. They are a part of their own, `word/footnotes.xml`, with its relationship and content type.
2. Its first two notes are not notes but the lines between text and notes; they have the ids -1 and
   0, and the settings name them (`word_settings.xml`). The notes have the ids 1…n, in the order in
   which their marks stand: Word numbers notes by place, other readers by id, and so both agree.
3. A mark is a run with a reference to the id, in the style FootnoteReference; a note begins with a
   run of the same style. Both styles are in `word_styles.xml`.
"""

from collections.abc import Iterable

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.citations.rich_text import Run
from cmp_search.export.manuscript import Footnote
from cmp_search.export.word_runs import append_words, element

_STYLE = "FootnoteReference"
_SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


def add_footnotes(document: Document, footnotes: Iterable[Footnote]) -> None:
    """Steps 1 and 2: give a document its footnotes, whose marks are made by `mark`."""
    root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
    package = document.part.package
    name = PackURI("/word/footnotes.xml")
    part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, root, package)
    for number, kind in _SEPARATORS:
        root.append(_separator(number, kind))
    for footnote in footnotes:
        root.append(_note(footnote, part))
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def mark(number: int) -> Element:
    """Step 3: the mark of a footnote."""
    return _styled(element("footnoteReference", id=str(number)))


def _note(footnote: Footnote, part: XmlPart) -> Element:
    paragraph = _paragraph("FootnoteText")
    paragraph.append(_styled(element("footnoteRef")))
    append_words(paragraph, (Run(" "), *footnote.words), part)
    note = element("footnote", id=str(footnote.number))
    note.append(paragraph)
    return note


def _separator(number: int, kind: str) -> Element:
    paragraph = _paragraph("FootnoteText")
    run = element("r")
    run.append(element(kind))
    paragraph.append(run)
    note = element("footnote", type=kind, id=str(number))
    note.append(paragraph)
    return note


def _styled(content: Element) -> Element:
    run, looks = element("r"), element("rPr")
    looks.append(element("rStyle", val=_STYLE))
    run.extend([looks, content])
    return run


def _paragraph(style: str) -> Element:
    paragraph, properties = element("p"), element("pPr")
    properties.append(element("pStyle", val=style))
    paragraph.append(properties)
    return paragraph
