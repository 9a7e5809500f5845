"""Ranking: which passages come first.

1. Candidates: the passages nearest to the question, the passages of the nearest sentences, and
   the nearest of those that hold a rare word or a quoted phrase of the question; all under the
   filters.
2. Each candidate's score is the cosine of the question with its headed passage plus the cosine with
   its best sentence: a passage knows the subject, a sentence the fact.
3. A word of the question is rare when it stands in at most 2 % of all passages (or in at most 3).
   Where a candidate holds it, its idf, divided by the idf of a word that stands nowhere, counts
   0.03 for a name and 0.003 for another word: enough to order passages that mean the same, too
   little to cost a paraphrase its place. docs/retrieval.md has the measurements.
4. A quoted phrase counts 5, more than two cosines can differ: who quotes wants the words.
5. The encoder puts a passage in the question's own language nearer than the same passage in another
   (by .05 a cosine on parallel texts). A text that has no edition in the question's language gets
   most of that back, 0.06 in all, so that it is not hidden behind one that does not answer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cmp_search.document import Span
from cmp_search.editions import editions
from cmp_search.encoders import Vectors
from cmp_search.index.generation import Generation
from cmp_search.index.texts import Filters
from cmp_search.search.answer import Score
from cmp_search.search.question import Question

NEAR_PASSAGES = 120
NEAR_SENTENCES = 240
WITH_TERM = 60
"""How many candidates each source gives at most."""

RARE_SHARE = 0.02
RARE_LEAST = 3
NAME_WEIGHT = 0.03
WORD_WEIGHT = 0.003
PHRASE_WEIGHT = 5.0
OTHER_LANGUAGE = 0.06


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in its place: its number, its score, and its best sentence."""

    number: int
    score: Score
    best_sentence: Span


@dataclass(frozen=True, slots=True)
class _Match:
    """What a rare word or a phrase of the question counts, and the passages that hold it."""

    weight: float
    passages: frozenset[int]


def rank(
    generation: Generation, question: Question, vector: Vectors, filters: Filters, count: int
) -> list[Ranked]:
    """The best passages of an index for a question whose vector [d] is given."""
    texts = generation.texts
    allowed = texts.allowed(filters) if filters else None
    matches = [*_rare_words(generation, question), *_phrases(generation, question)]
    candidates = _candidates(generation, vector, matches, allowed)
    if not candidates:
        return []
    sentences = texts.sentences(candidates)
    numbers = [sentence.number for held in sentences.values() for sentence in held]
    spoken = generation.sentences.vectors(numbers) @ vector
    similarity = dict(zip(numbers, spoken.tolist(), strict=True))
    foreign = _without_edition(generation, question.language)
    documents = texts.documents_of(candidates)
    ranked = []
    headed = generation.passages.vectors(candidates) @ vector
    for number, passage in zip(candidates, headed.tolist(), strict=True):
        best = max(sentences[number], key=lambda sentence: similarity[sentence.number])
        terms = sum(match.weight for match in matches if number in match.passages)
        language = OTHER_LANGUAGE if documents[number] in foreign else 0.0
        score = Score(passage, similarity[best.number], terms, language)
        ranked.append(Ranked(number, score, best.span))
    return sorted(ranked, key=lambda hit: (-hit.score.total, hit.number))[:count]


def _without_edition(generation: Generation, language: str) -> frozenset[str]:
    """Step 5: the ids of the documents whose text has no edition in the question's language."""
    if not language:
        return frozenset()
    works = editions(generation.texts.entries())
    return frozenset(
        id for id, work in works.items() if all(entry.language != language for entry in work)
    )


def _candidates(
    generation: Generation,
    vector: Vectors,
    matches: Sequence[_Match],
    allowed: Sequence[int] | None,
) -> list[int]:
    """Step 1: the numbers of the passages that are scored."""
    texts = generation.texts
    among = None if allowed is None else texts.sentence_numbers(allowed)
    near = generation.passages.search(vector, NEAR_PASSAGES, allowed)
    spoken = generation.sentences.search(vector, NEAR_SENTENCES, among)
    found = {*near.tolist(), *texts.passages_of_sentences(spoken.tolist())}
    within = None if allowed is None else frozenset(allowed)
    for match in matches:
        held = match.passages if within is None else match.passages & within
        found.update(generation.passages.search(vector, WITH_TERM, sorted(held)).tolist())
    return sorted(found)


def _rare_words(generation: Generation, question: Question) -> list[_Match]:
    """Step 3: the rare words of a question and what each counts."""
    count = len(generation.passages)
    most = max(RARE_LEAST, RARE_SHARE * count)
    spread = generation.texts.spread(term for word in question.words for term in word.terms)
    matches = []
    for word in question.words:
        known = [term for term in word.terms if term in spread]
        if not known or sum(spread[term] for term in known) > 2 * most:
            continue
        held = generation.texts.with_any(known)
        if len(held) <= most:
            weight = NAME_WEIGHT if word.name else WORD_WEIGHT
            share = idf(len(held), count) / idf(0, count)
            matches.append(_Match(weight * share, frozenset(held)))
    return matches


def _phrases(generation: Generation, question: Question) -> list[_Match]:
    """Step 4: the quoted phrases of a question."""
    found = [generation.texts.with_phrase(phrase) for phrase in question.phrases]
    return [_Match(PHRASE_WEIGHT, frozenset(held)) for held in found]


def idf(held: int, count: int) -> float:
    """How telling a word is that stands in `held` of `count` passages.

    The form of BM25 that is never negative (Robertson and Zaragoza 2009, with the 1 that Lucene
    adds): ln(1 + (N - n + 0.5) / (n + 0.5)).
    """
    return math.log(1 + (count - held + 0.5) / (held + 0.5))
