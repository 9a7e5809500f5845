"""Amounts: the numbers of a text, in figures and in words of the three languages.

1. Figures have separators of thousands or of decimals: three digits behind each make them
   thousands; else a last point or comma that differs from the others begins the decimals. A blank
   parts thousands only.
2. Number words are those up to twenty and the tens; "one" is an article, too, and counts only
   behind tens. Words that mean something else in the text's language are none.
3. Figures and words side by side are one number if they make one: "twenty-two", "trente et un",
   "quatre-vingt-dix", "two hundred and six", "20 thousand", "1.5 million", "dos mil millones". A
   billion is 1,000 millions in English, and 1,000,000 in French and Spanish.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cmp_search.documents.document import Span
from cmp_search.language.normalisation import fold

NUMBER_WORDS = {
    fold(word): value
    for value, words in (
        (2, "two deux dos"), (3, "three trois tres"), (4, "four quatre cuatro"),
        (5, "five cinq cinco"), (6, "six seis"), (7, "seven sept siete"), (8, "eight huit ocho"),
        (9, "nine neuf nueve"), (10, "ten dix diez"), (11, "eleven onze once"),
        (12, "twelve douze doce"), (13, "thirteen treize trece"),
        (14, "fourteen quatorze catorce"), (15, "fifteen quinze quince"),
        (16, "sixteen seize dieciséis"), (17, "seventeen dix-sept diecisiete"),
        (18, "eighteen dix-huit dieciocho"), (19, "nineteen dix-neuf diecinueve"),
        (20, "twenty vingt veinte vingts"), (30, "thirty trente treinta"),
        (40, "forty quarante cuarenta"), (50, "fifty cinquante cincuenta"),
        (60, "sixty soixante sesenta"), (70, "seventy setenta"), (80, "eighty ochenta"),
        (90, "ninety noventa"), (100, "cien"), (200, "doscientos doscientas"),
        (300, "trescientos trescientas"), (500, "quinientos quinientas"),
    )
    for word in words.split()
}  # fmt: skip
_ONE = frozenset("one un une uno una".split())
_AND = frozenset("and et y".split())
_HUNDRED = frozenset("hundred hundreds cent cents ciento".split())
_SCALES = {
    word: value
    for value, words in (
        (10**3, "thousand thousands mille mil"),
        (10**6, "million millions millon millones"),
        (10**9, "billion billions milliard milliards"),
        (10**12, "trillion trillions billon billones"),
    )
    for word in words.split()
}
_LONG = {"billion": 10**12, "billions": 10**12, "trillion": 10**18, "trillions": 10**18}
"""Scales that are greater in French."""
_AMBIGUOUS = {"es": {"once"}, "en": {"once", "dos", "tres", "sept", "cent", "cents", "mil"}}
"""Number words that mean something else in a language; "once" is a number in Spanish only."""
_BLANK = "[ \u00a0\u2009\u202f]"
_TOKEN = re.compile(
    rf"(?P<figures>(?<![\w.,])(?:\d{{1,3}}(?:{_BLANK}\d{{3}})+|\d+)(?:[.,’]\d+)*(?!\d))"
    r"|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)"
)
_THOUSANDS = re.compile(rf"\d{{1,3}}(?:(?:[.,’]|{_BLANK})\d{{3}})+")
_BETWEEN = re.compile(r"\s|-")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a text and its offsets."""

    span: Span
    value: int | float


@dataclass(slots=True)
class _Sum:
    """A number that is being read: what is below the last scale, and what is above."""

    span: Span
    part: int | float | None
    whole: int | float = 0
    scale: int = 10**18
    is_words: bool = True

    @property
    def value(self) -> int | float:
        return self.whole + (self.part or 0)


def amounts(text: str, language: str = "") -> Iterator[Amount]:
    """The numbers of a text, in order; steps 1 to 3."""
    found: _Sum | None = None
    bridge = ""
    for word, span, figures in _tokens(text):
        near = found is not None and _is_near(text[found.span.end : span.start], bridge)
        if figures is None and found and near and _joins(found, word, language):
            found.span = Span(found.span.start, span.end)
            bridge = ""
            continue
        if found and near and not bridge and word in _AND and figures is None:
            bridge = word
            continue
        if found:
            yield Amount(found.span, found.value)
        found, bridge = _begun(word, span, figures, language), ""
    if found:
        yield Amount(found.span, found.value)


def _tokens(text: str) -> Iterator[tuple[str, Span, int | float | None]]:
    """Words, those with hyphens in parts unless they are numbers, and figures with their amount."""
    for match in _TOKEN.finditer(text):
        if match["figures"]:
            yield "", Span(*match.span()), _amount(match[0])
            continue
        if fold(match[0]) in NUMBER_WORDS:
            yield fold(match[0]), Span(*match.span()), None
            continue
        for part in re.finditer(r"[^-]+", match[0]):
            start = match.start() + part.start()
            yield fold(part[0]), Span(start, start + len(part[0])), None


def _is_near(between: str, bridge: str) -> bool:
    """Whether nothing but a blank or a hyphen, or a word such as "and", is between two tokens."""
    return bool(_BETWEEN.fullmatch(between)) or between.split() == [bridge]


def _begun(word: str, span: Span, figures: int | float | None, language: str) -> _Sum | None:
    """The number that begins with a token, if one does."""
    if figures is not None:
        return _Sum(span, figures, is_words=False)
    if word in _AMBIGUOUS.get(language, ()):
        return None
    if word in NUMBER_WORDS:
        return _Sum(span, NUMBER_WORDS[word])
    if word in {"cent", "ciento"}:
        return _Sum(span, 100)
    return _Sum(span, None, 1000, 1000) if word in {"mille", "mil"} else None


def _joins(found: _Sum, word: str, language: str) -> bool:
    """Step 3: adds a word to a number, if it goes on with it."""
    scale = (_LONG if language == "fr" else {}).get(word) or _SCALES.get(word)
    if scale is not None:
        if scale > found.scale:
            found.whole, found.part = found.value * scale, None
        else:
            found.whole += (found.part or 1) * scale
            found.part = None
        found.whole = int(found.whole) if found.whole == int(found.whole) else found.whole
        found.scale = scale
        return True
    if not found.is_words:
        return False
    if word in _HUNDRED and found.part is not None and found.part < 100:
        found.part *= 100
        return True
    value = 1 if word in _ONE else NUMBER_WORDS.get(word)
    if value is None or not _fits(found, value):
        return False
    found.part = 80 if (found.part, value) == (4, 20) else (found.part or 0) + value
    return True


def _fits(found: _Sum, value: int) -> bool:
    """Whether a number word goes on with what is below the last scale."""
    part = found.part
    if part is None:
        return value > 1
    if (part, value) == (4, 20):
        return True
    tens = part % 100
    if part >= 100 and tens == 0:
        return value < 100
    return tens >= 20 and tens % 10 == 0 and value < (20 if tens in {60, 80} else 10)


def _amount(figures: str) -> int | float:
    """Step 1."""
    if _THOUSANDS.fullmatch(figures):
        return int(re.sub(r"\D", "", figures))
    *whole, rest = re.split(r"\D", figures)
    signs = re.findall(r"\D", figures)
    if whole and signs[-1] in ".," and signs[-1] not in signs[:-1]:
        return float(f"{''.join(whole)}.{rest}")
    return int("".join([*whole, rest]))
