"""Plain text, as people type it and as browsers and converters save it.

1. Decode; leave out form feeds and running lines (see `form_feeds`), and rules (see `rules`); find
   headings, paragraphs and list items (see `plain_blocks`).
2. Leave out boilerplate, the table of contents and repetitions of the title.
3. Take headings from the shape of lines that stand alone, and their levels from numbering and words
   (see `outline`).
"""

import re

from cmp_search.documents.document import BlockKind, Flaw, HeadingOrigin, Omission
from cmp_search.errors import FormatError, LimitError
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.boilerplate import body_lines
from cmp_search.readers.common.form_feeds import without_form_feeds
from cmp_search.readers.common.outline import (
    is_heading,
    ranks,
    repeats_title,
    without_date,
)
from cmp_search.readers.common.plain_blocks import is_item, plain_blocks
from cmp_search.readers.common.rules import without_rules
from cmp_search.readers.extract import MAX_CHARACTERS, Extract
from cmp_search.readers.formats import signatures

_BINARY = (b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
"""How other common binary files begin: old Office files and pictures."""
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S)
_SAMPLE = 4096
"""Bytes that are looked at for UTF-16 without a byte order mark; an even number."""
_WESTERN = ("cp1252", "cp850")
"""Code pages of Windows and DOS; of equals the first."""
_ACCENTED = re.compile(
    r"(?<=[a-z])[áàâäãçéèêëíîïñóôöúùûüœ]|[áàâäãçéèêëíîïñóôöúùûüœ](?=[a-z])"
    r"|(?<=[A-Z])[ÁÀÂÇÉÈÊËÍÎÏÑÓÔÚÙÛÜ]|[ÁÀÂÇÉÈÊËÍÎÏÑÓÔÚÙÛÜ](?=[A-Z])"
)
"""An accented letter of the three languages within a word."""


def decode(data: bytes, declared: str = "utf-8-sig") -> tuple[str, bool]:
    """The text of a file, and whether its encoding had to be guessed.

    UTF-16 is known by its byte order mark, or by its many zero bytes; then come the declared
    encoding and UTF-8, and last, as a guess, the Western code page that gives most accented letters
    within words.

    Raises:
        FormatError: the bytes are no text.
        LimitError: they are too many.
    """
    if data.startswith((*signatures(), *_BINARY)):
        raise FormatError("text_is_binary")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _within(data.decode("utf-16", errors="replace")), False
    if b"\0" in data:
        return _within(_without_mark(data)), False
    for encoding in (declared, "utf-8-sig"):
        try:
            return _within(data.decode(encoding)), False
        except UnicodeDecodeError:
            continue
    guesses = [data.decode(name, errors="replace") for name in _WESTERN]
    return _within(max(guesses, key=lambda text: len(_ACCENTED.findall(text)))), True


def _without_mark(data: bytes) -> str:
    """Text in UTF-16 without a byte order mark: every other byte of Western text is zero.

    Raises:
        FormatError: it is no such text.
    """
    sample = data[:_SAMPLE]
    zeros = sample[::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    if max(zeros) * 4 > len(sample) and min(zeros) * 50 <= len(sample):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            raise FormatError("text_is_binary") from error
        if "\0" not in text:
            return text
    raise FormatError("text_is_binary")


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
    body = without_form_feeds(re.sub(r"\r\n?", "\n", text))
    blocks = plain_blocks(without_rules(body.text))
    lines = body_lines(blocks)
    extract = Extract(headings_from=HeadingOrigin.SHAPE)
    extract.omit(Omission.RUNNING, "\n".join(body.running))
    extract.omit(Omission.CONTENTS, "\n".join(blocks[i] for i in lines.contents))
    extract.omit(Omission.BOILERPLATE, "\n".join(blocks[i] for i in lines.boilerplate))
    blocks = [blocks[i] for i in lines.kept]
    if guessed:
        extract.flaws.add(Flaw.GUESSED_ENCODING)
    if blocks and is_heading(blocks[0]):
        extract.title_line(blocks[0])
        rest = [block for block in blocks if one_line(block) != extract.title]
        repeated = len(blocks) - len(rest) - 1
        extract.omit(Omission.TITLES, "\n".join([extract.title] * repeated))
        blocks = rest
    _fill(extract, blocks)
    return extract.finish()


def _fill(extract: Extract, blocks: list[str]) -> None:
    """Step 3: add the blocks below the title."""
    headings = [is_heading(block) and not is_item(block) for block in blocks]
    headings = without_date(blocks, headings)
    for block, rank in zip(blocks, ranks(blocks, headings), strict=True):
        if rank is None:
            extract.add(BlockKind.ITEM if is_item(block) else BlockKind.PARAGRAPH, block)
        elif repeats_title(block, extract.title):
            extract.title_line(block)
        else:
            extract.heading(block, rank)
