"""Page furniture: what a web page or a converter puts around a text, and no passage may hold.

The words are those of the Canada.ca template and of common converters, in the three languages.
"""

import re
import string
from collections.abc import Sequence
from typing import NamedTuple

from cmp_search.document import LeftOut
from cmp_search.readers.extract import one_line

_LINES = frozenset(
    """language selection|sélection de la langue|selección de idioma|search|recherche|buscar|menu|
    search and menus|recherche et menus|skip to main content|passer au contenu principal|
    you are here|vous êtes ici|report a problem on this page|signaler un problème sur cette page|
    page details|détails de la page|share this page|partager cette page|
    date modified|date de modification|fecha de modificación""".replace("\n", "").split("|")
)
_FURNITURE = frozenset(" ".join(line.split()) for line in _LINES)
_MAYBE_CONTENTS = frozenset(["contents", "sommaire", "índice", "contenido"])
"""Headings of a table of contents or of something else: "sommaire" may be a summary."""
_CONTENTS = _MAYBE_CONTENTS | frozenset(
    """table of contents|on this page|table des matières|sur cette page|dans cette page|
    tabla de contenido|en esta página""".replace("\n    ", "").split("|")
)
_LEADERS = " .:·…_" + string.digits
_DATE_MODIFIED = re.compile(
    r"(?:date modified|date de modification|fecha de modificación)\s*:\s*[\d/ -]*", re.I
)


class Body(NamedTuple):
    """The positions of the lines that are the text's own, and how many others there were."""

    kept: list[int]
    left_out: LeftOut


class Contents:
    """The lines of a text, looked at for tables of contents.

    An entry of a table is a line whose words come again further down; the first that does not is
    the text's own. Without entries, a heading that may be another one stays.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        """Fold the lines, and note where each stands for the last time."""
        self._folded = [_fold(line) for line in lines]
        self._last = {words: i for i, words in enumerate(self._folded)}

    def end(self, heading: int) -> int:
        """The index after the table that a line is the heading of; its own where it is none."""
        folded = self._folded
        if folded[heading] not in _CONTENTS:
            return heading
        end = heading + 1
        while end < len(folded) and self._last[folded[end]] > end:
            end += 1
        return heading if end == heading + 1 and folded[heading] in _MAYBE_CONTENTS else end


def body(lines: Sequence[str]) -> Body:
    """The text's own lines: no furniture, no table of contents."""
    tables = Contents(lines)
    kept: list[int] = []
    contents = i = 0
    while i < len(lines):
        end = tables.end(i)
        if end == i and not is_furniture(lines[i]):
            kept.append(i)
        contents += end - i
        i = max(end, i + 1)
    return Body(kept, LeftOut(contents=contents, furniture=len(lines) - len(kept) - contents))


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to the text."""
    folded = _fold(line)
    return folded in _FURNITURE or bool(_DATE_MODIFIED.fullmatch(one_line(line)))


def is_contents(line: str) -> bool:
    """Whether a line is the heading of a table of contents."""
    return _fold(line) in _CONTENTS


def _fold(line: str) -> str:
    """Lower case, one space between words, without leaders, page numbers and colons at the end."""
    return one_line(line).rstrip(_LEADERS).lower()
