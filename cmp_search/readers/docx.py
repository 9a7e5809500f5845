"""Word documents (.docx), read with python-docx.

1. Look at the zip before it is unpacked: is it a Word file, is it whole, is it too large?
2. Walk through the body in order (`docx_body`): paragraphs with their style, tables, the text of
   boxes and content controls, footnotes after the paragraph that refers to them.
3. Headings and title come from the styles. Where no style is a heading, short bold paragraphs are
   headings, ranked by their words (see `outline`).
"""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from operator import and_, or_
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError

from cmp_search.document import BlockKind, Flaw, HeadingOrigin
from cmp_search.errors import LONGEST_REASON, DamagedError, FormatError, LimitError, ReadError
from cmp_search.language import TEXT_LANGUAGES
from cmp_search.readers.docx_body import Part, walk
from cmp_search.readers.extract import Extract, one_line
from cmp_search.readers.furniture import body
from cmp_search.readers.outline import is_heading, ranks, without_date

MAX_UNPACKED = 200_000_000
"""Bytes that a document may have when it is unpacked."""
_MAX_RATIO = 200
_RATIO_FROM = 5_000_000
"""Small files may shrink a lot without harm; from this size on the ratio counts."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_MAX_DEPTH = 256
"""How deep the XML parser takes elements in each other; a table in a table has some 20 levels."""
_TOO_DEEP = "Excessive depth"
_DEFAULT_TITLE = "Word Document"
"""The title that python-docx reports where a document has no properties."""


def read(data: bytes) -> Extract:
    """Read a Word document.

    Raises:
        FormatError: the bytes are no Word document.
        DamagedError: it is broken, or a password locks it.
        LimitError: it unpacks to too much, or is nested too deep.
    """
    document = _open(data)
    try:
        walked = walk(document)
    except (AttributeError, KeyError, ValueError, SyntaxError, RecursionError) as error:
        raise _broken(error) from error
    kept, left_out = body([part.text for part in walked.parts])
    properties = document.core_properties
    title = "" if properties.title == _DEFAULT_TITLE else one_line(properties.title or "")
    subtag = (properties.language or "").partition("-")[0].lower()
    extract = Extract(language=subtag if subtag in TEXT_LANGUAGES else "")
    extract.left_out = replace(left_out, contents=left_out.contents + walked.contents)
    if walked.is_tracked:
        extract.flaws.add(Flaw.TRACKED_CHANGES)
    _fill(extract, [walked.parts[i] for i in kept], title)
    return extract.finish()


def _open(data: bytes) -> WordDocument:
    """Step 1: the document, when it is whole and harmless."""
    if data.startswith(_OLE):
        raise DamagedError("docx_locked_or_old")
    if not data.startswith(_ZIP):
        raise FormatError("docx_not_word")
    try:
        with ZipFile(BytesIO(data)) as package:
            _check(package)
        return Document(BytesIO(data))
    except (BadZipFile, ZlibError, EOFError, OSError, PackageNotFoundError) as error:
        raise _broken(error) from error
    except (KeyError, ValueError, AttributeError, SyntaxError, NotImplementedError) as error:
        raise _broken(error) from error


def _broken(error: Exception) -> ReadError:
    if _TOO_DEEP in str(error):
        return LimitError("docx_nested", most=_MAX_DEPTH)
    return DamagedError("docx_broken", reason=error)


def _check(package: ZipFile) -> None:
    """Step 1: what the zip says of its parts, then whether an XML part defines entities."""
    entries = package.infolist()
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise FormatError("docx_is_zip")
    if any(entry.flag_bits & 1 for entry in entries):
        raise DamagedError("file_locked")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise LimitError("docx_too_large", found=unpacked, most=MAX_UNPACKED)
    if any(map(_swells, entries)):
        raise LimitError("docx_bomb")
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            # Without zeros, the words are the same in UTF-16 and UTF-32.
            content = package.read(entry).replace(b"\0", b"")
            if any(word in content for word in _FORBIDDEN):
                raise DamagedError("docx_entities", part=entry.filename[:LONGEST_REASON])


def _swells(entry: ZipInfo) -> bool:
    return entry.file_size > max(_RATIO_FROM, _MAX_RATIO * entry.compress_size)


def _fill(extract: Extract, found: Sequence[Part], title: str) -> None:
    """Step 3: blocks, headings and title."""
    extract.headings_from = HeadingOrigin.STYLE
    if not any(part.kind is BlockKind.HEADING for part in found):
        found = _shaped(found)
        shaped = any(part.kind is BlockKind.HEADING for part in found)
        extract.headings_from = HeadingOrigin.SHAPE if shaped else HeadingOrigin.NONE
    if not any(part.kind is BlockKind.TITLE for part in found):
        extract.title = title
    for part in found:
        repeats = bool(title) and one_line(part.text).casefold() == title.casefold()
        if part.kind is BlockKind.TITLE or (repeats and part.kind is not BlockKind.ROW):
            extract.title_line(part.text)
        elif part.kind is BlockKind.HEADING:
            extract.heading(part.text, part.level)
        else:
            extract.add(part.kind, part.text)


def _shaped(found: Sequence[Part]) -> list[Part]:
    """Step 3: short bold paragraphs as headings; the first one opens the document as its title."""
    bold = [
        part.kind is BlockKind.PARAGRAPH and part.bold and is_heading(part.text) for part in found
    ]
    texts = [part.text for part in found]
    titles = [part.kind is BlockKind.TITLE for part in found]
    dateless = without_date(texts, list(map(or_, bold, titles)))
    bold = list(map(and_, bold, dateless))
    ranked = ranks(texts, bold)
    shaped = [
        part if rank is None else replace(part, kind=BlockKind.HEADING, level=rank)
        for part, rank in zip(found, ranked, strict=True)
    ]
    if bold and bold[0] and not any(titles):
        shaped[0] = replace(found[0], kind=BlockKind.TITLE)
    return shaped
