"""Terms: the forms in which words are matched; never shown.

1. A word is a run of letters and digits; its folded form is lower case without accents and
   ligatures ("œ").
2. A term is a folded word or its stem in one of the three languages; function words are skipped.
3. A question may be in another language than a text: its words match by their folded form or by
   their stem in the text's language, so names, numbers and cognates match.
4. A question's language is the one most of its function words belong to, if one leads. A part of
   a name in capitals with a hyphen ("T-MEC") is no function word.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.language.normalisation import composed, fold

if TYPE_CHECKING:
    from Stemmer import Stemmer

WORD = re.compile(r"[^\W_]+")
"""A word of a composed or folded text."""
_HYPHENATED = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ALGORITHMS = {"en": "english", "fr": "french", "es": "spanish"}

_FUNCTION_WORDS = {
    "en": frozenset(
        "a about all an and any are as at be been being between both but by can could did do "
        "does done during each for from had has have he her his how i if in into is it its "
        "may me more most my no not of on or our out over per she should since so some such "
        "than that the their them then there these they this those to under was we were what "
        "when where which while who whom whose why will with would you your".split()
    ),
    "fr": frozenset(
        "a ai au aucun aussi autre aux avait avec avez avoir c ce ceci cela celle celui ces "
        "cet cette ceux chez combien comment d dans de depuis des dont du elle elles en entre "
        "est et etaient etait ete etes etre eu eux fait faut furent fut il ils j je jusqu l "
        "la laquelle le lequel les lesquelles lesquels leur leurs lors lorsqu lui m mais me "
        "meme mes mon n ne nos notre nous on ont ou par pas pendant peut plus pour pourquoi "
        "puisqu qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera ses "
        "si son sont sous sur t ta te tous tout toute toutes tres tu un une vers vos votre "
        "vous y".split()
    ),
    "es": frozenset(
        "a al algo algun alguna algunos ante antes como con contra cual cuales cuando cuanta "
        "cuantas cuanto cuantos cuya cuyo de del desde donde dos durante e el ella ellas "
        "ellos en era eran es esa ese eso esta estaba estan estar estas este esto estos fue "
        "fueron ha haber habia hace han hasta hay la las lo los mas me mi mientras mucho muy "
        "nada ni no nos nosotros o otra otro otros para pero por porque pues que quien "
        "quienes se segun ser si sido sin sobre son su sus tambien tan tanto te tiene tienen "
        "toda todas todo todos tras tu un una uno unos usted ustedes y ya".split()
    ),
}
FUNCTION_WORDS = frozenset().union(*_FUNCTION_WORDS.values())


def folded_words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return WORD.findall(fold(text))


def typed_words(text: str) -> Iterator[str]:
    """The words of a text as typed, in order; a name in capitals with a hyphen is one."""
    for words in _HYPHENATED.findall(composed(text)):
        yield from [words] if words.isupper() else words.split("-")


def question_language(text: str) -> str:
    """The language with the most function words in a question; "" where none leads."""
    if "¿" in text or "¡" in text:
        return "es"
    words = [fold(typed) for typed in typed_words(text)]
    counts = {
        code: sum(word in function_words for word in words)
        for code, function_words in _FUNCTION_WORDS.items()
    }
    first, second = sorted(counts.values(), reverse=True)[:2]
    return max(counts, key=counts.__getitem__) if first > second else ""


@cache
def _stemmer(language: str) -> "Stemmer":
    from Stemmer import Stemmer

    # It remembers nothing: looking a stem up takes it longer than making it.
    return Stemmer(_ALGORITHMS.get(language, "english"), 0)


def stems(text: str, language: str) -> list[str]:
    """The stems of a text's words, in order, without function words."""
    content = [word for word in folded_words(text) if word not in FUNCTION_WORDS]
    return [fold(stem) for stem in _stemmer(language).stemWords(content)]


def question_terms(question: str) -> dict[str, frozenset[str]]:
    """For each content word of a question, the terms that match it."""
    content = [word for word in dict.fromkeys(folded_words(question)) if word not in FUNCTION_WORDS]
    return {
        word: frozenset({word, *(s for lang in TEXT_LANGUAGES for s in stems(word, lang))})
        for word in content
    }


def as_written(folded: str, text: str) -> str:
    """A folded word as it first occurs in a text: with its accents and capitals."""
    words = WORD.findall(composed(text))
    return next((word for word in words if folded_words(word) == [folded]), folded)
