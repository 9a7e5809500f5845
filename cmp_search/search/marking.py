"""Marking: which sentence of a passage is shown as the one that answers.

1. It is the one nearest to the question in meaning (see `ranking`),
2. unless the question asks for an amount or a date that this sentence does not state and others of
   the passage do: then it is the one of these that shares most words with the question, and of
   equals the one next to the nearest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cmp_search.documents.document import Span
from cmp_search.documents.passage import Passage
from cmp_search.language.terms import question_terms
from cmp_search.search.amount import Amount, asked_for, states
from cmp_search.search.quantity import states_quantity
from cmp_search.search.question import Question
from cmp_search.search.ranking import Ranked


def with_marks(
    question: Question, ranked: Sequence[Ranked], passages: Mapping[str, Passage]
) -> list[Ranked]:
    """Ranked passages, each with the sentence to be shown; those that are not given stay."""
    asked = asked_for(question.text)
    if asked is None:
        return list(ranked)
    return [
        replace(hit, best_sentence=_marked(question, asked, passages[hit.id], hit.best_sentence))
        if hit.id in passages
        else hit
        for hit in ranked
    ]


def _marked(question: Question, asked: Amount, passage: Passage, nearest: Span) -> Span:
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
