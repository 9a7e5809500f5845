"""Page furniture: what a web page or a converter puts around a text, and no passage may hold.

The words are those of the Canada.ca template and of common converters, in the three languages.
"""

import re
from collections.abc import Sequence

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
_DATE_MODIFIED = re.compile(
    r"(?:date modified|date de modification|fecha de modificación)\s*:\s*[\d/ -]*", re.I
)


def body(lines: Sequence[str]) -> list[int]:
    """The positions of the lines that are the text's own: no furniture, no table of contents."""
    kept: list[int] = []
    i = 0
    while i < len(lines):
        end = contents_end(lines, i) if is_contents(lines[i]) else i
        if end == i and not is_furniture(lines[i]):
            kept.append(i)
        i = max(end, i + 1)
    return kept


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to the text."""
    folded = _fold(line)
    return folded in _FURNITURE or bool(_DATE_MODIFIED.fullmatch(one_line(line)))


def is_contents(line: str) -> bool:
    """Whether a line is the heading of a table of contents."""
    return _fold(line) in _CONTENTS


def contents_end(lines: Sequence[str], heading: int) -> int:
    """The index after a table of contents whose heading is `lines[heading]`.

    An entry of the table is a line whose words come again further down; the first that does not is
    the text's own. Without entries, a heading that may be another one stays: its own index.
    """
    folded = [_fold(line) for line in lines]
    end = heading + 1
    while end < len(lines) and folded[end] in folded[end + 1 :]:
        end += 1
    return heading if end == heading + 1 and folded[heading] in _MAYBE_CONTENTS else end


def _fold(line: str) -> str:
    """Lower case, one space between words, without leaders, page numbers and colons at the end."""
    return re.sub(r"[\s.:·…_\d]+$", "", one_line(line)).lower()
