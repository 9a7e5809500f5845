"""Parsing the text of a web page, or of a part of one."""

import re

from selectolax.lexbor import LexborHTMLParser

from cmp_search.errors import LimitError
from cmp_search.readers.html.walk import MAX_DEPTH

_NESTING = re.compile(
    r"<(/?)(?:address|applet|article|aside|blockquote|button|center|details|dialog|dir|div|dl"
    r"|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|listing|main|marquee|menu|nav"
    r"|object|ol|pre|search|section|summary|table|ul"
    r"|a|b|big|code|em|font|i|nobr|s|small|span|strike|strong|tt|u)\b",
    re.I,
)
"""Elements for which the parser searches all open elements."""


def parsed(text: str) -> LexborHTMLParser:
    """The elements of a text.

    Raises:
        LimitError: elements are nested by the thousand, which the parser takes minutes over.
    """
    depth = 0
    for match in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > 20 * MAX_DEPTH:
            raise LimitError("html_nested", most=20 * MAX_DEPTH)
    return LexborHTMLParser(text)
