"""How the headings of a PDF are numbered, as far as that says which contain which.

1. A division of a legal text has its designation ("Capítulo II") and the rank of its kind.
2. Dotted numbers ("2", "2.", "2.1", "2.1.4") contain the longer ones that begin with them.
3. Other enumerations ("2)", "b)", "IV.") count, but have no rank of their own.
"""

import re
from typing import NamedTuple

from cmp_search.readers.common.designations import Division, designation
from cmp_search.readers.common.roman import roman_number

_RANKS = {kind: rank for rank, kind in enumerate(Division)}
_DOTTED = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*)(?:\.?[-–—]?|\s?:)\s+(?=[^\W\d_]|[\"“«¿¡(])"
)
_COUNTED = re.compile(
    r"\(?(?P<number>\d{1,3}|[A-Za-z]|[ivxlcIVXLC]{1,7})(?P<mark>[.)])[-–—]?\s+(?=\S)"
)
_DEEPEST = 8


class Numbering(NamedTuple):
    """The family of numbers, what the number counts, the rank of a division, and dotted parts."""

    family: str
    value: int
    rank: int | None = None
    parts: tuple[int, ...] = ()


def numbering(words: str) -> Numbering | None:
    """How a heading is numbered; None if it is not."""
    division = designation(words)
    if division is not None:
        return Numbering(division.kind, division.value, _RANKS[division.kind])
    if dotted := _DOTTED.match(words):
        parts = tuple(map(int, dotted["number"].split(".")))[:_DEEPEST]
        return Numbering(f"dotted{len(parts)}", parts[-1], None, parts)
    counted = _COUNTED.match(words)
    return _counted(counted["number"], counted["mark"]) if counted else None


def is_dotted(words: str) -> bool:
    """Whether words open with a number of at least two parts, such as "2.1"."""
    dotted = _DOTTED.match(words)
    return dotted is not None and "." in dotted["number"]


def _counted(number: str, mark: str) -> Numbering | None:
    """An enumeration by a number, a letter or a roman numeral; "I" and "V" are taken for roman."""
    case = "A" if number.isupper() else "a"
    roman = roman_number(number.lower())
    if number.isdigit():
        return Numbering(f"1{mark}", int(number))
    if roman is not None and (len(number) > 1 or number in "IVXivx"):
        return Numbering(f"{case}roman{mark}", roman)
    return (
        Numbering(f"{case}{mark}", ord(number.lower()) - ord("a") + 1) if len(number) == 1 else None
    )
