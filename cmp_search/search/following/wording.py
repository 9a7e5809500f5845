"""Wording: a country's name or adjective, or a noun, in the place of another in a question.

1. An adjective gets the gender and number of the one before it; where that one does not tell
   ("copresidenta canadiense"), those of the article or noun before it.
2. A name gets the preposition and article that go with it: "du Mexique" becomes "de la France",
   "au Mexique" "en France", "for the United States" "for Canada".
3. A noun in a place that has its article loses its own; where the two differ in gender, the article
   in that place becomes the noun's: "du groupe" becomes "de la table".
"""

import re
from dataclasses import replace

from cmp_search.language.country_forms import Adjective, country_adjective
from cmp_search.language.normalisation import fold

_FRENCH_LINK = re.compile(
    r"(?<!\w)(?:(?P<link>de la |de l['’]|d['’]|du |des |de |à la |à l['’]|aux |au |à |en )"
    r"|(?P<article>les |le |la |l['’]))$",
    re.IGNORECASE,
)
_SPANISH_LINK = re.compile(
    r"(?<!\w)(?:(?P<link>del|al|de la|de los|de las|a la|a los|a las|de|a)"
    r"|(?P<article>el|la|los|las)) $",
    re.IGNORECASE,
)
_ENGLISH_ARTICLE = re.compile(r"(?<!\w)the $", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?<!\w)(?:in|for|from|of|to|with|by|on|between|and) $", re.IGNORECASE)
_TAKES_THE = re.compile(r"United |U\.?S|UK$|Netherlands|Philippines|Dominican |Czech |Bahamas")
_INDEFINITE = re.compile(r"(?<!\w)(a)n? $", re.IGNORECASE)
_PLURALS = re.compile(r"États-Unis|Pays-Bas|Philippines|Émirats|Bahamas|.*Îles|Seychelles|Comores")
_MASCULINE_IN_E = frozenset("mexique belize cambodge mozambique zimbabwe suriname".split())
_FEMININE_WORDS = frozenset("la las una unas esta estas".split())
_MASCULINE_WORDS = frozenset("el los un unos este estos del al".split())
_FEMININE_NOUN = re.compile(r".*(?:as?|ci[oó]n|ciones|dad(?:es)?)$")


def with_adjective(before: str, replaced: str, after: str, code: str, form: Adjective) -> str:
    """A text with a country's adjective in place of another (rule 1).

    Empty if the country has none that is known.
    """
    if form.language == "es" and form.feminine is None:
        form = replace(form, feminine=_is_feminine(before))
    word = country_adjective(code, form)
    if not word:
        return ""
    if replaced[0].islower():
        word = word.lower()
    if form.language == "en":
        before = _INDEFINITE.sub(r"\1n " if word[0] in "Aa" else r"\1 ", before)
    return before + word + after


def _is_feminine(before: str) -> bool:
    """Whether the Spanish noun before an adjective is feminine, by its article or ending."""
    words = [fold(word) for word in re.findall(r"[^\W_]+", before)[-3:]]
    for word in reversed(words[:-1]):
        if word in _FEMININE_WORDS | _MASCULINE_WORDS:
            return word in _FEMININE_WORDS
    return bool(words and (words[-1] in _FEMININE_WORDS or _FEMININE_NOUN.match(words[-1])))


def with_name(before: str, after: str, name: str, article: str, language: str) -> str:
    """A text with a country's name in place of another's (rule 2).

    `article` is the folded one that was typed before it, if one was.
    """
    if language == "fr":
        before = _french_before(before, article or french_article(name))
    elif language == "es":
        is_free = article and not _SPANISH_LINK.search(before)
        before = f"{before}{article} " if is_free else _spanish_before(before, article)
    else:
        before = without_article(before)
        takes_the = article or (_TAKES_THE.match(name) and _PREPOSITION.search(before))
        before = f"{before}the " if takes_the else before
    return before + name + after


def french_article(name: str) -> str:
    """The article of a country's French name, as it is folded: "l" for "l’"."""
    folded = fold(name)
    if _PLURALS.match(name):
        return "les"
    if folded[0] in "aeiouy" and not folded.startswith("yemen"):
        return "l"
    return "la" if folded.endswith("e") and folded not in _MASCULINE_IN_E else "le"


def _french_before(before: str, article: str) -> str:
    """The text before a French noun, ending as its article asks."""
    found = _FRENCH_LINK.search(before)
    if not found:
        return before
    spaced = "l’" if article == "l" else f"{article} "
    link = (found["link"] or "").strip().lower()
    if link.startswith(("du", "des", "de", "d")):
        spaced = {"le": "du ", "les": "des "}.get(article, f"de {spaced}")
    elif link == "en" or link.startswith("au"):
        spaced = {"le": "au ", "les": "aux "}.get(article, "en ")
    elif link:
        spaced = {"le": "au ", "les": "aux "}.get(article, f"à {spaced}")
    return before[: found.start()] + spaced


def _spanish_before(before: str, article: str) -> str:
    """The text before a Spanish noun, ending with its article if it has one."""
    found = _SPANISH_LINK.search(before)
    if not found:
        return before
    link = (found["link"] or "").lower()
    joined = f"{article} " if article else ""
    if link:
        base = "de" if link.startswith("de") else "a"
        joined = f"{base}l " if article == "el" else f"{base} {joined}"
    return before[: found.start()] + joined


def without_article(text: str) -> str:
    """The text before an English noun, without its article."""
    return _ENGLISH_ARTICLE.sub("", text)


def with_noun(before: str, after: str, noun: str, article: str, language: str) -> str:
    """A text with a noun, and what belongs to it, in place of another (rule 3)."""
    if article and language == "fr":
        before = _french_before(before, article)
    if article and language == "es":
        before = _spanish_before(before, article)
    return before + noun + after


def at_end(text: str, words: str) -> str:
    """A question with more words before its last sign."""
    end = len(text.rstrip(" ?!.…"))
    return text[:end] + words + text[end:]
