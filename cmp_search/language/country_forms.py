"""Country forms: where a text names countries, and how another is written in the same place.

1. A name is CLDR's in English, French or Spanish, or a short one; adjectives are those of the
   table, in all forms that their language has.
2. A word in lower case names a country only if the table has it: "turkey" and "chad" do not.
3. Two names joined by a dash name a partnership, and neither country by itself.
4. Of a capitalised word that looks like a country's and is none of these, only the place is given.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from cmp_search.language.countries import countries
from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import folded_words

_TABLE = {
    "CA": "Canadian | canadien canadienne | canadiense canadiense",
    "MX": "Mexican | mexicain mexicaine | mexicano mexicana",
    "US": "American | américain américaine | estadounidense estadounidense",
    "GB": "British | britannique britannique | británico británica",
    "FR": "French | français française | francés francesa",
    "ES": "Spanish | espagnol espagnole | español española",
    "DE": "German | allemand allemande | alemán alemana",
    "CL": "Chilean | chilien chilienne | chileno chilena",
    "CO": "Colombian | colombien colombienne | colombiano colombiana",
    "PE": "Peruvian | péruvien péruvienne | peruano peruana",
    "BR": "Brazilian | brésilien brésilienne | brasileño brasileña",
    "JP": "Japanese | japonais japonaise | japonés japonesa",
}
"""Adjectives of countries: English, then French and Spanish for masculine and feminine nouns."""
_SHORT_NAMES = {"US": "US", "USA": "US", "EEUU": "US", "UK": "GB"}
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+")
_JOINED = re.compile(r"\s?[-–/]\s?")
_MOST_WORDS = 4
_UNACCENTED = str.maketrans("áéó", "aeo")


@dataclass(frozen=True, slots=True)
class Adjective:
    """A form of an adjective; `feminine` is None if the form does not tell."""

    language: str
    feminine: bool | None
    plural: bool


@dataclass(frozen=True, slots=True)
class CountryMention:
    """Where a text names a country by name or adjective; `code` is empty if it is not known."""

    code: str
    start: int
    end: int
    adjective: Adjective | None = None


def country_mentions(text: str) -> list[CountryMention]:
    """The countries that a text names, in order."""
    found = list(_mentions(text))
    pairs = {
        one
        for left, right in pairwise(found)
        if _JOINED.fullmatch(text[left.end : right.start])
        for one in (left, right)
    }
    return [one for one in found if one not in pairs]


def country_name(code: str, language: str) -> str:
    """A country's name in one of the three languages."""
    from babel import Locale  # Late, so that other questions need not wait for it.

    return str(Locale(language).territories[code])


def country_adjective(code: str, form: Adjective) -> str:
    """A country's adjective in a form; empty if the table does not have the country."""
    if code not in _TABLE:
        return ""
    word = _words_of(code)[form.language][bool(form.feminine)]
    return _plural(word, form.language) if form.plural else word


def _words_of(code: str) -> Mapping[str, tuple[str, str]]:
    """For each language, a country's adjective for masculine and for feminine nouns."""
    parts = [part.split() for part in _TABLE[code].split("|")]
    return {
        language: (words[0], words[-1])
        for language, words in zip(TEXT_LANGUAGES, parts, strict=True)
    }


def _plural(word: str, language: str) -> str:
    if language == "en" or (language == "fr" and word.endswith("s")):
        return word
    if language == "fr" or word.endswith(("a", "e", "o")):
        return f"{word}s"
    return f"{word.translate(_UNACCENTED)}es"


@cache
def _adjectives() -> Mapping[str, tuple[str, Adjective]]:
    """Each folded form with its country; the same form for both genders tells neither."""
    found: dict[str, tuple[str, Adjective]] = {}
    for code in _TABLE:
        for language, (masculine, feminine) in _words_of(code).items():
            genders = (False, True) if masculine != feminine else (None,)
            for plural in (False, True):
                for is_feminine in genders:
                    form = Adjective(language, is_feminine, plural)
                    found.setdefault(fold(country_adjective(code, form)), (code, form))
    return found


@cache
def _names() -> Mapping[str, str]:
    """The code of each folded name."""
    from babel import Locale

    return {
        " ".join(folded_words(name)): code
        for language in TEXT_LANGUAGES
        for code, name in Locale(language).territories.items()
        if code.isalpha()
    }


def _mentions(text: str) -> Iterator[CountryMention]:
    """All mentions, pairs too; the longest names first."""
    words = list(_WORD.finditer(text))
    spans = (
        (words[i].start(), words[i + length - 1].end())
        for i in range(len(words))
        for length in range(min(_MOST_WORDS, len(words) - i), 0, -1)
    )
    last_end = 0
    for start, end in spans:
        found = _mention(text[start:end], start) if start >= last_end else None
        if found:
            last_end = end
            yield found


def _mention(words: str, start: int) -> CountryMention | None:
    """Rules 1, 2 and 4 for some words in a row."""
    end, is_capital = start + len(words), words[0].isupper()
    folded = " ".join(folded_words(words))
    code = _names().get(folded) or _SHORT_NAMES.get(words.replace(".", ""))
    if code and (is_capital or code in _TABLE):
        return CountryMention(code, start, end)
    if folded in _adjectives():
        code, form = _adjectives()[folded]
        return CountryMention(code, start, end, form)
    is_like_one = is_capital and " " not in words and countries(folded)
    return CountryMention("", start, end) if is_like_one else None
