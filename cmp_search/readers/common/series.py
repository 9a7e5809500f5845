"""Series: headings that are counted together, such as articles, or all of "1.1", "1.2", "2.1".

1. The divisions of legal texts are series (see `designations`), outermost first as in `_DIVISIONS`;
   clauses and articles are one.
2. So are roman numerals, capitals, numbers with as many dots, letters, lower-case roman numerals
   and any word with a number, such as "Theme 2" or "Measure 3".
3. A heading that is not counted belongs to none, and has a rank by its words alone (see `outline`).
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from cmp_search.language.normalisation import fold
from cmp_search.readers.common.designations import Division, designation
from cmp_search.readers.common.numerals import numeral_at
from cmp_search.readers.common.roman import roman_number


class Rank(IntEnum):
    """The rank of a heading by its words, 1 outermost."""

    PART = 1
    GROUP = 2
    CHAPTER = 3
    TOPIC = 4
    DETAIL = 5


@dataclass(frozen=True, slots=True)
class Member:
    """A heading's place in a series.

    `key` names the series, and `value` is the member's number in it. `rank` and `order` are where
    the series nests by default, and `depth` is how many numbers its dots join.
    """

    key: str
    value: int
    rank: Rank
    order: int = 0
    depth: int = 0


_DIVISIONS = {
    Division.ANNEX: (Rank.PART, 0),
    Division.TRANSITORY: (Rank.PART, 0),
    Division.BOOK: (Rank.PART, 1),
    Division.PART: (Rank.PART, 2),
    Division.TITLE: (Rank.PART, 3),
    Division.CHAPTER: (Rank.PART, 4),
    Division.DIVISION: (Rank.PART, 5),
    Division.SECTION: (Rank.PART, 6),
    Division.SUBSECTION: (Rank.PART, 7),
    Division.ARTICLE: (Rank.CHAPTER, 2),
    Division.FRACTION: (Rank.DETAIL, 0),
    Division.LETTER: (Rank.DETAIL, 1),
}
_ROMAN = re.compile(r"([IVXLC]{1,7})\s?[.)–—-]+\s+\S|([IVX]{1,6})\s+[^\W\d_]")
_CAPITAL = re.compile(r"([A-Z])[.)]\s+\S")
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,9})[.)]?\s+(?=[^\W\d_])")
_NUMBER = re.compile(r"(\d{1,3})(?:\s?([.)])\s+|\s?[-–—]\s+|\s+)(?=[^\W\d_]|[¿¡«“\"(])")
_LETTER = re.compile(r"\(?([a-z])\)\s+\S")
_LOWER_ROMAN = re.compile(r"\(?([ivx]{1,5})[.)]\s+\S")
_NAMED = re.compile(r"([^\W\d_]{3,})\s+(?=[\dIVXLC])")
_LABELS = frozenset(
    """box cuadro encadre fig figura figure grafica grafico graphique graph image imagen map mapa
    note nota page pagina photo recuadro tabla table tableau""".split()
)
"""Words that count figures and pages, not sections."""


def member(heading: str) -> Member | None:
    """The series that a heading belongs to, and its place in it."""
    found = designation(heading)
    if found is not None:
        kind = Division.ARTICLE if found.kind is Division.CLAUSE else found.kind
        rank, order = _DIVISIONS[kind]
        return Member(kind, found.value, rank, order)
    return _numbered(heading) or _named(heading)


def _numbered(heading: str) -> Member | None:
    """Headings that begin with a number or letter; a letter that is also a numeral is roman."""
    if found := _DOTTED.match(heading):
        numbers = found[1].split(".")
        depth = len(numbers)
        return Member(f"1.{depth}", int(numbers[-1]), Rank.TOPIC, depth, depth)
    if (found := _ROMAN.match(heading)) and (value := roman_number((found[1] or found[2]).lower())):
        return Member("I.", value, Rank.CHAPTER)
    if found := _CAPITAL.match(heading):
        return Member("A.", ord(found[1]) - ord("A") + 1, Rank.CHAPTER, 1)
    if found := _NUMBER.match(heading):
        if not found[2] and not heading[found.end()].isupper():
            return None
        bracket = found[2] == ")"
        return Member("1)" if bracket else "1.", int(found[1]), Rank.TOPIC, 0, 0 if bracket else 1)
    if (found := _LOWER_ROMAN.match(heading)) and (value := roman_number(found[1])):
        return Member("i)", value, Rank.DETAIL, 3)
    if found := _LETTER.match(heading):
        return Member("a)", ord(found[1]) - ord("a") + 1, Rank.DETAIL, 2)
    return None


def _named(heading: str) -> Member | None:
    """A word with a number: "Theme 2", "MEASURE III"."""
    found = _NAMED.match(heading)
    if not found or not heading[0].isupper() or fold(found[1]) in _LABELS:
        return None
    number = numeral_at(heading, found.end())
    if number is None or number.value >= 1000:
        return None
    return Member(fold(found[1]), number.value, Rank.TOPIC)
