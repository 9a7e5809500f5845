"""In which encoding a web page is written.

1. A byte order mark decides.
2. Bytes that are UTF-8 and not ASCII are UTF-8, whatever the page declares: a page that was saved
   without its HTTP header often declares the encoding that it had before it was converted. Text of
   another encoding is not UTF-8 by chance.
3. Then comes the encoding that the page declares, as browsers understand it.
4. Bytes that are nearly all UTF-8 are, and each of the others is a character of the Western code
   page of Windows; bytes of any other kind are all of that code page. Both are guesses.
"""

import codecs
import re

from cmp_search.readers.text import decode

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w:.-]+)", re.I
)
_DECLARED_WITHIN = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF8 = "utf-8-sig"
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_OTHER = re.compile(rb"[\x80-\xff]")


def decode_page(data: bytes) -> tuple[str, bool]:
    """The text of a web page, and whether its encoding had to be guessed.

    Raises:
        FormatError: the bytes are no text.
        LimitError: they are too many.
    """
    declared = _UTF8 if _is_utf8(data) else _declared(data)
    if declared == _UTF8 and not data.startswith(_MARKS) and _is_nearly_utf8(data):
        return decode(_repaired(data))[0], True
    return decode(data, declared)


def _is_utf8(data: bytes) -> bool:
    """Step 2: whether the bytes cannot be anything but UTF-8."""
    if data.isascii():
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> str:
    """Step 3: the encoding that the page declares."""
    match = _CHARSET.search(data[:_DECLARED_WITHIN])
    try:
        name = codecs.lookup(match[1].decode()).name if match else "utf-8"
    except LookupError:
        name = "utf-8"
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return _UTF8 if name.startswith("utf") else name


def _is_nearly_utf8(data: bytes) -> bool:
    """Step 4: whether some bytes are no UTF-8, and most of those that are not ASCII are."""
    rest = _SEQUENCE.sub(b"", data)
    astray = len(_OTHER.findall(rest))
    return 0 < 4 * astray < len(data) - len(rest)


def _repaired(data: bytes) -> bytes:
    """Step 4: the bytes in UTF-8, with each stray one read as a character of Windows."""
    parts, end = [], 0
    for match in _SEQUENCE.finditer(data):
        parts += [_from_windows(data[end : match.start()]), match[0]]
        end = match.end()
    return b"".join([*parts, _from_windows(data[end:])])


def _from_windows(data: bytes) -> bytes:
    return data if data.isascii() else data.decode("cp1252", errors="replace").encode()
