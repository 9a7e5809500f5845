"""The numbers that a line at the edge of a page shows, and what they say of the page's label.

1. A number is arabic, or roman at the beginning or end of its line; an arabic one may have a
   prefix, a letter or the number of a chapter: "A-1", "B1191", "2-14".
2. A number votes for a series: its kind, its prefix, and the number that the first page of the
   file would have in it. Pages that count up vote for the same series.
3. A line that is nothing but a number, perhaps with "Page", dashes or "of 9", votes twice.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cmp_search.readers.common.roman import as_roman, roman_number
from cmp_search.readers.pdf.lines import Line

_DASHES = r"[-–—|·•\s]*"
_PREFIXED = r"(?:[A-Z]{1,2}[-–. ]?|\d{1,2}[-–])?\d{1,5}"
_LONE = re.compile(
    rf"{_DASHES}(?i:page|página|pág\.|p\.)?\s*(?:{_PREFIXED}|(?P<roman>[ivxlcIVXLC]{{1,8}}))"
    rf"(?:\s*(?i:of|de|sur|/)\s*{_PREFIXED})?{_DASHES}"
)
_ARABIC = re.compile(
    r"(?:(?<!\S)(?P<prefix>[A-Z]{1,2}[-–.]?|\d{1,2}[-–])|(?<![\d.,]))(?P<digits>\d{1,5})(?![\d.,]*\d)"
)
_DIGIT = re.compile(r"\d")
_AROUND = " -–—|·•"
_ROMAN = re.compile(r"(?:^|(?<=\s))(?:[ivxlc]{1,8}|[IVXLC]{1,8})(?=\s|$)")


class Series(NamedTuple):
    """Pages that are numbered together; `first` is the number the file's first page would have."""

    kind: str
    prefix: str
    first: int

    def label(self, page: int) -> str:
        """The label of a page, counted from 0."""
        number = self.first + page
        if self.kind == "arabic":
            return f"{self.prefix}{number}"
        return as_roman(number).upper() if self.kind == "ROMAN" else as_roman(number)


class Vote(NamedTuple):
    """What a number says of its page, and where it stands in the line's trimmed words."""

    series: Series
    start: int
    end: int
    weight: int


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but the number of its page."""
    lone = _LONE.fullmatch(text)
    roman = lone["roman"] if lone else None
    return lone is not None and (not roman or roman_number(roman.lower()) is not None)


def votes(line: Line) -> Iterator[Vote]:
    """The votes of the numbers of a line."""
    text = line.text
    weight = 2 if is_page_number(text) else 1
    for match in _ARABIC.finditer(text) if _DIGIT.search(text) else ():
        series = Series("arabic", match["prefix"] or "", int(match["digits"]) - line.page)
        yield Vote(series, match.start(), match.end(), weight)
    for match in _outer_romans(text):
        number = roman_number(match[0].lower())
        if number is not None:
            kind = "ROMAN" if match[0].isupper() else "roman"
            yield Vote(Series(kind, "", number - line.page), match.start(), match.end(), weight)


def _outer_romans(text: str) -> Iterator[re.Match[str]]:
    """The words that a line begins and ends with, if they are letters of roman numbers."""
    inner = text.strip(_AROUND)
    first = text.find(inner)
    last = first + inner.rfind(" ") + 1
    for start in (first, last) if last > first else (first,):
        if found := _ROMAN.match(text, start):
            yield found
