"""Word files that are damaged, locked, hostile or empty."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx.document import Document as WordDocument

from cmp_search.errors import DamagedError, FormatError, LimitError
from cmp_search.readers import archive
from cmp_search.readers.docx import reader
from tests.raising import raises_code

from .. import docx_making as making
from .reading import read


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
