"""Word files that are no draft, and those made to do harm."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx.oxml.ns import nsdecls

from cmp_search.errors import DamagedError, FormatError, LimitError, NoTextError, ReadError
from cmp_search.verification.drafts.reading import draft
from tests.readers import docx_making as word


def bomb() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 100_000_000)
    return buffer.getvalue()


def with_entities() -> bytes:
    document = word.new()
    document.add_paragraph("Text")
    xml = f'<!DOCTYPE d [<!ENTITY a "b">]><w:document {nsdecls("w")}><w:body/></w:document>'
    return word.repacked(word.saved(document), word_document__xml=xml.encode())


def nested() -> bytes:
    document = word.new()
    cell = document.add_table(1, 1).rows[0].cells[0]
    for _ in range(60):
        cell = cell.add_table(1, 1).rows[0].cells[0]
    return word.saved(document)


@pytest.mark.parametrize(
    ("data", "error", "code"),
    [
        (b"Just text.", FormatError, "format_not"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, DamagedError, "docx_locked_or_old"),
        (b"PK\x03\x04" + b"x" * 100, DamagedError, "format_broken"),
        (bomb(), LimitError, "archive_bomb"),
        (with_entities(), DamagedError, "archive_entities"),
        (nested(), LimitError, "docx_nested"),
        (word.saved(word.new()), NoTextError, "no_text"),
    ],
    ids=["text", "locked", "damaged", "bomb", "entities", "nested", "empty"],
)
def test_what_cannot_be_read_is_refused(data: bytes, error: type[ReadError], code: str) -> None:
    with pytest.raises(error) as raised:
        draft(".docx", data)
    assert raised.value.code == code
