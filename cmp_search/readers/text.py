"""Plain text, as people type it and as browsers and converters save it.

1. Decode; cut into paragraphs at empty lines, and lists into their items.
2. Leave page furniture, the table of contents and repetitions of the title out.
3. Take headings from the shape of lines that stand alone (see `outline`).
"""

import re

from cmp_search.document import BlockKind, HeadingOrigin
from cmp_search.errors import FormatError
from cmp_search.readers.extract import Extract, one_line
from cmp_search.readers.furniture import body
from cmp_search.readers.outline import is_heading, ranks, repeats_title

_BINARY = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S)
_ITEM = re.compile(r"\s*(?:[-*•‣◦–—]|\d{1,3}[.)]|[a-z][.)])\s+\S")


def decode(data: bytes, declared: str = "utf-8-sig") -> str:
    """The text of a file: UTF-16 with its mark, what it declares, else Windows' Western code page.

    Raises:
        FormatError: the bytes are no text.
    """
    if data.startswith(_BINARY):
        raise FormatError("it is not text, whatever its suffix says: give it its own suffix")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise FormatError("it is not text, whatever its suffix says: give it its own suffix")
    for encoding in (declared, "utf-8-sig"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", errors="replace")


def decode_plain(data: bytes) -> str:
    """The text of a file that must not be a web page.

    Raises:
        FormatError: the bytes are no text, or they are HTML.
    """
    text = decode(data)
    if _HTML.match(text):
        raise FormatError("it is a web page, not plain text: give it the suffix .html")
    return text


def read(data: bytes) -> Extract:
    """Read plain text.

    Raises:
        FormatError: the bytes are no text, or they are HTML.
    """
    pieces = _pieces(decode_plain(data))
    pieces = [pieces[i] for i in body(pieces)]
    extract = Extract(headings_from=HeadingOrigin.SHAPE)
    if pieces and is_heading(pieces[0]):
        extract.title_line(pieces.pop(0))
        pieces = [piece for piece in pieces if one_line(piece) != extract.title]
    headings = [is_heading(piece) and not _is_item(piece) for piece in pieces]
    for piece, rank in zip(pieces, ranks(pieces, headings), strict=True):
        if rank is None:
            kind = BlockKind.ITEM if _is_item(piece) else BlockKind.PARAGRAPH
            extract.add(kind, piece)
        elif repeats_title(piece, extract.title):
            extract.title_line(piece)
        else:
            extract.heading(piece, rank)
    return extract.finish()


def _pieces(text: str) -> list[str]:
    """Paragraphs and list items; a numbered line that stands alone is a piece without indent."""
    pieces: list[str] = []
    for paragraph in re.split(r"\n[^\S\n]*\n\s*?(?=[^\n])", re.sub(r"\r\n?", "\n", text)):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        if len(lines) > 1 and sum(map(bool, map(_ITEM.match, lines))) > 1:
            pieces.extend(_items(lines))
        elif lines:
            pieces.append("\n".join(lines))
    return pieces


def _items(lines: list[str]) -> list[str]:
    """The items of a list, each with the lines that continue it."""
    items: list[str] = []
    for line in lines:
        if _ITEM.match(line) or not items:
            items.append(_as_item(line))
        else:
            items[-1] += "\n" + line
    return items


def _as_item(line: str) -> str:
    """A list line, indented so that it is not taken for a numbered heading."""
    return line if line[0].isspace() else "  " + line


def _is_item(piece: str) -> bool:
    return (piece[0].isspace() and bool(_ITEM.match(piece))) or piece.lstrip()[0] in "-*•‣◦"
