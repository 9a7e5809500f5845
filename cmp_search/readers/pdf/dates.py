"""The dates in running lines of a PDF, which differ from page to page or print to print."""

import re

from cmp_search.language.detection import MONTHS

_MONTHS = frozenset(name for names in MONTHS.values() for name in names)
_MONTH = "|".join(sorted(_MONTHS))
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(
    rf"\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}|\d{{1,2}}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th|er|º)?\s(?:de\s)?)?\b(?:{_MONTH})\b(?:\s\d{{1,2}},?(?=\s\d{{4}}))?"
    rf"(?:\s(?:del?\s)?\d{{4}})?"
)


def without_dates(words: str) -> str:
    """Words with a mark in place of each date."""
    may_have = _DIGIT.search(words) or not _MONTHS.isdisjoint(_WORD.findall(words))
    return _DATE.sub("#", words) if may_have else words
