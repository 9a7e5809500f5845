"""In which encoding a web page is written.

1. A byte order mark decides.
2. Bytes that are UTF-8 and not ASCII are UTF-8, whatever the page declares: a page that was saved
   without its HTTP header often declares the encoding that it had before it was converted. Text of
   another encoding is not UTF-8 by chance.
3. Then comes the encoding that the page declares, as browsers understand it.
4. What is neither is guessed as in plain text (see `text`).
"""

import codecs
import re

from cmp_search.readers.text import decode

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w:.-]+)", re.I
)
_DECLARED_WITHIN = 4096
_UTF8 = "utf-8-sig"


def decode_page(data: bytes) -> tuple[str, bool]:
    """The text of a web page, and whether its encoding had to be guessed.

    Raises:
        FormatError: the bytes are no text.
        LimitError: they are too many.
    """
    return decode(data, _UTF8 if _is_utf8(data) else _declared(data))


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
        b" ".decode(name, "replace")  # It may be no encoding of text.
    except LookupError:
        name = "utf-8"
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return _UTF8 if name.startswith("utf") else name
