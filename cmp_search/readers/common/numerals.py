"""Numbers as headings print them: "22", "4o-A", "22 bis 1", "IV", "Ier", "B", "Décimo primero".

1. Arabic: up to four digits, perhaps dotted, after the letter of a French code ("L. 121-1"), with
   an ordinal ending, a capital, or a Latin repetition ("bis") after it, which may count, too.
2. Roman, up to 399, in either case; a lone C, D, L or M is a letter of the alphabet.
3. Spelled, in English, French and Spanish: ordinals up to 99 in Spanish and up to 20 in the others,
   cardinals up to 12, and the words of a division that is not numbered ("preliminar", "unique").
"""

import re
from typing import NamedTuple

from cmp_search.language.normalisation import fold
from cmp_search.readers.common.roman import roman_number


class Numeral(NamedTuple):
    """A number as printed, its value (0 if it counts nothing), and where it ends in its line."""

    printed: str
    value: int
    end: int


_UNITS = (
    ("first", "one", "premier", "premiere", "un", "primero", "primera", "primer", "uno"),
    ("second", "two", "deuxieme", "seconde", "deux", "segundo", "segunda", "dos"),
    ("third", "three", "troisieme", "trois", "tercero", "tercera", "tercer", "tres"),
    ("fourth", "four", "quatrieme", "quatre", "cuarto", "cuarta", "cuatro"),
    ("fifth", "five", "cinquieme", "cinq", "quinto", "quinta", "cinco"),
    ("sixth", "six", "sixieme", "sexto", "sexta", "seis"),
    ("seventh", "seven", "septieme", "sept", "septimo", "septima", "siete"),
    ("eighth", "eight", "huitieme", "huit", "octavo", "octava", "ocho"),
    ("ninth", "nine", "neuvieme", "neuf", "noveno", "novena", "nueve"),
    ("tenth", "ten", "dixieme", "dix", "diez"),
    ("eleventh", "eleven", "onzieme", "onze", "undecimo", "undecima"),
    ("twelfth", "twelve", "douzieme", "douze", "duodecimo", "duodecima"),
    ("thirteenth", "treizieme"),
    ("fourteenth", "quatorzieme"),
    ("fifteenth", "quinzieme"),
    ("sixteenth", "seizieme"),
    ("seventeenth", "dix-septieme"),
    ("eighteenth", "dix-huitieme"),
    ("nineteenth", "dix-neuvieme"),
    ("twentieth", "vingtieme"),
)
_SPELLED = {word: value for value, words in enumerate(_UNITS, 1) for word in words}
_SPELLED |= dict.fromkeys(("unico", "unica", "unique"), 1)
_SPELLED |= dict.fromkeys(
    ("preliminar", "preliminaire", "liminaire", "preliminary", "final", "finale"), 0
)
_ORDINALS_ES = {
    word: _SPELLED[word]
    for word in (
        """primero primera segundo segunda tercero tercera cuarto cuarta quinto quinta sexto sexta
        septimo septima octavo octava noveno novena"""
    ).split()
}
"""What may follow the tens of a Spanish ordinal."""
_TENS = {
    stem + ending: ten
    for ten, stem in enumerate(
        (
            "decim vigesim trigesim cuadragesim quincuagesim sexagesim septuagesim octogesim "
            "nonagesim"
        ).split(),
        1,
    )
    for ending in "oa"
}
_LATIN = (
    r"(?:\s?-?\s?(?:bis|ter|qu[aá]ter|quinquies|sexies|septies|octies|nonies)\b"
    r"(?:[\s-](?:\d{1,2}|[A-Z])(?=\s?[.:–—-]))?)"
)
_ARABIC = re.compile(
    rf"(?:[LRDA]\.?\s?\*?\s?)?\d{{1,4}}(?:\.\d{{1,3}})*"
    rf"(?:(?:er|re|ère|e|ème|st|nd|rd|th|[oaOAºª°])(?![^\W\d_])|[A-Z]{{1,2}}\b|[a-d]\b)?"
    rf"(?:-\d{{1,3}}\b)*(?:\s?-\s?[A-Z]\b|\.-[A-Z]\b(?=\s?[.:–—-]))?{_LATIN}?(?![\w(]|[,/]\d)",
    re.I,
)
_ROMAN = re.compile(
    rf"(?P<roman>[ivxlc]{{1,9}})(?:er|re|o|º|°)?(?:\.\d{{1,2}}\b)?(?:-[A-Z0-9]\b)?{_LATIN}?(?!\w)",
    re.I,
)
_LETTER = re.compile(r"[A-Z](?:[-.]?\d{1,3})?(?![\w’'])")
_UNIT = re.compile(r"\s+([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def numeral_at(line: str, at: int) -> Numeral | None:
    """The number that begins at a place of a line."""
    if found := _ARABIC.match(line, at):
        digits = re.search(r"\d+", found[0])
        return Numeral(found[0], int(digits[0]) if digits else 0, found.end())
    if (found := _ROMAN.match(line, at)) and found["roman"].lower() not in ("c", "l"):
        value = roman_number(found["roman"].lower())
        if value:
            return Numeral(found[0], value, found.end())
    if found := _LETTER.match(line, at):
        return Numeral(found[0], ord(found[0][0]) - ord("A") + 1, found.end())
    return spelled_at(line, at)


def spelled_at(line: str, at: int = 0) -> Numeral | None:
    """The spelled number that begins at a place of a line."""
    first = _WORD.match(line, at)
    if not first:
        return None
    word = fold(first[0])
    tens = _TENS.get(word)
    if tens is not None:
        unit = _UNIT.match(line, first.end())
        value = _ORDINALS_ES.get(fold(unit[1])) if unit else None
        end = unit.end() if unit and value else first.end()
        return Numeral(line[at:end], 10 * tens + (value or 0), end)
    value = _SPELLED.get(word, _joined(word))
    return None if value is None else Numeral(first[0], value, first.end())


def _joined(word: str) -> int | None:
    """The value of an ordinal in one word, such as "decimoprimero"."""
    for ten, value in _TENS.items():
        unit = _ORDINALS_ES.get(word.removeprefix(ten)) if word.startswith(ten) else None
        if unit:
            return 10 * value + unit
    return None
