"""Dates as written in English, French and Spanish, whatever the language of the text.

1. A day with month and year, in the order of any of the three languages, or in ISO 8601.
2. A range of days: two days that share the month and year, or the year.
3. A month with its year, without a day.
Months are recognised by name, with or without accents, or abbreviated with a full stop.
"""

import re
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date as Date

from cmp_search.language.detection import MONTHS
from cmp_search.language.normalisation import fold

MIN_ABBREVIATION = 3
"""Least letters of an abbreviated month."""


@dataclass(frozen=True, slots=True)
class Dates:
    """A range of days, and its offsets in the text; `days` is false if only a month is given."""

    first: Date
    last: Date
    days: bool
    start: int
    end: int


def _month_numbers() -> dict[str, int]:
    """The number of each folded month name, and of each unambiguous abbreviation."""
    months_of: dict[str, set[int]] = defaultdict(set)
    whole: dict[str, int] = {}
    for names in MONTHS.values():
        for number, name in enumerate(names, 1):
            whole[fold(name)] = number
            for end in range(MIN_ABBREVIATION, len(name)):
                months_of[f"{fold(name)[:end]}."].add(number)
    return whole | {name: min(months) for name, months in months_of.items() if len(months) == 1}


MONTH_NUMBERS = _month_numbers()
_ACCENTED = str.maketrans({"e": "[eé]", "u": "[uû]", ".": r"\."})
_MONTH = "|".join(
    name.translate(_ACCENTED) for name in sorted(MONTH_NUMBERS, key=len, reverse=True)
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\s?[.]?[ºo°](?!\w))?"
_TO = r"\s*(?:[-–]|\b(?:to|and|au|et|al|a|y)\b|&)\s*(?:the\s|le\s|el\s)?"
_YEAR = r"(?:19|20)\d\d(?![\d])"
_OF = r"(?:\s+(?:day\s+of|jour\s+(?:de|du\s+mois\s+de)|d[ií]as?\s+del\s+mes\s+de|of|de|del))?"
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
    """The dates in a text, in order; impossible dates are skipped."""
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
    """First and last day of a match, and whether it states days."""
    if match["iso"]:
        stated = Date.fromisoformat(match["iso"])
        return stated, stated, True
    parts = {name[2:]: value for name, value in match.groupdict().items() if value}
    year = int(parts["y"])
    first = _month(parts.get("m1") or parts["m2"])
    last = _month(parts.get("m2") or parts["m1"])
    if "d1" not in parts:
        return Date(year, first, 1), Date(year, first, monthrange(year, first)[1]), False
    day = _number(parts["d1"])
    return Date(year, first, day), Date(year, last, _number(parts.get("d2", parts["d1"]))), True


def _month(name: str) -> int:
    return MONTH_NUMBERS[fold(name)]


def _number(day: str) -> int:
    return int("".join(c for c in day if c.isdecimal()))
