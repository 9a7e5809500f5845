"""Boilerplate: what a web page or a converter puts around a text, and no passage may contain.

The words are those of the Canada.ca template and of common converters, in three languages.
"""

import re
import string
from collections.abc import Sequence
from typing import NamedTuple

from cmp_search.documents.document import LeftOut
from cmp_search.language.normalisation import one_line

_LINES = frozenset(
    """language selection|sélection de la langue|selección de idioma|search|recherche|buscar|menu|
    search and menus|recherche et menus|skip to main content|passer au contenu principal|
    you are here|vous êtes ici|report a problem on this page|signaler un problème sur cette page|
    page details|détails de la page|share this page|partager cette page|
    date modified|date de modification|fecha de modificación""".replace("\n", "").split("|")
)
_BOILERPLATE = frozenset(" ".join(line.split()) for line in _LINES)
_MAYBE_CONTENTS = frozenset(["contents", "sommaire", "índice", "contenido"])
"""Headings of a table of contents, or of something else: "sommaire" may be a summary."""
_CONTENTS = _MAYBE_CONTENTS | frozenset(
    """table of contents|on this page|table des matières|sur cette page|dans cette page|
    tabla de contenido|en esta página""".replace("\n    ", "").split("|")
)
_LEADERS = " .:·…_" + string.digits
_DATE_MODIFIED = re.compile(
    r"(?:date modified|date de modification|fecha de modificación)\s*:\s*[\d/ -]*", re.I
)


class BodyLines(NamedTuple):
    """The positions of the lines that belong to the text, and how many others there were."""

    kept: list[int]
    left_out: LeftOut


class TablesOfContents:
    """The tables of contents among the lines of a text.

    An entry is a line whose words occur again further down; the first line of which this is not
    true belongs to the text. A heading that may be of something else stays if no entries follow.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        """Fold the lines, and note where each of them occurs last."""
        self._folded = [_fold(line) for line in lines]
        self._last = {words: i for i, words in enumerate(self._folded)}

    def end(self, heading: int) -> int:
        """The index after the table that a line is the heading of, or the line's own if none."""
        folded = self._folded
        if folded[heading] not in _CONTENTS:
            return heading
        end = heading + 1
        while end < len(folded) and self._last[folded[end]] > end:
            end += 1
        return heading if end == heading + 1 and folded[heading] in _MAYBE_CONTENTS else end


def body_lines(lines: Sequence[str]) -> BodyLines:
    """The lines that belong to the text: no boilerplate, no tables of contents."""
    tables = TablesOfContents(lines)
    kept: list[int] = []
    contents = i = 0
    while i < len(lines):
        end = tables.end(i)
        if end == i and not is_boilerplate(lines[i]):
            kept.append(i)
        contents += end - i
        i = max(end, i + 1)
    return BodyLines(
        kept, LeftOut(contents=contents, boilerplate=len(lines) - len(kept) - contents)
    )


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
