"""Drafts in plain text, as people type them, mail them or paste them.

1. Empty lines part paragraphs. Within one, a line was wrapped if the first word of the next would
   have made it much longer than others are; such lines are joined by a blank. Behind a hyphen
   within a word the line end stays, since the hyphen may be the line's. Any other line ends a
   paragraph, and so does one that is longer than wrapped ones are, or that stands before an item, a
   note or a line of the annex.
2. Lines that begin with ">" are a quotation, as in mail. So are lines that are all indented, if
   they are no list and no table, nor as far in as the words of the item above; a single one only
   where first lines of paragraphs are not indented. So are all that stand above a line of the annex
   of excerpts. What is set so is one paragraph, with its lines.
3. A line that is underlined is a heading; lines of signs are no words.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from cmp_search.readers.text import decode_plain
from cmp_search.verification.annex import is_annex_line
from cmp_search.verification.draft import Draft, DraftParagraph
from cmp_search.verification.drafts.paragraphs import arranged, paragraph

_QUOTED = re.compile(r" {0,3}(?:> ?)+")
_INDENTED = re.compile(r"(?: {2}|\t)\s*(?!\S.*(?: {3}|\t))")
_ITEM = re.compile(r"\s*(?:[-*+•◦▪–—]|\(?\w{1,3}[.)]|\[\d{1,3}\]:?|[⁰¹²³⁴-⁹]{1,3})\s")
_HANGING = re.compile(_ITEM.pattern.removesuffix(r"\s") + r"\s{1,4}")
_RULE = re.compile(r"\s*(?:=+|-+|_{3,}|~{3,}|\*{3,}|#{3,})(?:[ \t]+-+)*\s*")
_WRAPPED = 100
"""Characters of the longest line that may have been wrapped."""
_HYPHEN = re.compile(r"\w[-\u2010\u2011]\Z")
_PARTED = frozenset("and or et ou y e o u ni to à a".split())
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
    sets_first = any(_sets_first(lines) for quoted, lines in blocks if not quoted)
    hanging = 0
    followers = [*(lines[0] for _, lines in blocks[1:]), ""]
    for (quoted, lines), follower in zip(blocks, followers, strict=False):
        first, *others = lines
        indented, item = all(map(_INDENTED.match, lines)), _HANGING.match(first)
        if indented and not is_annex_line(follower):
            in_list = hanging and _indent(first) >= hanging
            indented = not (in_list or item) and (bool(others) or not sets_first)
        hanging = item.end() if item else hanging if first[:1].isspace() else 0
        if others and _RULE.fullmatch(others[0]):
            yield from _made([first], heading=1 if "=" in others[0] else 2)
            lines = others
        lines = [line for line in lines if not _RULE.fullmatch(line)]
        if quoted or indented:
            yield from _made(["\n".join(_joined(lines))], is_quotation=True)
        else:
            yield from _made(_joined(lines))


def _made(
    texts: Iterable[str], *, is_quotation: bool = False, heading: int = 0
) -> Iterator[DraftParagraph]:
    found = (paragraph(text, is_quotation=is_quotation, heading=heading) for text in texts)
    return (one for one in found if one is not None)


def _blocks(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Runs of lines without empty ones, and whether they are quoted."""
    for quoted, run in groupby(lines, key=lambda line: bool(_QUOTED.match(line))):
        bare = (_QUOTED.sub("", line, count=1) if quoted else line for line in run)
        for filled, block in groupby(bare, key=lambda line: bool(line.strip())):
            if filled:
                yield quoted, list(block)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _sets_first(lines: list[str]) -> bool:
    """Whether only the first line of several is indented."""
    return lines[0][:1].isspace() and len(lines) > 1 and not lines[1][:1].isspace()


def _joined(lines: list[str]) -> Iterator[str]:
    """Step 1: the paragraphs of lines without an empty one between them."""
    stripped = [line.strip() for line in lines]
    width = max(map(len, stripped), default=0)
    parts: list[str] = []
    for before, line in zip(["", *stripped], stripped, strict=False):
        if parts and _ends(before, line, min(width, _WRAPPED)):
            yield "".join(parts)
            parts = []
        if parts:
            parts.append("\n" if _goes_on(before, line) else " ")
        parts.append(line)
    if parts:
        yield "".join(parts)


def _ends(before: str, line: str, width: int) -> bool:
    """Whether a line begins another paragraph than the one before it."""
    if before.endswith("·") or line.startswith("·"):
        return False
    if _goes_on(before, line) and line[0].islower() and not _ITEM.match(line):
        return False
    filled = len(before) + 1 + len(_first_word(line))
    return len(before) > _WRAPPED or 3 * filled < 2 * width or bool(_ITEM.match(line))


def _goes_on(before: str, line: str) -> bool:
    """Whether a word goes on behind a hyphen."""
    return bool(_HYPHEN.search(before)) and _first_word(line).rstrip(",.;") not in _PARTED


def _first_word(line: str) -> str:
    return line.split(maxsplit=1)[0]
