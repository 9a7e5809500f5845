"""Files that are extreme or hostile: read within bounds, or refused in one line that says why.

Each is read in a sandbox, as files always are, so that a limit that fails fails the test alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from cmp_search.errors import DamagedError, LimitError, ReadError
from cmp_search.readers import MAX_BYTES
from cmp_search.readers.extract import FileContent
from cmp_search.readers.sandbox.reading import ReadingSandbox

from . import docx_making
from .looking import check

PATIENCE = 120
"""Seconds: a machine with much else to do must not fail what it takes ten for."""
XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="module")
def process() -> Iterator[ReadingSandbox]:
    one = ReadingSandbox(PATIENCE)
    yield one
    one.close()


def read(process: ReadingSandbox, suffix: str, data: bytes) -> FileContent:
    reading = process.read(suffix, data)
    check(reading)
    return reading


def refused(process: ReadingSandbox, suffix: str, data: bytes) -> ReadError:
    """The error, in one line."""
    with pytest.raises(ReadError) as error:
        process.read(suffix, data)
    assert "\n" not in str(error.value)
    return error.value


# Length


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@pytest.mark.parametrize(
    "data",
    [b"<p>Oars and a lamp.\n\n" * (MAX_BYTES // 21), b"<p>" + b"oars " * 10_000_000],
    ids=["200 MB", "a line of 50 MB"],
)
def test_a_text_of_too_many_characters(process: ReadingSandbox, suffix: str, data: bytes) -> None:
    error = refused(process, suffix, data)
    assert isinstance(error, LimitError)
    assert error.code == "text_too_long"
    assert error.parameters == {"found": len(data), "most": 20_000_000}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_one_line_as_long_as_a_text_may_be(process: ReadingSandbox, suffix: str) -> None:
    reading = read(process, suffix, b"<p>" * (suffix == ".html") + b"oars " * 3_999_000)
    assert len(reading.text) == 5 * 3_999_000 - 1
    assert len(reading.blocks) == 1


@pytest.mark.slow
def test_paragraphs_by_the_hundred_thousand(process: ReadingSandbox) -> None:
    assert len(read(process, ".txt", b"Oars.\n\n" * 200_000).blocks) == 200_000
    error = refused(process, ".txt", b"Oars.\n\n" * 200_001)
    assert (error.code, error.parameters) == ("blocks_too_many", {"most": 200_000})


# Depth


@pytest.mark.parametrize(
    ("suffix", "data", "code", "most"),
    [
        (".html", b"<div>" * 300 + b"x", "html_nested", 250),
        (".html", b"<div>" * 1_000_000 + b"x", "html_nested", 5_000),
        (".html", b"<dl><dd>" * 100_000 + b"x", "html_nested", 5_000),
        (".html", b"<table><tr><td>" * 100_000 + b"x", "html_nested", 5_000),
        (".html", b"<x-y>" * 100_000 + b"x", "html_nested", 250),
        (".md", b"> " * 100_000 + b"x", "markdown_nested", 100),
        pytest.param(
            *(".md", b"- " * 100_000 + b"x", "markdown_nested", 100), marks=pytest.mark.slow
        ),
    ],
)
def test_elements_in_elements(
    process: ReadingSandbox, suffix: str, data: bytes, code: str, most: int
) -> None:
    error = refused(process, suffix, data)
    assert isinstance(error, LimitError)
    assert (error.code, error.parameters) == (code, {"most": most})


@pytest.mark.parametrize(
    "mark", [b"*", b"[", pytest.param(b"_a ", marks=pytest.mark.slow), b"<b>", b"| ", b"`"]
)
def test_marks_that_open_and_never_close(process: ReadingSandbox, mark: bytes) -> None:
    reading = read(process, ".md", mark * 100_000 + b"x")
    assert len(reading.blocks) <= 1


def body(inner: str) -> bytes:
    """A Word document with such a body."""
    xml = f'<?xml version="1.0"?><w:document {XMLNS}><w:body>{inner}</w:body></w:document>'
    return part(xml.encode())


def part(xml: bytes) -> bytes:
    return docx_making.repacked(docx_making.saved(docx_making.new()), word_document__xml=xml)


PARAGRAPH = "<w:p><w:r><w:t>Oars</w:t></w:r></w:p>"


@pytest.mark.parametrize("element", ["tbl><w:tr><w:tc", "sdt><w:sdtContent", "ins"])
def test_word_elements_in_elements(process: ReadingSandbox, element: str) -> None:
    names = element.split("><w:")
    opened = "".join(f"<w:{name}>" for name in names)
    closed = "".join(f"</w:{name}>" for name in reversed(names))

    def nested(depth: int) -> bytes:
        return body(opened * depth + PARAGRAPH + closed * depth)

    assert read(process, ".docx", nested(60)).text == "Oars"
    error = refused(process, ".docx", nested(10_000))
    assert isinstance(error, LimitError)
    assert (error.code, error.parameters) == ("docx_nested", {"most": 256})


# What swells


@pytest.mark.slow
def test_a_zip_bomb(process: ReadingSandbox) -> None:
    whole = docx_making.saved(docx_making.new())
    bomb = docx_making.repacked(whole, word_media__xml=bytes(150_000_000))
    assert len(bomb) < 200_000
    assert refused(process, ".docx", bomb).code == "archive_bomb"
    text = body(f"<w:p><w:r><w:t>{'a' * 100_000_000}</w:t></w:r></w:p>")
    assert refused(process, ".docx", text).code == "archive_bomb"


@pytest.mark.slow
def test_a_zip_that_unpacks_to_more_than_there_is_memory(process: ReadingSandbox) -> None:
    whole = docx_making.saved(docx_making.new())
    bomb = docx_making.repacked(whole, word_media__xml=bytes(1_000_000_000))
    assert refused(process, ".docx", bomb).code == "archive_too_large"


LAUGHS = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(10))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    ("entities", "name"),
    [
        (f'<!ENTITY e0 "ha">{LAUGHS}', "e10"),
        ('<!ENTITY secret SYSTEM "file:///etc/hostname">', "secret"),
        ('<!ENTITY % far SYSTEM "http://oars.invalid/x"> %far;', "far"),
    ],
    ids=["a billion laughs", "a file of this machine", "an address"],
)
def test_xml_entities(process: ReadingSandbox, encoding: str, entities: str, name: str) -> None:
    xml = f"<!DOCTYPE x [{entities}]><w:document {XMLNS}>&{name};</w:document>"
    error = refused(process, ".docx", part(xml.encode(encoding)))
    assert isinstance(error, DamagedError)
    assert error.code == "archive_entities"


# PDF


@pytest.mark.slow
def test_a_pdf_of_many_pages(process: ReadingSandbox) -> None:
    reading = read(process, ".pdf", pages(5_000))
    assert [page.label for page in reading.pages] == [str(i) for i in range(1, 5_001)]
    assert len(reading.blocks) == 5_000
    error = refused(process, ".pdf", pages(5_001))
    assert error.code == "pdf_pages"
    assert error.parameters == {"found": 5_001, "most": 5_000}


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


@pytest.mark.parametrize("ring", RINGS)
def test_a_pdf_that_runs_in_a_ring(process: ReadingSandbox, ring: str) -> None:
    try:
        reading = read(process, ".pdf", bytes(RINGS[ring]))
    except ReadError as error:
        assert ring == "pages in themselves"
        assert "\n" not in str(error)
    else:
        assert reading.text.startswith("Oars and a lamp.")
