"""Ranking: which passages come first.

1. Candidates are the passages nearest to the question, the passages of the nearest sentences, and
   the nearest passages with a rare word or a quoted phrase of the question, all within the filters.
   A word is rare if it occurs in at most 2 % of all passages (or in at most 3), and in no more than
   1,000; for a quoted phrase, the first 1,000 passages are considered.
2. Each candidate's score is the cosine of the question with its headed passage plus the cosine with
   its best sentence: the passage gives the subject, the sentence the fact. A heading right above
   the passage counts as one of its sentences, but is never shown as the best one.
3. The encoder puts a passage in the question's own language nearer than the same passage in another
   (by .05 per cosine on parallel texts). A text in one of the languages of the texts, without an
   edition or digest in the question's, gets most of that back, 0.06 in all, so that passages that
   do not answer do not hide it. Of a text in yet another language, the questions may be in that as
   well.
4. A document whose date, title or id has a year that the question names gets 0.03.
5. A quoted phrase counts 5, more than two cosines can differ: anyone who quotes wants those words.
6. The best candidates so far are rescored by the words that they, or the headings above them, share
   with the question (see `query_terms`): their share counts 0.05 in the question's own language,
   but 0.09 in another, where only names, numbers and cognates can be shared.
7. If a question names several years, and these are of several texts, the best passage of each of
   these texts, in whichever edition, comes before the rest.
docs/retrieval-history.md has the measurements.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cmp_search.documents.document import Span
from cmp_search.encoders import Vectors
from cmp_search.index.base import Index
from cmp_search.index.filters import Filters
from cmp_search.index.queries import CandidateQuery, Candidates
from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.search.answer import PHRASE_WEIGHT, Score
from cmp_search.search.document_facts import YEAR, DocumentFacts
from cmp_search.search.query_terms import QueryTerms
from cmp_search.search.question import Question
from cmp_search.search.reading.rereading import PassageReading

NEAR_PASSAGES = 120
NEAR_SENTENCES = 240
PER_TERM = 60
"""How many candidates each source contributes at most."""
RESCORED = 100
"""How many candidates are rescored by their words (step 6)."""

RARE_SHARE = 0.02
RARE_PASSAGES = 3
MAX_PASSAGES = 1_000
"""The limit of step 1 for a word or phrase, so that a question costs no more in a large index.

A word in more passages says little about which is meant; filters can narrow a phrase down."""
OTHER_LANGUAGE = 0.06
NAMED_YEAR = 0.03
WORDS_SAME_LANGUAGE = 0.05
WORDS_OTHER_LANGUAGE = 0.09


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranked passage: its id and document, its terms, its score, and its best sentence.

    `number` orders passages with equal scores as the index does.
    """

    number: int
    id: str
    document: str
    terms: frozenset[str]
    score: Score
    best_sentence: Span


@dataclass(frozen=True, slots=True)
class _QueryFacts:
    """What scoring needs of a question.

    `year_documents` are the documents of the years that it names.
    """

    language: str
    terms: QueryTerms
    year_documents: frozenset[str]


def rank(
    index: Index,
    facts: DocumentFacts,
    question: Question,
    terms: QueryTerms,
    vector: Vectors,
    filters: Filters,
    count: int,
) -> list[Ranked]:
    """The best passages of an index for a question, given its words and vector [d]."""
    query_facts = _QueryFacts(
        language=question.language,
        terms=terms,
        year_documents=_documents_of(facts, _years(facts, question)),
    )
    query = _candidate_query(question, terms, vector, filters, index.manifest.passage_count)
    candidates = index.candidates(query)
    if not candidates.documents:
        return []
    best = _best_candidates(index, facts, query_facts, candidates, max(RESCORED, count))
    return in_order(facts, question, [_with_words(facts, query_facts, hit) for hit in best])[:count]


def in_order(facts: DocumentFacts, question: Question, hits: Sequence[Ranked]) -> list[Ranked]:
    """Hits by their scores, and by step 7."""
    ranked, years = sorted(hits, key=_order), _years(facts, question)
    return _best_of_each_text_first(facts, years, ranked) if len(years) > 1 else ranked


def with_reading(hit: Ranked, reading: PassageReading, weight: float) -> Ranked:
    """A hit with what a reader makes of it."""
    return replace(hit, score=replace(hit.score, reading=weight * reading.probability))


def _years(facts: DocumentFacts, question: Question) -> set[str]:
    """The years that a question names and texts are of."""
    return facts.years.keys() & set(YEAR.findall(question.text))


def _documents_of(facts: DocumentFacts, years: set[str]) -> frozenset[str]:
    return frozenset().union(*(facts.years[year] for year in years))


def _order(hit: Ranked) -> tuple[float, int]:
    return -hit.score.total, hit.number


def _candidate_query(
    question: Question, terms: QueryTerms, vector: Vectors, filters: Filters, passages: int
) -> CandidateQuery:
    """Step 1: what makes a passage a candidate."""
    max_rare = min(MAX_PASSAGES, max(RARE_PASSAGES, RARE_SHARE * passages))
    return CandidateQuery(
        vector=vector,
        filters=filters,
        rare_terms=tuple(term.terms for term in terms.matched if term.passages <= max_rare),
        phrases=question.phrases,
        near_passages=NEAR_PASSAGES,
        near_sentences=NEAR_SENTENCES,
        per_term=PER_TERM,
        max_phrase_passages=MAX_PASSAGES,
    )


def _best_candidates(
    index: Index, facts: DocumentFacts, query: _QueryFacts, candidates: Candidates, count: int
) -> list[Ranked]:
    """Steps 2 to 5: the best candidates, at most `count`, before words count."""
    documents = candidates.documents
    foreign = _foreign(facts, query, documents)
    parts = np.zeros((6, len(documents)))
    parts[0], parts[1] = candidates.passage_cosines, candidates.sentence_cosines
    parts[2] = PHRASE_WEIGHT * candidates.phrases.sum(axis=0)
    parts[3] = OTHER_LANGUAGE * np.array([document in foreign for document in documents])
    parts[4] = NAMED_YEAR * np.array([document in query.year_documents for document in documents])
    parts[5] = np.maximum(candidates.heading_cosines - candidates.sentence_cosines, 0)
    best = np.argsort(-parts.sum(axis=0), kind="stable")[:count]
    # Most candidates are dropped, so only these become objects.
    details = index.details(candidates.passages[best], candidates.best_sentences[best])
    return [
        Ranked(
            number=int(candidates.passages[i]),
            id=detail.id,
            document=documents[i],
            terms=detail.terms,
            score=Score(*parts[:, i].tolist()),
            best_sentence=detail.best_sentence,
        )
        for i, detail in zip(best.tolist(), details, strict=True)
    ]


def _foreign(facts: DocumentFacts, query: _QueryFacts, documents: Sequence[str]) -> set[str]:
    """The documents of step 3, if the question's language is known."""
    return {
        id
        for id in set(documents)
        if query.language
        and query.language not in facts.edition_languages[id]
        and facts.languages[id] in TEXT_LANGUAGES
    }


def _with_words(facts: DocumentFacts, query: _QueryFacts, hit: Ranked) -> Ranked:
    """Step 6: the passage with its share of the question's words added to its score."""
    is_same = query.language in ("", facts.languages[hit.document])
    weight = WORDS_SAME_LANGUAGE if is_same else WORDS_OTHER_LANGUAGE
    words = weight * query.terms.share(hit.terms)
    return replace(hit, score=replace(hit.score, terms=hit.score.terms + words))


def _best_of_each_text_first(
    facts: DocumentFacts, years: set[str], ranked: list[Ranked]
) -> list[Ranked]:
    """Step 7."""
    best: dict[str, Ranked] = {}
    documents = _documents_of(facts, years)
    for hit in ranked:
        if hit.document in documents:
            best.setdefault(facts.texts[hit.document], hit)
    if len(best) < 2:
        return ranked
    first = list(best.values())
    return [*first, *(hit for hit in ranked if hit not in first)]
