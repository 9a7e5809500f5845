"""PDFs to be drawn: turned, cropped and locked."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document
from cmp_search.documents.source import bytes_hash
from tests.readers.direct import read_extract

CROP = (40, 30, 560, 770)


def changed(data: bytes, turn: int = 0, crop: bool = False, locked: bool = False) -> bytes:
    """A PDF whose pages are turned (in degrees), cropped, or locked with an owner's password."""
    writer = PdfWriter(PdfReader(BytesIO(data)))
    for page in writer.pages:
        if crop:
            page.cropbox = RectangleObject(CROP)
        if turn:
            page.rotate(turn)
    if locked:
        writer.encrypt("", "owner", algorithm="AES-256")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def document(data: bytes, id: str = "doc") -> Document:
    """A PDF, read."""
    reading = read_extract(".pdf", data).content
    return Document(
        entry=Entry(id=id, title="A title", language="en"),
        sha256=bytes_hash(data),
        text=reading.text,
        blocks=reading.blocks,
        pages=reading.pages,
        headings_from=reading.headings_from,
        quality=reading.quality,
    )
