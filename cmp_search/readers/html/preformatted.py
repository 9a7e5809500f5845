"""The paragraphs of preformatted text.

1. An empty line ends a paragraph; so does a line that begins with a mark, such as "(a)" or "2.", or
   that is indented deeper than a line which ends a sentence.
2. Code is kept whole, whatever lines it has.
"""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from selectolax.lexbor import LexborNode

_MARK = re.compile(r"\s*(?:\((?:\d{1,3}|[a-zA-Z]{1,2}|[ivx]{1,5})\)|\d{1,3}[.)]|[-*•])\s+\S")
_SENTENCE_END = (".", ":", ";", "?", "!", "”", '"', ")")


def paragraphs(pre: LexborNode) -> Iterator[str]:
    """The paragraphs of an element, with their lines as they stand."""
    text = (pre.text() or "").replace("\r\n", "\n").strip("\n")
    if pre.css_first("code, kbd, samp"):
        yield text
        return
    for has_words, lines in groupby(text.split("\n"), key=lambda line: bool(line.strip())):
        if has_words:
            yield from _parts(list(lines))


def _parts(lines: list[str]) -> Iterator[str]:
    """Step 1: the paragraphs among lines without an empty one between them."""
    part = lines[:1]
    for above, line in pairwise(lines):
        deeper = _indent(line) > _indent(above) and above.rstrip().endswith(_SENTENCE_END)
        if _MARK.match(line) or deeper:
            yield "\n".join(part)
            part = []
        part.append(line)
    yield "\n".join(part)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
