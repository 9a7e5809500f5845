"""Candidates on a Milvus server: the same as the embedded engine's, in three trips at most.

1. The passages nearest to the question, the nearest sentences with their passages, and for each
   rare word the nearest passages of its postings are searched at once, all within the filters.
2. A quoted phrase costs two trips more: for the words of passages (see `phrases`), and for the
   nearest of those that have it.
3. All candidates and all their sentences are measured at once (see `measures`).
How many of each there must be is known (see `selections`).
"""

from collections.abc import Sequence
from concurrent.futures import Future

import numpy as np

from cmp_search.index.milvus.asking import begin
from cmp_search.index.milvus.connection import Hit
from cmp_search.index.milvus.expressions import among, both
from cmp_search.index.milvus.measures import measure
from cmp_search.index.milvus.phrases import matches, with_phrase
from cmp_search.index.milvus.reader import Reader
from cmp_search.index.milvus.selections import Selection
from cmp_search.index.milvus.words import Words
from cmp_search.index.queries import CandidateQuery, Candidates, Numbers


def find_candidates(
    reader: Reader, words: Words, selection: Selection, query: CandidateQuery
) -> Candidates:
    """The candidates of a question, of what its filters let pass.

    Raises:
        EngineAwayError: the server gives less than it has, again and again.
    """
    if not selection.passages:
        return _none(query)
    condition, vector, names = selection.condition, query.vector, reader.names
    near = min(query.near_passages, selection.passages)
    near_sentences = min(query.near_sentences, selection.sentences)
    searches = [begin(reader, names.passages, vector, near, condition, least=near)]
    owners = begin(
        *(reader, names.sentences, vector, near_sentences, condition, ("passage",)),
        least=near_sentences,
    )
    for terms in query.rare_terms:
        searches.append(_among(reader, query, selection, words.passages_with(terms)))
    most = query.max_phrase_passages
    phrases = [with_phrase(reader, words, phrase, most) for phrase in query.phrases]
    searches += [
        _among(reader, query, selection, np.array(phrase, dtype=np.int64)) for phrase in phrases
    ]
    found = {hit.number for search in searches for hit in search.result()}
    found.update(hit.fields["passage"] for hit in owners.result())
    if not found:
        return _none(query)
    return _measured(reader, query, np.array(sorted(found), dtype=np.int64), phrases)


def _among(
    reader: Reader, query: CandidateQuery, selection: Selection, numbers: Numbers
) -> "Future[list[Hit]]":
    """Begin to search the nearest of some passages."""
    limit = min(query.per_term, selection.passing(numbers))
    expression = both(selection.condition, among("number", numbers.tolist()))
    return begin(reader, reader.names.passages, query.vector, limit, expression, least=limit)


def _measured(
    reader: Reader, query: CandidateQuery, numbers: Numbers, phrases: Sequence[Sequence[int]]
) -> Candidates:
    """The candidates with their cosines, and the phrases that they have (step 3)."""
    measures, most = measure(reader, query.vector, numbers), query.max_phrase_passages
    rows = [
        np.isin(numbers, matches(reader, numbers, phrase, found, most))
        for phrase, found in zip(query.phrases, phrases, strict=True)
    ]
    return Candidates(
        passages=numbers,
        documents=measures.documents,
        passage_cosines=measures.passage_cosines,
        best_sentences=measures.best_sentences,
        sentence_cosines=measures.sentence_cosines,
        heading_cosines=measures.heading_cosines,
        phrases=np.array(rows, dtype=np.bool_).reshape(len(phrases), len(numbers)),
    )


def _none(query: CandidateQuery) -> Candidates:
    numbers, cosines = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    phrases = np.zeros((len(query.phrases), 0), dtype=np.bool_)
    return Candidates(numbers, (), cosines, numbers, cosines, cosines, phrases)
