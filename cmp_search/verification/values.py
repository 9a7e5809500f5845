"""Values: the dates, numbers and names that a sentence states, so that two can be compared.

1. Dates, in any of the three languages: days, ranges of days, and months with their year.
2. Numbers outside of these, in figures and in words (see `amounts`). An ordinal counts as its
   number: "10th", "dixième" and "X" are 10.
3. Names: runs of capitalised words, with the particles within them ("Sánchez de la Cruz"). The
   word that opens a sentence is part of one only if another capital follows, or if it is an
   acronym. Words of dates are no names.
Values are the same if they have the same key; names are compared word by word (see `support`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cmp_search.documents.document import Span
from cmp_search.language.normalisation import fold
from cmp_search.language.ordinals import ordinals
from cmp_search.language.terms import FUNCTION_WORDS
from cmp_search.orientation.dates import MONTH_NUMBERS, Dates, dates
from cmp_search.verification.amounts import NUMBER_WORDS, amounts

Key = int | float | str | tuple[str, str]


class ValueKind(StrEnum):
    """The kind of a value."""

    DATE = "date"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is written, at its offsets, with what it is compared by.

    The key of a date is its first and last day, that of a number its amount, that of a name its
    folded words.
    """

    kind: ValueKind
    written: str
    span: Span
    key: Key


_PARTICLES = r"(?:de la|de las|de los|del|de|des|du|da|van der|van|von|of the|of|y|et|and|e)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿœ][\w’'-]*"
_NAME = re.compile(rf"{_CAPITAL}(?:(?: {_PARTICLES})? {_CAPITAL})*")
_OPENING = re.compile(r"(?:\A|[.!?…]\s+|\n)[“«\"(¿¡\s]*$")
REACH = 8
"""How many characters before a word are looked at for the end of a sentence."""
_MONTHS = frozenset(name for name in MONTH_NUMBERS if not name.endswith("."))
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi "
    "samedi dimanche lunes martes miercoles jueves viernes sabado domingo".split()
)
_ADDRESS = frozenset("dr dra dre mr mrs ms mme mmes m sr sra mtro mtra lic ing prof".split())
_NO_NAMES = FUNCTION_WORDS | _MONTHS | _DAYS | _ADDRESS | NUMBER_WORDS.keys()


def values(text: str, language: str = "") -> tuple[Value, ...]:
    """The values that a text states, in order; its language tells words that are the same apart."""
    dated = dates(text)
    found = [_date(text, one) for one in dated]
    taken = [Span(one.start, one.end) for one in dated]
    found += [one for one in _numbers(text, language) if not _overlaps(one.span, taken)]
    taken = [one.span for one in found]
    found += (one for one in _names(text) if not _overlaps(one.span, taken))
    return tuple(sorted(found, key=lambda value: value.span))


def _date(text: str, one: Dates) -> Value:
    key = (one.first.isoformat(), one.last.isoformat())
    return Value(ValueKind.DATE, text[one.start : one.end], Span(one.start, one.end), key)


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in taken)


def _numbers(text: str, language: str) -> Iterator[Value]:
    """Step 2."""
    places: list[Span] = []
    for ordinal in ordinals(text):
        span = Span(ordinal.start, ordinal.end)
        places.append(span)
        if not text[: span.start].strip() and text[slice(*span)].strip(" .)").isdecimal():
            continue  # It numbers the line.
        yield Value(ValueKind.NUMBER, text[slice(*span)], span, ordinal.value)
    for amount in amounts(text, language):
        if not _overlaps(amount.span, places):
            written = text[slice(*amount.span)]
            yield Value(ValueKind.NUMBER, written, amount.span, amount.value)


def _names(text: str) -> Iterator[Value]:
    """Step 3."""
    for match in _NAME.finditer(text):
        start, end = match.span()
        words = match[0].split(" ")
        opens = bool(_OPENING.search(text[max(start - REACH, 0) : start]))
        while words and _is_no_name(words[0], opens and len(words) == 1):
            start += len(words.pop(0)) + 1
            opens = False
        if words:
            written = " ".join(words)
            key = " ".join(fold(written).split())
            yield Value(ValueKind.NAME, written, Span(start, end), key)


def _is_no_name(word: str, opens_alone: bool) -> bool:
    """Whether a word is none that a name begins with."""
    is_acronym = len(word) > 1 and word.isupper()
    return (opens_alone and not is_acronym) or fold(word) in _NO_NAMES
