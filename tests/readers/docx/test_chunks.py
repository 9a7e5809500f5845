import pytest
from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from cmp_search.documents.document import Flaw, Omission
from cmp_search.readers.docx import reader

from .. import docx_making as making
from ..looking import kinds, texts
from .reading import read

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PAGE = b"<html><body><h2>Visits</h2><p>The calendar was agreed on.</p></body></html>"
_MAIL = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n" + _PAGE + b"\r\n--b--\r\n"
)


def include(document: WordDocument, name: str, media_type: str, content: bytes) -> None:
    part = Part(PackURI(f"/word/{name}"), media_type, content, document.part.package)
    id = document.part.relate_to(part, f"{_TYPE}/aFChunk")
    document.add_paragraph("Before.")
    chunk = parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="{id}"/>')
    document.paragraphs[-1]._p.addnext(chunk)
    document.add_paragraph("After.")


@pytest.mark.parametrize(
    ("name", "media_type", "content"),
    [
        ("a.html", "text/html", _PAGE),
        ("a.dat", "application/xhtml+xml; charset=utf-8", _PAGE),
        ("a.mht", "message/rfc822", _MAIL),
    ],
    ids=["html", "xhtml", "mail"],
)
def test_an_included_page(
    document: WordDocument, name: str, media_type: str, content: bytes
) -> None:
    include(document, name, media_type, content)
    assert kinds(read(document)) == [
        "paragraph: Before.",
        "heading2: Visits",
        "paragraph: The calendar was agreed on.",
        "paragraph: After.",
    ]


def test_included_text_and_documents(document: WordDocument) -> None:
    inner = making.new()
    inner.add_heading("Inner", 2)
    inner.add_paragraph("Within.")
    include(document, "a.txt", "text/plain", b"Plain words.")
    include(document, "b.docx", _WORD, making.saved(inner))
    assert texts(read(document)) == [
        *("Before.", "Plain words.", "After."),
        *("Before.", "Inner", "Within.", "After."),
    ]


def test_documents_in_documents_end(document: WordDocument) -> None:
    data = b""
    for depth in range(6):
        one = making.new()
        one.add_paragraph(f"Depth {depth}.")
        if data:
            include(one, "b.docx", _WORD, data)
        data = making.saved(one)
    found = texts(reader.read(data))
    assert [text for text in found if text.startswith("Depth")] == [
        f"Depth {depth}." for depth in (5, 4, 3, 2)
    ]


@pytest.mark.parametrize(("name", "media_type"), [("a.rtf", "application/rtf"), ("b.docx", _WORD)])
def test_what_cannot_be_read_is_noted_and_a_flaw(
    document: WordDocument, name: str, media_type: str
) -> None:
    include(document, name, media_type, b"no such thing")
    extract = read(document)
    assert texts(extract) == ["Before.", "After."]
    (part,) = extract.omitted
    assert (part.reason, part.lines, part.words) == (Omission.UNREADABLE, 1, 0)
    assert extract.quality.warnings == (Flaw.INCLUDED_UNREAD,)


def test_a_diagram_follows_its_paragraph(document: WordDocument) -> None:
    dgm = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    point = '<dgm:pt modelId="{0}"><dgm:t><a:p><a:r><a:t>{1}</a:t></a:r></a:p></dgm:t></dgm:pt>'
    link = '<dgm:cxn modelId="c{0}{1}" srcId="{0}" destId="{1}" srcOrd="{2}"/>'
    points = "".join(point.format(*one) for one in ((3, "Rest"), (1, "Cellar"), (2, "Press")))
    links = "".join(link.format(*one) for one in ((0, 1, 0), (1, 3, 1), (1, 2, 0), (3, 1, 9)))
    form = point.format(9, "no").replace(">", ' type="pres">', 1)
    xml = (
        f'<dgm:dataModel xmlns:dgm="{dgm}" xmlns:a="{a}"><dgm:ptLst><dgm:pt modelId="0" '
        f'type="doc"/>{points}{form}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>'
    )
    part = Part(
        PackURI("/word/diagrams/data1.xml"), "application/xml", xml.encode(), document.part.package
    )
    id = document.part.relate_to(part, f"{_TYPE}/diagramData")
    making.with_xml(
        document.add_paragraph("Outside."),
        f'<w:r><w:drawing><dgm:relIds xmlns:dgm="{dgm}" r:dm="{id}"/></w:drawing></w:r>',
    )
    assert texts(read(document)) == ["Outside.", "Cellar", "Press", "Rest"]


def test_a_chart_follows_its_paragraph(document: WordDocument) -> None:
    c = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    names = "".join(f"<c:pt><c:v>{name}</c:v></c:pt>" for name in ("Red", "White", "Red"))
    xml = (
        f'<c:chartSpace xmlns:c="{c}" xmlns:a="{a}"><c:chart><c:title><a:p><a:r><a:t>Vats</a:t>'
        f"</a:r></a:p></c:title><c:ser><c:strCache>{names}</c:strCache><c:numCache><c:pt><c:v>4"
        "</c:v></c:pt></c:numCache></c:ser></c:chart></c:chartSpace>"
    )
    part = Part(
        PackURI("/word/charts/chart1.xml"), "application/xml", xml.encode(), document.part.package
    )
    id = document.part.relate_to(part, f"{_TYPE}/chart")
    making.with_xml(
        document.add_paragraph("Outside."),
        f'<w:r><w:drawing><c:chart xmlns:c="{c}" r:id="{id}"/></w:drawing></w:r>',
    )
    assert texts(read(document)) == ["Outside.", "Vats", "Red, White"]
