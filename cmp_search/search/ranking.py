"""Ranking: which passages come first.

1. Candidates: the passages nearest to the question, the passages of the nearest sentences, and
   the nearest of those that hold a rare word or a quoted phrase of the question; all under the
   filters. A word is rare when it stands in at most 2 % of all passages (or in at most 3), and in
   no more than 1,000; of a quoted phrase the first 1,000 passages are looked at.
2. Each candidate's score is the cosine of the question with its headed passage plus the cosine with
   its best sentence: a passage knows the subject, a sentence the fact.
3. The encoder puts a passage in the question's own language nearer than the same passage in another
   (by .05 a cosine on parallel texts). A text that has no edition in the question's language gets
   most of that back, 0.06 in all, so that it is not hidden behind one that does not answer.
4. A document whose date, title or id has a year that the question names gets 0.03.
5. A quoted phrase counts 5, more than two cosines can differ: who quotes wants the words.
6. The best of them by then are read for the words that they share with the question (see
   `query_terms`): their share counts 0.035 in the question's own language, 0.06 in another, where
   the names, numbers and cognates among them are all that words can say.
7. A question that names several years, of several texts, is asked of each of these texts: its best
   passage, in whichever edition, comes before the rest.
docs/retrieval.md has the measurements.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cmp_search.documents.document import Span
from cmp_search.encoders import Vectors
from cmp_search.index.base import CandidateQuery, Candidates, Filters, Index
from cmp_search.search.answer import PHRASE_WEIGHT, Score
from cmp_search.search.document_facts import YEAR, DocumentFacts
from cmp_search.search.query_terms import QueryTerms
from cmp_search.search.question import Question

NEAR_PASSAGES = 120
NEAR_SENTENCES = 240
WITH_TERM = 60
"""How many candidates each source gives at most."""
READ = 100
"""How many candidates are read for their words (step 6)."""

RARE_SHARE = 0.02
RARE_LEAST = 3
HELD_MOST = 1_000
"""What a word or phrase brings in is bounded, however large the index; it can be asked for with a
filter, and a word that stands in more passages tells little of which is meant."""
OTHER_LANGUAGE = 0.06
NAMED_YEAR = 0.03
WORDS_SAME_LANGUAGE = 0.035
WORDS_OTHER_LANGUAGE = 0.06


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in its place: its id and document, its terms, its score, and its best sentence.

    `number` orders passages of the same score as the index does.
    """

    number: int
    id: str
    document: str
    terms: frozenset[str]
    score: Score
    best_sentence: Span


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with what the index knows of it.

    `named` are the documents of the years that it names, `several` is whether these years are more
    than one.
    """

    language: str
    terms: QueryTerms
    named: frozenset[str]
    several: bool


def rank(
    index: Index,
    facts: DocumentFacts,
    question: Question,
    terms: QueryTerms,
    vector: Vectors,
    filters: Filters,
    count: int,
) -> list[Ranked]:
    """The best passages of an index for a question whose words and vector [d] are given."""
    years = facts.years.keys() & set(YEAR.findall(question.text))
    asked = _Asked(
        language=question.language,
        terms=terms,
        named=frozenset().union(*(facts.years[year] for year in years)),
        several=len(years) > 1,
    )
    query = _query(question, terms, vector, filters, index.manifest.passage_count)
    candidates = index.candidates(query)
    if not candidates.documents:
        return []
    near = _scored(index, facts, asked, candidates, max(READ, count))
    read = sorted((_read(facts, asked, hit) for hit in near), key=_order)
    return (_each_first(facts, asked, read) if asked.several else read)[:count]


def _order(hit: Ranked) -> tuple[float, int]:
    return -hit.score.total, hit.number


def _query(
    question: Question, terms: QueryTerms, vector: Vectors, filters: Filters, passages: int
) -> CandidateQuery:
    """Step 1: what makes a passage a candidate."""
    most = min(HELD_MOST, max(RARE_LEAST, RARE_SHARE * passages))
    return CandidateQuery(
        vector=vector,
        filters=filters,
        rare=tuple(term.terms for term in terms.known if term.passages <= most),
        phrases=question.phrases,
        near_passages=NEAR_PASSAGES,
        near_sentences=NEAR_SENTENCES,
        with_term=WITH_TERM,
        phrase_most=HELD_MOST,
    )


def _scored(
    index: Index, facts: DocumentFacts, asked: _Asked, candidates: Candidates, count: int
) -> list[Ranked]:
    """Steps 2 to 5: the best candidates, at most `count`, by all of their score but their words."""
    documents = candidates.documents
    foreign = _foreign(facts, asked, documents)
    parts = np.zeros((5, len(documents)))
    parts[0], parts[1] = candidates.passage_cosines, candidates.sentence_cosines
    parts[2] = PHRASE_WEIGHT * candidates.phrases.sum(axis=0)
    parts[3] = OTHER_LANGUAGE * np.array([document in foreign for document in documents])
    parts[4] = NAMED_YEAR * np.array([document in asked.named for document in documents])
    first = np.argsort(-parts.sum(axis=0), kind="stable")[:count]
    # Most candidates go no further, so only these become objects.
    details = index.details(candidates.passages[first], candidates.best_sentences[first])
    return [
        Ranked(
            number=int(candidates.passages[i]),
            id=detail.id,
            document=documents[i],
            terms=detail.terms,
            score=Score(*parts[:, i].tolist()),
            best_sentence=detail.best_sentence,
        )
        for i, detail in zip(first.tolist(), details, strict=True)
    ]


def _foreign(facts: DocumentFacts, asked: _Asked, documents: Sequence[str]) -> set[str]:
    """Those documents that have no edition in the question's language, where it is known."""
    known = facts.edition_languages
    return {id for id in set(documents) if asked.language and asked.language not in known[id]}


def _read(facts: DocumentFacts, asked: _Asked, hit: Ranked) -> Ranked:
    """Step 6: the same with the share of the question's words."""
    same = asked.language in ("", facts.languages[hit.document])
    weight = WORDS_SAME_LANGUAGE if same else WORDS_OTHER_LANGUAGE
    words = weight * asked.terms.share(hit.terms)
    return replace(hit, score=replace(hit.score, terms=hit.score.terms + words))


def _each_first(facts: DocumentFacts, asked: _Asked, ranked: list[Ranked]) -> list[Ranked]:
    """Step 7."""
    best: dict[str, Ranked] = {}
    for hit in ranked:
        if hit.document in asked.named:
            best.setdefault(facts.works[hit.document], hit)
    if len(best) < 2:
        return ranked
    first = list(best.values())
    return [*first, *(hit for hit in ranked if hit not in first)]
