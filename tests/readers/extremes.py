"""Files that are extreme or hostile: nested, swelling, running in rings.

They are read by the tests of limits and by `benchmarks.faults.hostile`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from . import docx_making

XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPH = "<w:p><w:r><w:t>Oars</w:t></w:r></w:p>"
NESTED: Final = {
    "html, 300 deep": (".html", b"<div>" * 300 + b"x", "html_nested", 250),
    "html, a million deep": (".html", b"<div>" * 1_000_000 + b"x", "html_nested", 5_000),
    "lists of terms": (".html", b"<dl><dd>" * 100_000 + b"x", "html_nested", 5_000),
    "tables": (".html", b"<table><tr><td>" * 100_000 + b"x", "html_nested", 5_000),
    "elements unknown": (".html", b"<x-y>" * 100_000 + b"x", "html_nested", 250),
    "quotations": (".md", b"> " * 100_000 + b"x", "markdown_nested", 100),
    "lists": (".md", b"- " * 100_000 + b"x", "markdown_nested", 100),
}
"""Elements in elements: the format, the file, the error and how deep they may be."""
UNCLOSED: Final = (b"*", b"[", b"_a ", b"<b>", b"| ", b"`")
"""Marks of Markdown that open and never close."""
WORD_NESTED: Final = ("tbl><w:tr><w:tc", "sdt><w:sdtContent", "ins")
LAUGHS = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(10))
ENTITIES: Final = {
    "a billion laughs": (f'<!ENTITY e0 "ha">{LAUGHS}', "e10"),
    "a file of this machine": ('<!ENTITY secret SYSTEM "file:///etc/hostname">', "secret"),
    "an address": ('<!ENTITY % far SYSTEM "http://oars.invalid/x"> %far;', "far"),
}
"""Entities of XML, each with the one that is used."""


def body(inner: str) -> bytes:
    """A Word document with such a body."""
    xml = f'<?xml version="1.0"?><w:document {XMLNS}><w:body>{inner}</w:body></w:document>'
    return part(xml.encode())


def part(xml: bytes) -> bytes:
    """A Word document whose main part is this."""
    return docx_making.repacked(docx_making.saved(docx_making.new()), word_document__xml=xml)


def marks(mark: bytes) -> bytes:
    """A mark a hundred thousand times."""
    return mark * 100_000 + b"x"


def word_nested(element: str, depth: int) -> bytes:
    """A Word document of elements in elements."""
    names = element.split("><w:")
    opened = "".join(f"<w:{name}>" for name in names)
    closed = "".join(f"</w:{name}>" for name in reversed(names))
    return body(opened * depth + PARAGRAPH + closed * depth)


def swelling(size: int) -> bytes:
    """A Word document with a part of so many zeros."""
    return docx_making.repacked(docx_making.saved(docx_making.new()), word_media__xml=bytes(size))


def with_entities(entities: str, name: str, encoding: str) -> bytes:
    """A Word document that defines entities and uses one."""
    xml = f"<!DOCTYPE x [{entities}]><w:document {XMLNS}>&{name};</w:document>"
    return part(xml.encode(encoding))


def pages(count: int) -> bytes:
    """A PDF with a line and a page number on each page."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792), invariant=1)
    for i in range(1, count + 1):
        canvas.drawString(72, 500, f"Lamp {i} was lit at dusk by the keeper of tower {i}.")
        canvas.drawString(300, 30, str(i))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@dataclass(frozen=True)
class Raw:
    """A PDF of one page written by hand; objects 1 to 5 are there, others may be added."""

    kids: str = "3 0 R"
    root: str = ""
    resources: str = ""
    drawn: str = ""
    more: Sequence[str] = ()

    def __bytes__(self) -> bytes:
        page = "/Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        objects = [
            f"<</Type/Catalog/Pages 2 0 R{self.root}>>",
            f"<</Type/Pages/Count 1/Kids[{self.kids}]>>",
            f"<<{page}/Resources<</Font<</F 5 0 R>>{self.resources}>>>>",
            stream("", f"BT /F 10 Tf 72 500 Td (Oars and a lamp.) Tj ET {self.drawn}"),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *self.more,
        ]
        data, offsets = b"%PDF-1.7\n", []
        for number, content in enumerate(objects, 1):
            offsets.append(len(data))
            data += f"{number} 0 obj\n{content}\nendobj\n".encode()
        table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        size = len(objects) + 1
        xref = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        trailer = f"trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF\n"
        return data + (xref + trailer).encode()


def stream(entries: str, content: str) -> str:
    return f"<<{entries}/Length {len(content)}>>\nstream\n{content}\nendstream"


def form(resources: str, content: str) -> str:
    entries = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<{resources}>>>>"
    return stream(entries, content)


def outline(title: str, links: str) -> str:
    return f"<</Title({title})/Parent 6 0 R/Dest[3 0 R/Fit]{links}>>"


RINGS = {
    "none": Raw(),
    "pages in themselves": Raw(kids="3 0 R 2 0 R"),
    "a page twice": Raw(kids="3 0 R 3 0 R"),
    "an outline entry after itself": Raw(
        root="/Outlines 6 0 R",
        more=["<</First 7 0 R/Last 7 0 R>>", outline("Oars", "/Next 7 0 R")],
    ),
    "an outline entry in itself": Raw(
        root="/Outlines 6 0 R",
        more=["<</First 7 0 R/Last 7 0 R>>", outline("Oars", "/First 7 0 R/Last 7 0 R")],
    ),
    "outline entries in each other": Raw(
        root="/Outlines 6 0 R",
        more=[
            "<</First 7 0 R/Last 8 0 R>>",
            outline("Oars", "/First 8 0 R/Last 8 0 R/Next 8 0 R"),
            outline("Lamp", "/First 7 0 R/Last 7 0 R/Next 7 0 R"),
        ],
    ),
    "a form in itself": Raw(
        resources="/XObject<</A 6 0 R>>", drawn="/A Do", more=[form("/A 6 0 R", "/A Do")]
    ),
    "forms in each other": Raw(
        resources="/XObject<</A 6 0 R>>",
        drawn="/A Do",
        more=[form("/B 7 0 R", "/B Do /B Do"), form("/A 6 0 R", "/A Do /A Do")],
    ),
    "forms that each draw the next one twice": Raw(
        resources="/XObject<</A 6 0 R>>",
        drawn="/A Do",
        more=[*(form(f"/A {i} 0 R", "/A Do /A Do") for i in range(7, 47)), form("", "")],
    ),
    "labels in themselves": Raw(root="/PageLabels 6 0 R", more=["<</Kids[6 0 R]>>"]),
}
