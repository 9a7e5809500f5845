"""Quantities: whether a sentence states the very quantity that a question asks for.

That a sentence has some amount (see `amount`) says little; it must be that of what is counted.

1. How many of something: a number, and within a few words of it a form of what is counted, or a
   word spelt like it, as it may be in another language ("cápsulas", "capsules"). People are
   counted under many names, so any number may be theirs but one of time, a share or a price.
2. How long or how old: a number, or a half, of a unit of time.
3. How much money, and which percentage: an amount of that kind.
"""

import re

from cmp_search.index.similar import most_similar, shape_of_similar
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import folded_words, question_terms
from cmp_search.search.amount import Amount, asked_for, is_number, states, without_dates

REACH = 4
"""Within how many words after a number what it counts must be."""
MIN_LIKENESS = 0.6
"""How alike what is asked for and what is counted must be spelt; only a few words are compared."""

_COUNTED = re.compile(
    r"\b(?:how many|combien(?: d[eu]?)?|cuant[oa]s?|(?:number|nombre) (?:of|d(?:e|es)?)|numero de)"
    r"(?: (?:the|of|other|more|les?|la|l|des|autres?|los|las|de|otr[oa]s))* ([^\W\d_]+)"
)
_HOW_LONG = re.compile(
    r"\b(?:how (?:long|old)|combien de temps|quel age|cuanto (?:tiempo|dur\w+)|que edad)\b"
)
_PEOPLE = frozenset(
    "people persons personnes gens personas gente "
    "came come attended attend participated joined showed went "
    "sont ont etaient vinieron asistieron participaron fueron acudieron".split()
)
"""Words for people, and verbs of which only people can be the subject here."""
_TIME = re.compile(
    "(?:second|minute|hour|day|week|month|year|decade)s?|centur(?:y|ies)|heures?|jours?|journees?"
    "|semaines?|mois|ans?|annees?|decennies?|siecles?|segundos?|minutos?|horas?|dias?|semanas?"
    "|mes(?:es)?|anos?|decadas?|siglos?"
)
_HALF = frozenset("half demi demie medio media".split())
_PER_CENT = re.compile(r"\s*(?:%|\bper ?cent\b|\bpour cent\b|\bpor ciento\b)")
_OTHER_UNIT = re.compile(f"{_TIME.pattern}|percent|dollars?|pesos?|euros?|dolar(?:es)?")


def states_quantity(question: str, sentence: str) -> bool:
    """Whether a sentence states the quantity that a question asks for; no if it asks for none."""
    asked = asked_for(question)
    if asked in (Amount.MONEY, Amount.PER_CENT):
        return states(asked, sentence)
    if asked is not Amount.NUMBER:
        return False
    folded = " ".join(folded_words(question))
    if _HOW_LONG.search(folded):
        after = _after_numbers(sentence, _HALF)
        return any(_TIME.fullmatch(word) for words in after for word in words[:3])
    counted = _COUNTED.search(folded)
    if counted is None:
        return False
    return any(_has(counted[1], words) for words in _after_numbers(sentence))


def _after_numbers(sentence: str, others: frozenset[str] = frozenset()) -> list[list[str]]:
    """The words after each number of a sentence, or other word that counts as one."""
    # In French, "cent" is a number.
    words = folded_words(_PER_CENT.sub(" percent", without_dates(fold(sentence))))
    places = [i for i, word in enumerate(words, 1) if is_number(word) or word in others]
    return [words[i : i + REACH] for i in places]


def _has(counted: str, words: list[str]) -> bool:
    """Whether what is counted is among the words after a number (step 1)."""
    if counted in _PEOPLE:
        return not any(_OTHER_UNIT.fullmatch(word) for word in words[:2])
    terms = question_terms(counted).get(counted, frozenset({counted}))
    if any(not terms.isdisjoint(forms) for forms in question_terms(" ".join(words)).values()):
        return True
    shape = shape_of_similar(counted, MIN_LIKENESS)
    alike = [word for word in words if shape and word[0] == shape.letter]
    return bool(most_similar(counted, alike, MIN_LIKENESS))
