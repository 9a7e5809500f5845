"""Plain text, as people type it and as browsers and converters save it.

1. Decode; leave out form feeds and running lines (see `form_feeds`), put broken words together (see
   `broken_words`), leave out rules (see `rules`); find headings, paragraphs and list items (see
   `plain_blocks`).
2. Leave out boilerplate, the table of contents and repetitions of the title.
3. Take headings from the shape of lines that stand alone, and their levels from numbering and words
   (see `outline`). Where several lines are marked as headings, as in Markdown ("## Means") or in a
   wiki ("== Means =="), these are, of the level that their marks state.
4. Where several questions stand alone above their answers, these are headings, too, and so are
   lines that count from 1 without a mark ("1 Purpose"). What follows the formula of a signature is
   none, up to a numbered heading or a text.
"""

import re

from cmp_search.documents.document import BlockKind, Flaw, HeadingOrigin, Omission
from cmp_search.errors import FormatError, LimitError
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.boilerplate import body_lines
from cmp_search.readers.common.broken_words import without_broken_words
from cmp_search.readers.common.form_feeds import without_form_feeds
from cmp_search.readers.common.outline import (
    is_heading,
    is_numbered_title,
    numbering,
    ranks,
    repeats_title,
    without_date,
)
from cmp_search.readers.common.plain_blocks import is_item, plain_blocks
from cmp_search.readers.common.rules import without_rules
from cmp_search.readers.common.signatures import opens_signatures
from cmp_search.readers.extract import MAX_CHARACTERS, Extract
from cmp_search.readers.formats import signatures

_BINARY = (b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
"""How other common binary files begin: old Office files and pictures."""
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S)
_SAMPLE = 4096
"""Bytes that are looked at for UTF-16 without a byte order mark; an even number."""
_FEW_ZEROS = 100
"""One zero byte in so many may be astray in a text."""
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f]")
"""Bytes that no text has."""
_WESTERN = ("cp1252", "cp850", "mac_roman")
"""Code pages of Windows, DOS and the Macintosh; of equals the first."""
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_MARKED = re.compile(r"\A(#{1,6}|={1,6})[ \t]+(\S.*?)(?:[ \t]+\1)?[ \t]*\Z")
_MARKED_LINE = re.compile(r"^(?:#{1,6}[ \t]+\S.*|={2,6}[ \t]+\S.*[ \t]={2,6})[ \t]*$", re.M)
_LEAST_MARKED = 2
_QUESTION = re.compile(r"(?:[¿¡«\"]\s?)?[A-ZÀ-Þ¿][^?!.\n]{5,150}\?(?:\s?»)?")
_TEXT_WORDS = 12
"""Words of a text, unlike those of a signature."""
_OTHER = re.compile(rb"[\x80-\xff]")
_ACCENTED = re.compile(
    r"(?<=[a-z])[áàâäãçéèêëíîïñóôöúùûüœ]|[áàâäãçéèêëíîïñóôöúùûüœ](?=[a-z])"
    r"|(?<=[A-Z])[ÁÀÂÇÉÈÊËÍÎÏÑÓÔÚÙÛÜ]|[ÁÀÂÇÉÈÊËÍÎÏÑÓÔÚÙÛÜ](?=[A-Z])"
)
"""An accented letter of the three languages within a word."""


def decode(data: bytes, declared: str = "utf-8-sig") -> tuple[str, bool]:
    """The text of a file, and whether its encoding had to be guessed.

    UTF-16 and UTF-32 are known by their byte order marks, UTF-16 also by its many zero bytes; then
    come the declared encoding and UTF-8. The rest are guesses: bytes that are nearly all UTF-8 are,
    and each of the others is a character of Windows; else the Western code page that gives most
    accented letters within words. A few zero bytes are no characters.

    Raises:
        FormatError: the bytes are no text.
        LimitError: they are too many.
    """
    if data.startswith((*signatures(), *_BINARY)):
        raise FormatError("text_is_binary")
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return _within(data.decode("utf-32", errors="replace")), False
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _within(data.decode("utf-16", errors="replace")), False
    if b"\0" in data:
        if data.count(0) * _FEW_ZEROS > len(data) or _CONTROL.search(data):
            return _within(_without_mark(data)), False
        data = data.replace(b"\0", b"")
    for encoding in (declared, "utf-8-sig"):
        try:
            return _within(data.decode(encoding)), False
        except UnicodeDecodeError:
            continue
    if _is_nearly_utf8(data):
        return _within(_repaired(data)), True
    guesses = [data.decode(name, errors="replace") for name in _WESTERN]
    return _within(max(guesses, key=lambda text: len(_ACCENTED.findall(text)))), True


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether most of the bytes that are not ASCII are UTF-8."""
    rest = _SEQUENCE.sub(b"", data)
    return 4 * len(_OTHER.findall(rest)) < len(data) - len(rest)


def _repaired(data: bytes) -> str:
    """Bytes as UTF-8, with each stray one read as a character of Windows."""
    parts, end = list[str](), 0
    for match in _SEQUENCE.finditer(data):
        parts += [data[end : match.start()].decode("cp1252", "replace"), _decoded(match[0])]
        end = match.end()
    return "".join([*parts, data[end:].decode("cp1252", "replace")])


def _decoded(sequence: bytes) -> str:
    """One sequence as UTF-8; the few that are none are characters of Windows."""
    try:
        return sequence.decode()
    except UnicodeDecodeError:
        return sequence.decode("cp1252", "replace")


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
    whole = without_broken_words(body.text, converted="\f" in text)
    blocks = plain_blocks(without_rules(_apart(whole)))
    lines = body_lines([_MARKED.sub(r"\2", block) for block in blocks])
    extract = Extract(headings_from=HeadingOrigin.SHAPE)
    extract.omit(Omission.RUNNING, "\n".join(body.running))
    extract.omit(Omission.CONTENTS, "\n".join(blocks[i] for i in lines.contents))
    extract.omit(Omission.BOILERPLATE, "\n".join(blocks[i] for i in lines.boilerplate))
    blocks = [blocks[i] for i in lines.kept]
    if guessed:
        extract.flaws.add(Flaw.GUESSED_ENCODING)
    stated = _stated(blocks)
    if any(stated):
        extract.headings_from = HeadingOrigin.MARKUP
        blocks = [_MARKED.sub(r"\2", block) for block in blocks]
    if blocks and is_heading(blocks[0]) and not (stated[0] and stated.count(stated[0]) > 1):
        extract.title_line(blocks[0])
        rest = [i for i, block in enumerate(blocks) if one_line(block) != extract.title]
        repeated = len(blocks) - len(rest) - 1
        extract.omit(Omission.TITLES, "\n".join([extract.title] * repeated))
        blocks, stated = [blocks[i] for i in rest], [stated[i] for i in rest]
    _fill(extract, blocks, stated)
    return extract.finish()


def _apart(text: str) -> str:
    """The text with empty lines around the lines that are marked as headings."""
    levels = {len(line.split()[0]) for line in _MARKED_LINE.findall(text)}
    return _MARKED_LINE.sub(r"\n\g<0>\n", text) if max(levels, default=0) > 1 else text


def _stated(blocks: list[str]) -> list[int]:
    """The level that each block is marked as a heading of, 0 if it is not.

    Several are of more than one level, or have several signs; else the signs may have another use.
    """
    found = [_MARKED.fullmatch(block) for block in blocks]
    levels = [len(mark[1]) if mark else 0 for mark in found]
    several = sum(map(bool, levels)) >= _LEAST_MARKED and max(levels) > 1
    return levels if several else [0] * len(blocks)


def _fill(extract: Extract, blocks: list[str], stated: list[int]) -> None:
    """Step 3: add the blocks below the title, with the levels that are stated."""
    if any(stated):
        headings = [level > 0 for level in stated]
    else:
        headings = _shaped(blocks)
    for block, rank in zip(blocks, ranks(blocks, headings, stated), strict=True):
        if rank is None:
            extract.add(BlockKind.ITEM if is_item(block) else BlockKind.PARAGRAPH, block)
        elif repeats_title(block, extract.title):
            extract.title_line(block)
        else:
            extract.heading(block, rank)


def _shaped(blocks: list[str]) -> list[bool]:
    """Step 4: which blocks are headings by their shape."""
    headings = [is_heading(block) and not is_item(block) for block in blocks]
    asks = [bool(_QUESTION.fullmatch(block)) for block in blocks]
    answered = [asks[i] and not asks[i + 1] for i in range(len(blocks) - 1)]
    if sum(answered) >= _LEAST_MARKED:
        headings = [a or b for a, b in zip(headings, [*answered, False], strict=True)]
    counted = [i for i, block in enumerate(blocks) if is_numbered_title(one_line(block))]
    numbers = [int(blocks[i].split()[0]) for i in counted if "\n" not in blocks[i].strip()]
    if len(numbers) >= _LEAST_MARKED and numbers == list(range(1, len(numbers) + 1)):
        headings = [heading or i in counted for i, heading in enumerate(headings)]
    is_signed = False
    for i, block in enumerate(blocks):
        if opens_signatures(block):
            is_signed = True
        elif (headings[i] and numbering(block) is not None) or len(block.split()) >= _TEXT_WORDS:
            is_signed = False
        headings[i] = headings[i] and not is_signed
    return without_date(blocks, headings)
