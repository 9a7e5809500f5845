"""Word documents for tests."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def new() -> WordDocument:
    return Document()


def saved(document: WordDocument) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, **changes: bytes) -> bytes:
    """The same zip with some entries replaced; "_" stands for "/" and "__" for "." in a name."""
    buffer = BytesIO()
    names = {name.replace("__", ".").replace("_", "/"): new for name, new in changes.items()}
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as copy:
        for name in dict.fromkeys([*old.namelist(), *names]):
            copy.writestr(name, names[name] if name in names else old.read(name))
    return buffer.getvalue()


def with_xml(paragraph: Paragraph, xml: str) -> None:
    """Append an element to a paragraph."""
    paragraph._p.append(parsed(xml))


def parsed(xml: str) -> BaseOxmlElement:
    """An element, with the namespaces that it needs."""
    element: BaseOxmlElement = parse_xml(re.sub(r"^<(\w+:\w+)", rf"<\1 {nsdecls('w', 'r')}", xml))
    return element


def add_style(document: WordDocument, name: str, based_on: str = "Normal") -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[based_on]


def add_run_style(document: WordDocument, id: str, properties: str) -> None:
    """A style of runs with properties as XML."""
    inner = f'<w:name w:val="{id}"/><w:rPr>{properties}</w:rPr>'
    style = f'<w:style w:type="character" w:styleId="{id}">{inner}</w:style>'
    document.styles.element.append(parsed(style))


def set_outline_level(paragraph: Paragraph, level: int) -> None:
    element = OxmlElement("w:outlineLvl")
    element.set(qn("w:val"), str(level))
    paragraph._p.get_or_add_pPr().append(element)


def number(paragraph: Paragraph, name: int, level: int = 0) -> None:
    """Put a paragraph into a list."""
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def add_list(
    document: WordDocument, *levels: tuple[str, str], restart: int | None = None, start: int = 1
) -> int:
    """A list with a format and a pattern a level; its name."""
    numbering = document.part.numbering_part.element
    name = 90 + len(numbering)
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, (form, pattern) in enumerate(levels)
    )
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{inner}</w:abstractNum>'
        ),
    )
    add_number(document, name, name, restart)
    return name


def add_number(document: WordDocument, name: int, abstract: int, restart: int | None) -> None:
    over = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart}"/></w:lvlOverride>'
        if restart is not None
        else ""
    )
    add_override(document, name, abstract, over)


def add_override(document: WordDocument, name: int, abstract: int, over: str) -> None:
    """A list of a definition, with what it overrides as XML."""
    inner = f'<w:abstractNumId w:val="{abstract}"/>{over}'
    xml = f'<w:num {nsdecls("w")} w:numId="{name}">{inner}</w:num>'
    document.part.numbering_part.element.append(parse_xml(xml))


def change_definition(document: WordDocument, name: int, xml: str) -> None:
    """Append an element to the definition of a list."""
    path = f'w:abstractNum[@w:abstractNumId="{name}"]'
    (definition,) = document.part.numbering_part.element.xpath(path)
    definition.append(parsed(xml))


def change_level(
    document: WordDocument, name: int, level: int, xml: str, instead_of: str = ""
) -> None:
    """Append an element to a level of a list, perhaps instead of another one."""
    path = f'w:abstractNum[@w:abstractNumId="{name}"]/w:lvl[@w:ilvl="{level}"]'
    (definition,) = document.part.numbering_part.element.xpath(path)
    for old in definition.findall(qn(instead_of)) if instead_of else ():
        definition.remove(old)
    definition.append(parsed(xml))


def number_style(document: WordDocument, style: str, name: int) -> None:
    """Number all paragraphs of a style."""
    xml = f'<w:numPr {nsdecls("w")}><w:numId w:val="{name}"/></w:numPr>'
    document.styles[style].element.get_or_add_pPr().append(parse_xml(xml))


def fill(table: Table, *rows: tuple[str, ...]) -> None:
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def mark_header(table: Table, row: int = 0) -> None:
    table.rows[row]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def add_footnotes(document: WordDocument, *notes: str) -> None:
    """A footnotes part; the first note has the id 1."""
    inner = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve">{note}</w:t></w:r></w:p>'
        "</w:footnote>"
        for i, note in enumerate(notes, 1)
    )
    blob = f"<w:footnotes {nsdecls('w')}>{inner}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_comments(document: WordDocument, words: str) -> None:
    xml = f"<w:comments {nsdecls('w')}><w:comment><w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
    blob = f"{xml}</w:comment></w:comments>".encode()
    part = Part(PackURI("/word/comments.xml"), "application/xml", blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)


def refer(paragraph: Paragraph, note: int) -> None:
    with_xml(paragraph, f'<w:r><w:footnoteReference w:id="{note}"/></w:r>')
