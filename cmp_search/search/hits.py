"""Hits: proved passages, as they are shown."""

from cmp_search.citations.citation import cite
from cmp_search.documents.document import Excerpt
from cmp_search.documents.passage import Passage
from cmp_search.language.terms import as_written
from cmp_search.search.answer import Hit
from cmp_search.search.query_terms import QueryTerms
from cmp_search.search.question import Question
from cmp_search.search.ranking import Ranked
from cmp_search.search.reading.rereading import PassageReading


def make_hit(
    rank: int,
    question: Question,
    terms: QueryTerms,
    ranked: Ranked,
    passage: Passage,
    excerpt: Excerpt,
    reading: PassageReading | None,
    *,
    states_fact: bool,
) -> Hit:
    """The hit for a proved passage."""
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
    )
