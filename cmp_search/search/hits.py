"""Hits: proved passages, as they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cmp_search.citations.citation import cite
from cmp_search.citations.narrowing import narrowed
from cmp_search.documents.document import Excerpt
from cmp_search.documents.passage import Passage
from cmp_search.language.terms import as_written
from cmp_search.search.answer import EditionHit, Hit
from cmp_search.search.joining_editions import Joined
from cmp_search.search.query_terms import QueryTerms
from cmp_search.search.question import Question
from cmp_search.search.ranking import Ranked
from cmp_search.search.second_reading import Readings


@dataclass(frozen=True, slots=True)
class Proved:
    """Passages that were proved, each with its excerpt, and what a reader says of some, by id.

    `fact` is the id of the passage that is first because it is behind a fact; empty without one.
    """

    passages: Mapping[str, Passage]
    excerpts: Mapping[str, Excerpt]
    readings: Readings
    fact: str = ""


def make_hit(
    rank: int, question: Question, terms: QueryTerms, ranked: Ranked, proved: Proved
) -> Hit:
    """The hit for a proved passage."""
    passage, excerpt = proved.passages[ranked.id], proved.excerpts[ranked.id]
    reading, states_fact = proved.readings.get(ranked.id), ranked.id == proved.fact
    return Hit(
        rank=rank,
        score=ranked.score,
        passage=passage,
        title=excerpt.entry.title,
        language=excerpt.entry.language,
        best_sentence=ranked.best_sentence,
        matched_terms=tuple(w.typed for w in question.words if w.terms & ranked.terms),
        citation=cite(excerpt, passage),
        alike_terms=tuple(
            (typed, as_written(similar, passage.text))
            for typed, similar in terms.similar(ranked.terms)
        ),
        states_fact=states_fact,
        # Where a fact is stated, what is marked is its sentence, whatever the reader marked.
        answer_span=reading.answer if reading and not states_fact else None,
        reading=reading,
        sentence_citation=cite(excerpt, narrowed(excerpt, passage, ranked.best_sentence)),
    )


def make_joined_hit(
    rank: int, question: Question, terms: QueryTerms, joined: Joined, proved: Proved
) -> Hit:
    """The hit for a proved passage, with the same passage in other editions."""
    also = tuple(
        EditionHit(
            document=other.document,
            language=proved.excerpts[other.id].entry.language,
            passage=other.id,
            citation=cite(proved.excerpts[other.id], proved.passages[other.id]),
        )
        for other in joined.also
    )
    return replace(make_hit(rank, question, terms, joined.hit, proved), also=also)
