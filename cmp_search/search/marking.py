"""Marking: which sentence of a passage is shown as the one that answers.

1. It is the one nearest to the question in meaning (see `ranking`),
2. unless the question asks for an amount or a date that this sentence does not state and others of
   the passage do: then it is the one of these that shares most words with the question, and of
   equals the one next to the nearest;
3. or unless it asks who did something, and a sentence says who those are by a noun made of that
   verb ("who signed it?" – "The signatories are …"): then it is the first such one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cmp_search.documents.document import Span
from cmp_search.documents.passage import Passage
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import folded_words, question_terms
from cmp_search.search.amount import Amount, asked_for, states
from cmp_search.search.fact_cues import WHO
from cmp_search.search.quantity import states_quantity
from cmp_search.search.question import Question
from cmp_search.search.ranking import Ranked

LEAST_STEM = 4
"""Fewest letters of the stem that a verb and who does it share."""
BETWEEN = 4
"""Most words between who did something and that they are."""
_DOER = (
    "(?:at(?:or(?:s|y|ies)?|aires?)|ors?|ers?|ees?|ants?|antes?|eurs?|rices?"
    "|ador(?:es|as?)?|[ei]dor(?:es|as?)?)"
)
_ARE = "(?:are|is|were|was|include[sd]?|sont|est|etaient|furent|son|es|fueron|eran|incluyen)"


def with_marks(
    question: Question, ranked: Sequence[Ranked], passages: Mapping[str, Passage]
) -> list[Ranked]:
    """Ranked passages, each with the sentence to be shown; those that are not given stay."""
    asked, doers = asked_for(question.text), _doers(question)
    if asked is None and doers is None:
        return list(ranked)

    def marked(hit: Ranked) -> Span:
        passage = passages[hit.id]
        if asked is not None:
            return _with_amount(question, asked, passage, hit.best_sentence)
        return _with_doers(doers, passage, hit.best_sentence) if doers else hit.best_sentence

    return [
        replace(hit, best_sentence=marked(hit)) if hit.id in passages else hit for hit in ranked
    ]


def _doers(question: Question) -> re.Pattern[str] | None:
    """What says, in folded words, who did what a question asks for; None if it does not ask who."""
    if not WHO.search(fold(question.text)):
        return None
    stems = {term for word in question.words for term in word.terms if len(term) >= LEAST_STEM}
    if not stems:
        return None
    made = "|".join(map(re.escape, sorted(stems)))
    return re.compile(rf"\b(?:{made}){_DOER} (?:\w+ ){{0,{BETWEEN}}}{_ARE}\b")


def _with_doers(doers: re.Pattern[str], passage: Passage, nearest: Span) -> Span:
    """Step 3."""
    return next(
        (
            each
            for each in passage.sentences
            if doers.search(" ".join(folded_words(passage.slice(each))))
        ),
        nearest,
    )


def _with_amount(question: Question, asked: Amount, passage: Passage, nearest: Span) -> Span:
    """Step 2."""
    if _answers(question, asked, passage.slice(nearest)):
        return nearest
    return min(
        (each for each in passage.sentences if _answers(question, asked, passage.slice(each))),
        key=lambda each: (-_shared(question, passage.slice(each)), abs(each.start - nearest.start)),
        default=nearest,
    )


def _answers(question: Question, asked: Amount, sentence: str) -> bool:
    if asked is Amount.DATE:
        return states(Amount.DATE, sentence)
    return states_quantity(question.text, sentence)


def _shared(question: Question, sentence: str) -> int:
    """How many words of the question a sentence has in some form."""
    forms = frozenset[str]().union(*question_terms(sentence).values())
    return sum(not word.terms.isdisjoint(forms) for word in question.words)
