"""Hostile files, a named list: fields, bombs, loops, lies in zip files, encodings, file names."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from benchmarks.faults.hostile_fields import ELSEWHERE, MARK, WORDS, hostile_fields
from tests.readers import docx_making, extremes

TEXT = WORDS.encode()
LATE = b"# Oars\n\n" + TEXT + b"\n\n"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class HostileFile:
    """What is hostile about a file, how it is named, and who makes its bytes."""

    name: str
    file: bytes
    make: Callable[[], bytes]


def hostile_files() -> Iterator[HostileFile]:
    """All of them; their names differ."""
    for name, suffix, make in hostile_fields():
        yield HostileFile(name, f"oars{suffix}".encode(), make)
    for name, suffix, make in (*_extreme(), *_zips(), *_encoded(), *_repeated()):
        yield HostileFile(name, f"oars{suffix}".encode(), make)
    for name, file in _names().items():
        yield HostileFile(f"name: {name}", file, lambda: LATE)


Made = tuple[str, str, Callable[[], bytes]]
"""The name, the suffix and the bytes of a file."""


def _extreme() -> Iterator[Made]:
    """Those of the tests of limits."""
    for name, (suffix, data, _, _) in extremes.NESTED.items():
        yield f"nested: {name}", suffix, partial(bytes, data)
    for mark in extremes.UNCLOSED:
        yield f"unclosed: {mark.decode()!r}", ".md", partial(extremes.marks, mark)
    for element in extremes.WORD_NESTED:
        yield f"nested: {element}", ".docx", partial(extremes.word_nested, element, 10_000)
    for name, (entities, used) in extremes.ENTITIES.items():
        for encoding in ("utf-8", "utf-16", "utf-32"):
            make = partial(extremes.with_entities, entities, used, encoding)
            yield f"entities, {encoding}: {name}", ".docx", make
    for ring, raw in extremes.RINGS.items():
        yield f"ring: {ring}", ".pdf", partial(bytes, raw)
    yield "pdf: 5,001 pages", ".pdf", partial(extremes.pages, 5_001)
    yield "zip: 150 MB in one part", ".docx", partial(extremes.swelling, 150_000_000)
    long = f"<w:p><w:r><w:t>{'a ' * 5_000_000}</w:t></w:r></w:p>"
    yield "zip: a text of ten million characters", ".docx", lambda: extremes.body(long)
    yield "50 MB in one line", ".txt", lambda: b"oars " * 10_000_000
    yield "a page of 2 MB without a space", ".html", lambda: b"<p>" + b"a" * 2_000_000


def _repeated() -> Iterator[Made]:
    """Beginnings of what patterns look for, two hundred thousand times."""
    for piece in ("«", "(ABC) ", "![", "1. ", "Mr. ", "co-chair of ", "2019-", "“", "of the "):
        yield f"repeated: {piece!r}", ".md", partial(bytes, LATE + piece.encode() * 100_000)
    for piece in ("<p>", "<a href=#>", "<td>", "<!--", "&amp", "<table>", "<h2>"):
        yield f"repeated: {piece}", ".html", partial(bytes, b"<main>" + piece.encode() * 50_000)


def _whole() -> bytes:
    document = docx_making.new()
    document.add_paragraph(WORDS)
    return docx_making.saved(document)


def _with(name: str, data: bytes = b"oars", mode: int = 0) -> bytes:
    """A whole document with a member more."""
    buffer = BytesIO(_whole())
    with ZipFile(buffer, "a", ZIP_DEFLATED) as file:
        member = ZipInfo(name)
        member.external_attr = mode << 16
        file.writestr(member, data)
    return buffer.getvalue()


def _related(kind: str, aim: str) -> bytes:
    """A document that wants something from elsewhere."""
    document = docx_making.new()
    document.add_paragraph(WORDS)
    document.part.relate_to(aim, f"{_RELATIONS}/{kind}", is_external=True)
    return docx_making.saved(document)


def _lying(at: int, value: int) -> bytes:
    """A document whose directory says something else of its first member, at a place of it."""
    data = bytearray(_whole())
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + at, value)
    return bytes(data)


def _many() -> bytes:
    buffer = BytesIO(_whole())
    with ZipFile(buffer, "a") as file:
        for number in range(20_000):
            file.writestr(f"word/{number}.xml", "")
    return buffer.getvalue()


def _doubled() -> bytes:
    return _with("word/document.xml", f"<x {MARK}='1'/>".encode())


def _zips() -> Iterator[Made]:
    """Word documents that are hostile as zip files, or want what is elsewhere."""
    for path in ("../../../oars.txt", "/tmp/oars.txt", "C:\\oars.txt", "..\\oars.txt", "a\0b.xml"):
        yield f"zip: a member {path!r}", ".docx", partial(_with, path)
    yield "zip: a link to /etc/passwd", ".docx", partial(_with, "l", b"/etc/passwd", 0o120777)
    yield "zip: a document in itself", ".docx", lambda: _with("word/embeddings/a.docx", _whole())
    yield "zip: the same member twice", ".docx", _doubled
    yield "zip: 20,000 members", ".docx", _many
    for name, at in (("checksum", 16), ("size packed", 20), ("size", 24), ("offset", 42)):
        for value in (0, 1, 2**32 - 1):
            yield f"zip: {name} of {value}", ".docx", partial(_lying, at, value)
    yield "zip: an end without members", ".docx", lambda: b"PK\x05\x06" + bytes(18)
    yield "zip: cut off", ".docx", lambda: _whole()[:-30]
    for kind in ("attachedTemplate", "image", "oleObject", "aFChunk", "settings", "styles"):
        for aim in (f"https://{ELSEWHERE}/x", "file:///etc/passwd"):
            yield f"zip: {kind} at {aim}", ".docx", partial(_related, kind, aim)


def _encoded() -> Iterator[Made]:
    """Texts in wrong, mixed and no encodings."""
    words = WORDS * 3
    files = {
        "utf-16, half a letter": words.encode("utf-16") + b"\xd8",
        "utf-16, the other order": b"\xff\xfe" + words.encode("utf-16-be"),
        "utf-32": words.encode("utf-32"),
        "utf-7": b"+ADw-script+AD4-" + TEXT,
        "surrogates": TEXT + b"\xed\xa0\xbd\xed\xb8\x80",
        "overlong": TEXT + b"\xc0\xbcscript\xc0\xbe\xe0\x80\xaf",
        "beyond Unicode": TEXT + b"\xf4\x90\x80\x80\xff\xfe\xfd",
        "NULs": b"\0".join(bytes([letter]) for letter in TEXT),
        "NULs alone": bytes(100_000),
        "nothing": b"",
        "a mark alone": b"\xef\xbb\xbf",
        "blanks alone": b" \t\r\n\f\v\xc2\xa0\xe2\x80\x8b" * 10_000,
        "line ends": b"\r".join([TEXT] * 9) + b"\n\r\x0b\x0c\x1c\x1d\x1e\xc2\x85\xe2\x80\xa8",
        "accents on accents": TEXT + "e\u0301".encode() + "\u0301".encode() * 100_000,
        "joined without end": TEXT + "\U0001f468\u200d".encode() * 50_000,
        "controls alone": bytes(range(32)) * 1_000,
        "noncharacters": TEXT + "\ufdd0\ufffe\uffff\U0001fffe\U0010ffff".encode(),
        "tags": TEXT + "".join(chr(0xE0000 + ord(one)) for one in "<script>").encode(),
        "bytes of all kinds": TEXT + bytes(range(256)) * 100,
    }
    for name, data in files.items():
        yield f"text: {name}", ".txt", partial(bytes, data)
    says = b"<!doctype html><meta charset=%s><main><h1>Oars</h1><p>" + TEXT
    for charset in (b"utf-7", b"x-nothing", b"utf-16", b"\x00\xff", b"iso-2022-jp", b"'\"><b>"):
        yield f"html: in {charset!r}", ".html", partial(bytes, says % charset)


def _names() -> dict[str, bytes]:
    """Names of files."""
    return {
        "line ends": b"oars\nof \r ash.md",
        "escapes": b"oars \x1b[31m\x1b]0;x\x07.md",
        "other direction": "oars \u202edm.exe\u2066 .md".encode(),
        "no encoding": b"oars \xff\xfe\xed\xa0\x80.md",
        "as long as can be": b"o" * 252 + b".md",
        "an option": b"--help.md",
        "markup": f"<img {MARK} src=x onerror=window.ran=1>.md".encode(),
        "Markdown": f"![x](https:{ELSEWHERE}) [y](javascript:ran=1).md".encode(),
        "a command": b"$(reboot) `reboot`; reboot & | oars.md",
        "steps up": b"..%2f..%2f..\\..\\oars.md",
        "a device": b"CON.md",
        "an end that is none": b"oars.pdf .MD",
        "blanks": "  \u2003\u200b .md".encode(),
        "accents": ("oars" + "\u0301" * 60 + ".md").encode(),
        "quotes": b"oars \"'\xe2\x80\x9d{{7*7}}%s%n.md",
        "tags": ("oars" + "".join(chr(0xE0000 + ord(one)) for one in "<b>") + ".md").encode(),
    }
