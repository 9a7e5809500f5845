"""Ordinals: the numbers that a text puts things in order by, however it writes them.

"10th", "tenth", "10e", "dixième", "10.ª", "décima" and "X" are all 10.

1. Figures count with the endings of English, French and Spanish ("10.a" is how many
   type "10.ª"), and where they number a line.
2. Words count up to the thirtieth. The first is no ordinal here: "premier" and "first" mostly say
   something else.
3. Roman numerals count in capitals, with or without an ending. A single letter is too often
   something else to be looked for, but an ending tells ("Xe", "X.ª"), and so does a full stop.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cmp_search.language.normalisation import fold

_ENGLISH = (
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth"
)
_FRENCH = (
    "deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme "
    "douzieme treizieme quatorzieme quinzieme seizieme dix-septieme dix-huitieme dix-neuvieme "
    "vingtieme vingt-et-unieme vingt-deuxieme vingt-troisieme vingt-quatrieme vingt-cinquieme "
    "vingt-sixieme vingt-septieme vingt-huitieme vingt-neuvieme trentieme"
)
_SPANISH = (
    "segundo tercero cuarto quinto sexto septimo octavo noveno decimo undecimo duodecimo "
    "decimotercero decimocuarto decimoquinto decimosexto decimoseptimo decimoctavo decimonoveno "
    "vigesimo vigesimoprimero vigesimosegundo vigesimotercero vigesimocuarto vigesimoquinto "
    "vigesimosexto vigesimoseptimo vigesimoctavo vigesimonoveno trigesimo"
)
_VALUES = {
    word: value
    for words in (_ENGLISH, _FRENCH, _SPANISH)
    for value, word in enumerate(words.split(), 2)
} | {
    "primero": 1,
    "seconde": 2,
    "tercer": 3,
    "decimoprimero": 11,
    "decimosegundo": 12,
    "decimooctavo": 18,
    "vigesimooctavo": 28,
}
_TENS = ("decim", "vigesim")
_ROMAN_VALUES = dict(zip("IVXL", (1, 5, 10, 50), strict=True))
_ENDING = r"(?:\s?\.?\s?[ªº°]|\.?(?:th|st|nd|rd|e|er|[eè]me|re|[rdtvmn]?[ao])(?!\w))"
_FIGURES = re.compile(rf"(?<![\w.,])(\d{{1,3}}){_ENDING}", re.IGNORECASE)
_NUMBERING = re.compile(r"^\s*(\d{1,3})[.)](?=\s)", re.MULTILINE)
_NUMERAL = r"(?<!\w)(?=[IVXL])((?:XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
_ROMAN = re.compile(rf"{_NUMERAL}(?:(?P<ending>{_ENDING}|\.(?=\s))|(?!\w))")
_OTHER_WORD = re.compile(r"L|[IVX](?:[rdtvmn]?[ao])$")
"""Articles and other words that look like a single letter with an ending: "Le", "La", "Va"."""
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Ordinal(NamedTuple):
    """An ordinal in a text: its value, and its offsets."""

    value: int
    start: int
    end: int


def ordinals(text: str) -> list[Ordinal]:
    """The ordinals in a text, in order."""
    found = [
        Ordinal(int(match[1]), *match.span())
        for pattern in (_FIGURES, _NUMBERING)
        for match in pattern.finditer(text)
    ]
    found += [
        Ordinal(roman_value(match[1]), *match.span())
        for match in _ROMAN.finditer(text)
        if len(match[1]) > 1 or (match["ending"] and not _OTHER_WORD.match(match[0]))
    ]
    return sorted([*found, *_in_words(text)], key=lambda ordinal: ordinal.start)


def _in_words(text: str) -> Iterator[Ordinal]:
    """Step 2; "décima quinta" is one ordinal of two words."""
    tens: Ordinal | None = None
    for match in _WORDS.finditer(text):
        word = fold(match[0])
        value = _value(word)
        if tens and not text[tens.end : match.start()].strip() and 0 < value < 10:
            yield Ordinal(tens.value + value, tens.start, match.end())
            tens = None
            continue
        if tens:
            yield tens
            tens = None
        if value and word[:-1] in _TENS:
            tens = Ordinal(value, *match.span())
        elif value > 1:
            yield Ordinal(value, *match.span())
    if tens:
        yield tens


def _value(word: str) -> int:
    """The value of a folded word; 0 if it is no ordinal."""
    if word.startswith(_TENS):  # "decimaquinta", "decimo-quinto"
        word = re.sub("^(decim|vigesim)a", r"\1o", word).replace("-", "")
    masculine = f"{word[:-1]}o" if word.endswith("a") else word
    return _VALUES.get(word) or _VALUES.get(masculine, 0)


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral up to LXXXIX, in capitals."""
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
