"""Plain text, as people type it and as browsers and converters save it.

1. Decode; split into paragraphs at empty lines, and lists into their items. A text without empty
   lines may have one paragraph per line, as word processors save it.
2. Leave out boilerplate, the table of contents and repetitions of the title.
3. Take headings from the shape of lines that stand alone (see `outline`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from cmp_search.documents.document import BlockKind, Flaw, HeadingOrigin
from cmp_search.errors import FormatError, LimitError
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.boilerplate import body_lines
from cmp_search.readers.common.outline import (
    is_heading,
    numbering,
    ranks,
    repeats_title,
    without_date,
)
from cmp_search.readers.extract import MAX_CHARACTERS, Extract
from cmp_search.readers.formats import signatures

_BINARY = (b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
"""How other common binary files begin: old Office files and pictures."""
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S)
_LEAST_LINES = 8
_LEAST_CELLS = 3
_ITEM = re.compile(r"\s*(?:[-*•‣◦–—]|\d{1,3}[.)]|[a-z][.)])\s+\S")


def decode(data: bytes, declared: str = "utf-8-sig") -> tuple[str, bool]:
    """The text of a file, and whether its encoding had to be guessed.

    UTF-16 is known by its byte order mark; then come the declared encoding and UTF-8, and last the
    Western code page of Windows, which is a guess.

    Raises:
        FormatError: the bytes are no text.
        LimitError: they are too many.
    """
    if data.startswith((*signatures(), *_BINARY)):
        raise FormatError("text_is_binary")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _within(data.decode("utf-16", errors="replace")), False
    if b"\0" in data:
        raise FormatError("text_is_binary")
    for encoding in (declared, "utf-8-sig"):
        try:
            return _within(data.decode(encoding)), False
        except UnicodeDecodeError:
            continue
    return _within(data.decode("cp1252", errors="replace")), True


def _within(text: str) -> str:
    """The text, unless it is too long for a document."""
    if len(text) > MAX_CHARACTERS:
        raise LimitError("text_too_long", found=len(text), most=MAX_CHARACTERS)
    return text


def decode_plain(data: bytes) -> tuple[str, bool]:
    """As `decode`, for a file that must not be a web page.

    Raises:
        FormatError: the bytes are no text, or they are HTML.
        LimitError: they are too many.
    """
    text, guessed = decode(data)
    if _HTML.match(text):
        raise FormatError("text_is_html")
    return text, guessed


def read(data: bytes) -> Extract:
    """Read plain text.

    Raises:
        FormatError: the bytes are no text, or they are HTML.
        LimitError: the text is too long.
    """
    text, guessed = decode_plain(data)
    blocks = list(_blocks(text))
    kept, left_out = body_lines(blocks)
    blocks = [blocks[i] for i in kept]
    extract = Extract(headings_from=HeadingOrigin.SHAPE, left_out=left_out)
    if guessed:
        extract.flaws.add(Flaw.GUESSED_ENCODING)
    if blocks and is_heading(blocks[0]):
        extract.title_line(blocks[0])
        rest = [block for block in blocks if one_line(block) != extract.title]
        extract.left_out = replace(left_out, titles=len(blocks) - len(rest) - 1)
        blocks = rest
    _fill(extract, blocks)
    return extract.finish()


def _fill(extract: Extract, blocks: list[str]) -> None:
    """Step 3: add the blocks below the title."""
    headings = [is_heading(block) and not _is_item(block) for block in blocks]
    headings = without_date(blocks, headings)
    for block, rank in zip(blocks, ranks(blocks, headings), strict=True):
        if rank is None:
            kind = BlockKind.ITEM if _is_item(block) else BlockKind.PARAGRAPH
            extract.add(kind, block)
        elif repeats_title(block, extract.title):
            extract.title_line(block)
        else:
            extract.heading(block, rank)


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs and indented list items; a numbered line that stands alone is not indented."""
    every = re.sub(r"\r\n?", "\n", text).strip("\n").split("\n")
    if _a_paragraph_a_line(every):
        yield from _lines_as_blocks(every)
        return
    for has_words, lines in groupby(every, key=_has_words):
        if has_words:
            yield from _parts(list(lines))


def _a_paragraph_a_line(lines: list[str]) -> bool:
    """Whether no line is empty, and most end before a word that would have fitted on them."""
    if len(lines) < _LEAST_LINES or not all(map(_has_words, lines)):
        return False
    width = max(map(len, lines))
    early = (len(line) + len(after.split()[0]) < width for line, after in pairwise(lines))
    return 2 * sum(early) > len(lines)


def _lines_as_blocks(lines: list[str]) -> Iterator[str]:
    """List items, and each other line; several short lines in a row are the cells of a table.

    At the beginning they are the title and what goes with it.
    """
    opens = True
    for kind, group in groupby(lines, key=_kind_of_line):
        some = list(group)
        if kind == "item" and len(some) > 1:
            yield from _items(some)
        elif kind == "short" and len(some) >= _LEAST_CELLS and not opens:
            yield "\n".join(some)
        else:
            yield from some
        opens = False


def _kind_of_line(line: str) -> str:
    if _ITEM.match(line):
        return "marked" if _is_item(line) else "item"
    return "short" if is_heading(line) and numbering(line) is None else "long"


def _has_words(line: str) -> bool:
    return bool(line.strip())


def _parts(lines: list[str]) -> Iterable[str]:
    """A paragraph, or the items of a list."""
    if len(lines) > 1 and sum(map(bool, map(_ITEM.match, lines))) > 1:
        return _items(lines)
    return ["\n".join(lines)]


def _items(lines: list[str]) -> list[str]:
    """The items of a list, each with the lines that continue it."""
    items: list[list[str]] = []
    for line in lines:
        if _ITEM.match(line) or not items:
            items.append([_as_item(line)])
        else:
            items[-1].append(line)
    return ["\n".join(item) for item in items]


def _as_item(line: str) -> str:
    """A list line, indented so that it is not mistaken for a numbered heading."""
    return line if line[0].isspace() else "  " + line


def _is_item(block: str) -> bool:
    return (block[0].isspace() and bool(_ITEM.match(block))) or block.lstrip()[0] in "-*•‣◦"
