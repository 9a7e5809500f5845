"""Drafts in plain text, as people type them, mail them or paste them.

1. Empty lines part paragraphs. Lines of one are joined by blanks, as they were wrapped; behind a
   hyphen within a word without one. A line longer than a wrapped one, and one before an item, a
   note or a line of the annex, ends a paragraph, too.
2. Lines that begin with ">" are a quotation, as in mail. So is a paragraph whose lines are all
   indented, if it is no list; a single line only where first lines of paragraphs are not indented.
3. Underlined lines and lines of "#" are not looked for: a heading is a paragraph.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from cmp_search.readers.text import decode_plain
from cmp_search.verification.draft import Draft, DraftParagraph
from cmp_search.verification.drafts.paragraphs import arranged, paragraph

_QUOTED = re.compile(r"[ ]{0,3}(?:>[ ]?)+")
_INDENTED = re.compile(r"(?: {4}|\t)\s*")
_ITEM = re.compile(r"\s*(?:[-*+•–—·]|\(?\w{1,3}[.)]|\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,3})\s")
_WRAPPED = 100
"""Characters of the longest line that may have been wrapped."""
_HYPHEN = re.compile(r"\w[-\u2010\u2011]\Z")
_PARTED = ("and", "or", "et", "ou", "y", "e", "o", "u", "ni", "to", "à", "a")
"""Words before which a hyphen ends a word: "short- and long-term"."""


def read(data: bytes) -> Draft:
    """Read a draft.

    Raises:
        FormatError: the bytes are no text, or they are a web page.
        LimitError: the text is too long.
    """
    text = re.sub(r"\r\n?|\f", "\n", decode_plain(data)[0])
    return arranged(_paragraphs(text))


def _paragraphs(text: str) -> Iterator[DraftParagraph]:
    blocks = list(_blocks(text.split("\n")))
    sets_first = any(_first_indented(lines) for quoted, lines in blocks if not quoted)
    after_item = False
    for quoted, lines in blocks:
        indented = all(map(_INDENTED.match, lines)) and not _ITEM.match(lines[0])
        indented &= not after_item and not (sets_first and len(lines) == 1)
        after_item = bool(_ITEM.match(lines[0])) or (after_item and lines[0][:1].isspace())
        for words in _joined(lines):
            made = paragraph(words, is_quotation=quoted or indented)
            if made is not None:
                yield made


def _blocks(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Runs of lines without empty ones, and whether they are quoted."""
    for quoted, run in groupby(lines, key=lambda line: bool(_QUOTED.match(line))):
        bare = (_QUOTED.sub("", line, count=1) if quoted else line for line in run)
        for filled, block in groupby(bare, key=lambda line: bool(line.strip())):
            if filled:
                yield quoted, list(block)


def _first_indented(lines: list[str]) -> bool:
    """Whether only the first line of several is indented."""
    return (
        len(lines) > 1
        and lines[0][:1].isspace()
        and not any(line[:1].isspace() for line in lines[1:])
    )


def _joined(lines: list[str]) -> Iterator[str]:
    """Step 1: the paragraphs of lines without an empty one between them."""
    parts: list[str] = []
    for line in lines:
        words = line.strip()
        if parts and _ends(parts[-1], words):
            yield "".join(parts)
            parts = []
        if parts:
            parts.append(_between(parts[-1], words))
        parts.append(words)
    yield "".join(parts)


def _ends(before: str, line: str) -> bool:
    """Whether a line begins another paragraph than the one before it."""
    if before.endswith("·") or line.startswith("·"):
        return False
    return len(before) > _WRAPPED or bool(_ITEM.match(line))


def _between(before: str, line: str) -> str:
    first = line.split(maxsplit=1)[0].rstrip(",.;")
    return "" if _HYPHEN.search(before) and first not in _PARTED else " "
