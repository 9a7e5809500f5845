"""Dates as English, French and Spanish write them, each language in any text.

1. A day with its month and year, in the order of any of the three languages, or as in ISO 8601.
2. Two days of which only the last has month and year, or two months: from the first to the last.
3. A month with its year, where no day stands beside it.
Months are known by their names with or without accents, or cut short with a full stop.
"""

import re
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date as Date

from cmp_search.language.detection import MONTHS
from cmp_search.language.normalisation import fold

SHORTEST = 3
"""Letters of a month that is cut short, at least."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Days from the first to the last, and where they are written, by offsets into the text."""

    first: Date
    last: Date
    days: bool
    start: int
    end: int


def _month_numbers() -> dict[str, int]:
    """The number of each folded name of a month, and of each beginning that is of one month."""
    numbers: dict[str, set[int]] = defaultdict(set)
    whole: dict[str, int] = {}
    for names in MONTHS.values():
        for number, name in enumerate(names, 1):
            whole[fold(name)] = number
            for end in range(SHORTEST, len(name)):
                numbers[f"{fold(name)[:end]}."].add(number)
    return whole | {name: min(known) for name, known in numbers.items() if len(known) == 1}


MONTH_NUMBERS = _month_numbers()
_ACCENTED = str.maketrans({"e": "[eé]", "u": "[uû]", ".": r"\."})
_MONTH = "|".join(
    name.translate(_ACCENTED) for name in sorted(MONTH_NUMBERS, key=len, reverse=True)
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\s?[.]?[ºo°](?!\w))?"
_TO = r"\s*(?:[-–]|\b(?:to|and|au|et|al|a|y)\b|&)\s*(?:the\s|le\s|el\s)?"
_YEAR = r"(?:19|20)\d\d(?![\d])"
_OF = r"(?:\s+(?:of|de|del))?"
_ANY_YEAR = re.compile(_YEAR)
_PATTERN = re.compile(
    rf"""(?<![\w/.-])(?:
    (?P<iso>{_YEAR}-\d\d-\d\d)(?!\w)
    |(?P<a_m1>{_MONTH})\s+(?P<a_d1>{_DAY})
        (?:{_TO}(?:(?P<a_m2>{_MONTH})\s+)?(?P<a_d2>{_DAY}))?,?\s+(?P<a_y>{_YEAR})
    |(?P<b_d1>{_DAY})(?:{_OF}\s+(?P<b_m1>{_MONTH}))?{_TO}
        (?P<b_d2>{_DAY}){_OF}\s+(?P<b_m2>{_MONTH}),?{_OF}\s+(?P<b_y>{_YEAR})
    |(?P<c_d1>{_DAY}){_OF}\s+(?P<c_m1>{_MONTH}),?{_OF}\s+(?P<c_y>{_YEAR})
    |(?P<d_m1>{_MONTH}),?{_OF}\s+(?P<d_y>{_YEAR})
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def dates(text: str) -> list[Dates]:
    """The dates in a text, in order; what is no day of the calendar is passed over."""
    found: list[Dates] = []
    for match in _PATTERN.finditer(text) if _ANY_YEAR.search(text) else ():
        try:
            first, last, days = _read(match)
        except ValueError:
            continue
        if first <= last:
            found.append(Dates(first, last, days, match.start(), match.end()))
    return found


def _read(match: re.Match[str]) -> tuple[Date, Date, bool]:
    """First and last day of a match, and whether days are stated."""
    if match["iso"]:
        stated = Date.fromisoformat(match["iso"])
        return stated, stated, True
    held = {name[2:]: value for name, value in match.groupdict().items() if value}
    year = int(held["y"])
    first = _month(held.get("m1") or held["m2"])
    last = _month(held.get("m2") or held["m1"])
    if "d1" not in held:
        return Date(year, first, 1), Date(year, first, monthrange(year, first)[1]), False
    day = _number(held["d1"])
    return Date(year, first, day), Date(year, last, _number(held.get("d2", held["d1"]))), True


def _month(name: str) -> int:
    return MONTH_NUMBERS[fold(name)]


def _number(day: str) -> int:
    return int("".join(c for c in day if c.isdecimal()))
