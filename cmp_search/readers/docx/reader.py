"""Word documents (.docx), read with python-docx.

1. Check the zip file before it is unpacked (see `archive`).
2. Walk through the body in order (`body`): paragraphs with their style, tables, the text of boxes
   and content controls, footnotes after the paragraph that refers to them.
3. Headings and title come from the styles. If no style is a heading, short bold paragraphs are
   headings, ranked by their words (see `outline`).
"""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from operator import and_, or_
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError

from cmp_search.documents.document import BlockKind, Flaw, HeadingOrigin
from cmp_search.errors import DamagedError, FormatError, LimitError, ReadError
from cmp_search.language.detection import text_language
from cmp_search.language.normalisation import one_line
from cmp_search.readers.archive import SIGNATURE, check_archive, check_xml
from cmp_search.readers.common.boilerplate import body_lines
from cmp_search.readers.common.outline import is_heading, ranks, without_date
from cmp_search.readers.docx.body import DocxBlock, walk
from cmp_search.readers.extract import Extract

_FORMAT = "Word"
_XML = (".xml", ".rels")
"""Suffixes of the parts that are parsed as XML."""
_OLE = b"\xd0\xcf\x11\xe0"
_MAX_DEPTH = 256
"""How deep the XML parser lets elements be nested; a table in a table has about 20 levels."""
_TOO_DEEP = "Excessive depth"
_DEFAULT_TITLE = "Word Document"
"""The title that python-docx reports if a document has no properties."""


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
    kept, left_out = body_lines([block.text for block in walked.blocks])
    properties = document.core_properties
    title = "" if properties.title == _DEFAULT_TITLE else one_line(properties.title or "")
    extract = Extract(language=text_language(properties.language or ""))
    extract.left_out = replace(left_out, contents=left_out.contents + walked.contents)
    if walked.is_tracked:
        extract.flaws.add(Flaw.TRACKED_CHANGES)
    _fill(extract, [walked.blocks[i] for i in kept], title)
    return extract.finish()


def _open(data: bytes) -> WordDocument:
    """Step 1: the document, if it is intact and harmless."""
    if data.startswith(_OLE):
        raise DamagedError("docx_locked_or_old")
    if not data.startswith(SIGNATURE):
        raise FormatError("format_not", format=_FORMAT)
    try:
        with ZipFile(BytesIO(data)) as package:
            if "word/document.xml" not in package.namelist():
                raise FormatError("format_not", format=_FORMAT)
            check_archive(package, _FORMAT)
            check_xml(package, _FORMAT, _XML)
        return Document(BytesIO(data))
    except (BadZipFile, ZlibError, EOFError, OSError, PackageNotFoundError) as error:
        raise _broken(error) from error
    except (KeyError, ValueError, AttributeError, SyntaxError, NotImplementedError) as error:
        raise _broken(error) from error


def _broken(error: Exception) -> ReadError:
    if _TOO_DEEP in str(error):
        return LimitError("docx_nested", most=_MAX_DEPTH)
    return DamagedError("format_broken", format=_FORMAT, reason=error)


def _fill(extract: Extract, blocks: Sequence[DocxBlock], title: str) -> None:
    """Step 3: blocks, headings and title."""
    extract.headings_from = HeadingOrigin.STYLE
    if not any(block.kind is BlockKind.HEADING for block in blocks):
        blocks = _shaped(blocks)
        shaped = any(block.kind is BlockKind.HEADING for block in blocks)
        extract.headings_from = HeadingOrigin.SHAPE if shaped else HeadingOrigin.NONE
    if not any(block.kind is BlockKind.TITLE for block in blocks):
        extract.title = title
    for block in blocks:
        repeats = bool(title) and one_line(block.text).casefold() == title.casefold()
        if block.kind is BlockKind.TITLE or (repeats and block.kind is not BlockKind.ROW):
            extract.title_line(block.text)
        elif block.kind is BlockKind.HEADING:
            extract.heading(block.text, block.level)
        else:
            extract.add(block.kind, block.text)


def _shaped(blocks: Sequence[DocxBlock]) -> list[DocxBlock]:
    """Step 3: short bold paragraphs become headings; one that opens the document is its title."""
    bold = [
        block.kind is BlockKind.PARAGRAPH and block.bold and is_heading(block.text)
        for block in blocks
    ]
    texts = [block.text for block in blocks]
    titles = [block.kind is BlockKind.TITLE for block in blocks]
    dateless = without_date(texts, list(map(or_, bold, titles)))
    bold = list(map(and_, bold, dateless))
    ranked = ranks(texts, bold)
    shaped = [
        block if rank is None else replace(block, kind=BlockKind.HEADING, level=rank)
        for block, rank in zip(blocks, ranked, strict=True)
    ]
    if bold and bold[0] and not any(titles):
        shaped[0] = replace(blocks[0], kind=BlockKind.TITLE)
    return shaped
