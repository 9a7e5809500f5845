"""Demands: what a question insists on, and whether the first passages have it.

However near in meaning, a passage about the twelfth meeting does not answer a question about the
tenth. On the other hand, a sentence with the number of what is to be counted answers how many.

1. A question insists on the years that it names, on figures of two digits or more, and on the
   ordinal of a meeting, an edition or the like ("10th", "tenth", "dixième", "10.ª" and "X" are the
   same). A figure after a capital is a name ("Super Bowl 50", "COVID-19"), as is one with a letter
   ("CO2"); a decade ("los años 80") has many other names.
2. What none of the first passages has, in its text, its headings, its document's title or date,
   lowers the level "answered" to "related". So does a year that the first one lacks, if what is
   marked in it is of other years.
3. So does a question in no language that is recognised, of which the passages have no word, nor one
   that is spelt alike: it may be in a language that is not that of the texts.
   So does one of who heads something, if the first passage cannot tell (see `fact_heads`), one of
   what it lacks the words for (see `untold`), and a lone word ("help") of which neither what is
   marked in the first passage nor what is above it has one like it.
4. For nonsense (see `spelling`), and for a question without a word that carries meaning ("why?"),
   nothing is found, whatever is nearest.
5. If nothing is lacking, and the best sentence of the first passage states the quantity that is
   asked for (see `quantity`), the level "related" rises to "answered"; not if a reader has read the
   passage, since it doubts with reason more often than not. "Not found" rises to
   "related" if the passage has a word of the question as well.

Names are not demanded: texts name people by their office, and another language has other names.
docs/retrieval-history.md has the measurements.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cmp_search.language.normalisation import fold
from cmp_search.language.ordinals import ordinals
from cmp_search.language.terms import folded_words, question_terms
from cmp_search.search.answer import Confidence, Hit, Level
from cmp_search.search.document_facts import YEAR
from cmp_search.search.fact_words import matches
from cmp_search.search.quantity import states_quantity
from cmp_search.search.question import Question
from cmp_search.search.untold import is_untold

FIRST = 3
"""How many passages must have what is demanded, one at least."""

_NUMBERS = re.compile(r"\d+(?:[.,  ]\d+)*")
_FIGURES = re.compile(r"(?<![\w.,$€£])\d+(?:[.,  ]\d+)*(?!\w)")
_NOT_DEMANDED = re.compile(
    r"(?:\b[A-ZÀ-Þ][\w’'-]*|\b(?:décad[ae]|décennie)(?: de)?|\bann[ée]es|\baños)[  -]$"
)
_NUMBERED = re.compile(
    r"\W+(?:[^\W\d_]+\W+){0,2}?(?:"
    r"meetings?|sessions?|plenar\w+|rounds?|editions?|conferences?|summits?|forums?|workshops?"
    r"|reports?|anniversar\w+|phases?|congress|assembl\w+|reunions?"
    r"|seances?|pleniere|rencontres?|tours?|sommets?|ateliers?|rapports?|anniversaires?|congres"
    r"|reunion(?:es)?|sesion(?:es)?|plenarias?|encuentros?|rondas?|edicion(?:es)?|conferencias?"
    r"|cumbres?|foros?|taller(?:es)?|informes?|aniversarios?|fases?|congresos?|asambleas?)\b"
)
_ACRONYM = re.compile(r"\b[A-ZÀ-Þ]{2,}\b")
_SEPARATORS = re.compile(r"(?<=\d)[.,  ](?=\d)")


class _Demand(NamedTuple):
    """What a question insists on: as typed, and its value; that of figures is their digits."""

    typed: str
    value: int | str


def weighed(
    question: Question,
    hits: Sequence[Hit],
    confidence: Confidence,
    lacks_head: bool = False,
    is_nonsense: bool = False,
) -> Confidence:
    """A confidence with its level lowered or raised by what is demanded (steps 2 to 5).

    `lacks_head` is whether the question asks who heads something and the first hit cannot tell,
    `is_nonsense` whether its letters mean nothing.
    """
    if not hits:
        return confidence
    demands = list(_demands(question.text))
    stated = [_stated(hit) for hit in hits]
    lacked = (
        typed
        for typed, value in demands
        if not _has(stated[:FIRST], value) or _is_of_other_year(value, stated[0], hits[0])
    )
    lacking = tuple(dict.fromkeys(lacked))
    found = {typed for typed, value in demands if _has(stated, value)}
    level = confidence.level
    is_strange = not question.language and not any(h.matched_terms or h.alike_terms for h in hits)
    is_strange = is_strange or _lacks_lone_word(question, hits[0])
    is_beside = bool(lacking) or is_strange or lacks_head or is_untold(question, hits[0])
    if is_nonsense or _says_nothing(question):
        level = Level.NOT_FOUND
    elif is_beside and level is Level.ANSWERED:
        level = Level.RELATED
    elif not is_beside and states_quantity(question.text, hits[0].best_sentence_text):
        if level is Level.NOT_FOUND and hits[0].matched_terms:
            level = Level.RELATED
        elif level is Level.RELATED and hits[0].reading is None:
            level = Level.ANSWERED
    names = (name for name in confidence.missing_names if name not in found | set(lacking))
    return replace(confidence, level=level, missing_names=tuple(names), lacking=lacking)


def _lacks_lone_word(question: Question, hit: Hit) -> bool:
    """The last part of step 3."""
    if len(folded_words(question.text)) > 1 or not question.words:
        return False
    (word,) = question.words
    held = "\n".join([hit.title, *hit.passage.section, hit.best_sentence_text])
    words = folded_words(held)
    terms = frozenset(words).union(*question_terms(held).values())
    forms = word.terms.union(similar for _, similar in hit.alike_terms)
    return forms.isdisjoint(terms) and not matches(word.folded, words)


def _says_nothing(question: Question) -> bool:
    """Step 4; words in capitals mean something whatever they are ("AI", "UN")."""
    return not question.words and not _ACRONYM.search(question.text)


def _demands(question: str) -> Iterator[_Demand]:
    """Step 1."""
    found = ordinals(question)
    in_ordinals = {ordinal.start for ordinal in found}
    for match in _FIGURES.finditer(question):
        digits = _SEPARATORS.sub("", match[0])
        is_name = _NOT_DEMANDED.search(question[: match.start()])
        if len(digits) > 1 and not is_name and match.start() not in in_ordinals:
            yield _Demand(match[0], digits)
    for ordinal in found:
        if _NUMBERED.match(fold(question[ordinal.end :])):
            yield _Demand(question[ordinal.start : ordinal.end], ordinal.value)


def _stated(hit: Hit) -> set[int | str]:
    """The values of ordinals, and the digits of numbers, in a passage and what is above it."""
    around = "\n".join([hit.title, hit.citation.date, *hit.passage.section, hit.passage.text])
    numbers = (_SEPARATORS.sub("", match[0]) for match in _NUMBERS.finditer(around))
    return {*(ordinal.value for ordinal in ordinals(around)), *numbers}


def _is_of_other_year(value: int | str, stated: set[int | str], first: Hit) -> bool:
    """Whether a year is demanded that the first passage lacks, where it marks other years."""
    is_year = isinstance(value, str) and YEAR.fullmatch(value)
    return bool(is_year and value not in stated and YEAR.search(first.best_sentence_text))


def _has(stated: Sequence[set[int | str]], value: int | str) -> bool:
    return any(value in values for values in stated)
