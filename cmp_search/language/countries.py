"""Countries that a word refers to, in the languages of the texts.

A word refers to a country if it begins as the country's name in one of the three languages does, or
as an adjective that differs from it; so "canadienne" is Canada's. CLDR has the names.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import folded_words

_ADJECTIVES = {
    "US": "american americain estadounidens etatsunien",
    "GB": "british britann britan english anglais ingles",
    "FR": "french francais frances",
    "ES": "spanish espagnol espanol",
    "DE": "german allemand aleman",
    "NL": "dutch neerland",
    "CH": "swiss suisse suiz",
    "MA": "maroc marroqu moroc",
    "PL": "polish polon polac",
    "DK": "danish danois danes",
    "IE": "irish irland",
    "RO": "roumain ruman romanian",
    "EC": "ecuatorian equatorien ecuadorian",
    "FI": "finnish finnois",
    "SE": "swedish suedois suec",
    "HU": "hungar hongrois",
    "CZ": "czech tcheque chec",
    "TR": "turkish turc",
    "LB": "liban leban",
    "DZ": "algerien argelin",
    "TN": "tunis tunec",
    "EG": "egypt egipc",
    "CI": "ivoirien ivoire ivory marfil",
    "KR": "coree corean korea",
    "NZ": "zeland zealand neozeland",
    "CR": "costaric costarric",
    "TH": "thai tailand",
    "PH": "philip filip",
    "UA": "ucran ukrain",
    "GR": "greek grec grieg",
    "PT": "portugu portugais",
    "NO": "norweg norveg norueg",
    "PE": "peruvian peruvien peruan",
}
_LEAST_STEM = 4
_KEPT = 4_096
"""Words that are remembered, the last ones: those of questions never end."""


@lru_cache(maxsize=_KEPT)
def countries(word: str) -> frozenset[str]:
    """The codes of the countries that a folded word may refer to."""
    stems = _country_stems()
    found: set[str] = set()
    for length in range(_LEAST_STEM, len(word) + 1):
        for code, is_long_enough in stems.get(word[:length], {}).items():
            if len(word) - length <= is_long_enough:
                found.add(code)
    return frozenset(found)


@cache
def _country_stems() -> Mapping[str, Mapping[str, int]]:
    """Stems of the names of countries: each country's code, with the letters that may follow."""
    from babel import Locale  # Late, so that other questions need not wait for it.

    stems: dict[str, dict[str, int]] = defaultdict(dict)
    for language in sorted(TEXT_LANGUAGES):
        for code, name in Locale(language).territories.items():
            words = folded_words(name)
            if code.isalpha() and len(words) == 1:
                stem = words[0].rstrip("aeiou") if len(words[0]) > _LEAST_STEM else words[0]
                stems[stem if len(stem) >= _LEAST_STEM else words[0]][code] = 5
    for code, adjectives in _ADJECTIVES.items():
        for stem in adjectives.split():
            stems[fold(stem)][code] = 3
    return stems
