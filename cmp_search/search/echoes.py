"""Echoes: sentences that say no more than the keywords that are looked for.

1. Keywords are a question without a function word: "forestry", "peuples autochtones".
2. An echo is a sentence with no more words than they are, such as an item of a list. It is nearest
   to them, and tells nothing about them.
3. It counts as no nearer than its passage; the first passages are put in order again by that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cmp_search.documents.passage import Passage
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.search.document_facts import DocumentFacts
from cmp_search.search.question import Question
from cmp_search.search.ranking import Ranked, in_order


def without_echoes(
    facts: DocumentFacts,
    question: Question,
    ranked: Sequence[Ranked],
    passages: Mapping[str, Passage],
) -> list[Ranked]:
    """Ranked passages in the order that they have without what echoes the question."""
    asked = folded_words(question.text)
    if not FUNCTION_WORDS.isdisjoint(asked):
        return list(ranked)
    return in_order(facts, question, [_heard(hit, passages[hit.id], len(asked)) for hit in ranked])


def _heard(hit: Ranked, passage: Passage, words: int) -> Ranked:
    """Step 3."""
    said = [word for word in folded_words(passage.slice(hit.best_sentence)) if word.isalpha()]
    if len(said) > words or hit.score.sentence <= hit.score.passage:
        return hit
    return replace(hit, score=replace(hit.score, sentence=hit.score.passage))
