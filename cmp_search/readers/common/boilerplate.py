"""Boilerplate: what a web page or a converter puts around a text, and no passage may contain.

The words are those of the Canada.ca template and of common converters, in three languages.
"""

import re
import string
from collections.abc import Sequence
from typing import NamedTuple

from cmp_search.language.normalisation import one_line

_LINES = frozenset(
    """language selection|sélection de la langue|selección de idioma|search|recherche|buscar|menu|
    search and menus|recherche et menus|skip to main content|passer au contenu principal|
    you are here|vous êtes ici|report a problem on this page|signaler un problème sur cette page|
    page details|détails de la page|share this page|partager cette page|
    date modified|date de modification|fecha de modificación|
    [toc]|[[toc]]|[[_toc_]]|{:toc}|${toc}""".replace("\n", "").split("|")
)
"""The last are where a converter would put a table of contents."""
_BOILERPLATE = frozenset(" ".join(line.split()) for line in _LINES)
_MAYBE_CONTENTS = frozenset(["contents", "sommaire", "índice", "contenido"])
"""Headings of a table of contents, or of something else: "sommaire" may be a summary."""
_CONTENTS = _MAYBE_CONTENTS | frozenset(
    """table of contents|on this page|table des matières|sur cette page|dans cette page|
    tabla de contenido|en esta página""".replace("\n    ", "").split("|")
)
_MAX_ENTRY = 300
"""Characters of an entry of a table of contents."""
_STOPS = (".", ";")
"""What a sentence ends in, and no entry."""
_PAGE = re.compile(r"[\s.·…_]\d{1,4}$")
_LED = re.compile(r"(?:\. ?|_|…|·){3,}\s*\d{1,4}$")
_LEADERS = " .:·…_" + string.digits
_DATE_MODIFIED = re.compile(
    r"(?:date modified|date de modification|fecha de modificación)\s*:\s*[\d/ -]*", re.I
)


class BodyLines(NamedTuple):
    """The positions of the lines that belong to the text, and of the others, by their reason."""

    kept: list[int]
    contents: list[int]
    boilerplate: list[int]


class TablesOfContents:
    """The tables of contents among the lines of a text.

    1. An entry is a line like a heading whose words occur again further down. Once two entries have
       a page number, any line with a page number is an entry: it may differ from its heading. So is
       one with leaders, and several lines that all have page numbers.
    2. The first entry that comes a second time is where the text begins, unless most entries have a
       page number and it has one too.
    3. A heading that may be of something else stays if no entries follow.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        """Fold the lines, and note where each of them occurs last."""
        self._lines = lines
        self._folded = [_fold(line) for line in lines]
        self._words = [re.sub(r"\W+", " ", line) for line in self._folded]
        self._last = {words: i for i, words in enumerate(self._words)}

    def end(self, heading: int) -> int:
        """The index after the table that a line is the heading of, or the line's own if none."""
        folded, keys = self._folded, self._words
        if folded[heading] not in _CONTENTS:
            return heading
        end = heading + 1
        seen: set[str] = set()
        paged = 0
        while end < len(folded) and len(self._lines[end]) <= _MAX_ENTRY:
            has_page = bool(_PAGE.search(self._lines[end]))
            listed = (has_page and 2 * paged > len(seen) > 1) or _is_listed(self._lines[end])
            again = self._last[keys[end]] > end and self._lines[end].rstrip()[-1:] not in _STOPS
            if not listed and (keys[end] in seen or not again):
                break
            paged += has_page
            seen.update({keys[end]} - _CONTENTS)
            end += 1
        return heading if end == heading + 1 and folded[heading] in _MAYBE_CONTENTS else end


def body_lines(lines: Sequence[str]) -> BodyLines:
    """The lines that belong to the text: no boilerplate, no tables of contents."""
    tables = TablesOfContents(lines)
    body = BodyLines([], [], [])
    i = 0
    while i < len(lines):
        end = tables.end(i)
        body.contents.extend(range(i, end))
        if end == i:
            (body.boilerplate if is_boilerplate(lines[i]) else body.kept).append(i)
        i = max(end, i + 1)
    return body


def _is_listed(line: str) -> bool:
    """Whether a line has leaders and a page number, or is several lines with page numbers."""
    several = line.strip().split("\n")
    return bool(_LED.search(line)) or (len(several) > 1 and all(map(_PAGE.search, several)))


def is_boilerplate(line: str) -> bool:
    """Whether a line is boilerplate of its page."""
    folded = _fold(line)
    return folded in _BOILERPLATE or bool(_DATE_MODIFIED.fullmatch(one_line(line)))


def is_contents(line: str) -> bool:
    """Whether a line is the heading of a table of contents."""
    return _fold(line) in _CONTENTS


def _fold(line: str) -> str:
    """Lower case, single spaces, no leaders, page numbers and colons at the end."""
    return one_line(line).rstrip(_LEADERS).lower()
