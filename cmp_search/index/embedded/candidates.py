"""Candidates: the passages that may answer a question, and how near each is to it.

1. The candidates are the passages nearest to the question, the passages of the nearest sentences,
   and the nearest passages with a rare word or a quoted phrase, all within the filters.
   The telling heading above a passage (see `embedding`) is searched as one of its sentences.
2. Each gets the cosines of the passage, of its nearest sentence and of that heading.
3. If a phrase occurs in too many passages to consider them all, it is looked for in the text of the
   candidates.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from cmp_search.index.cosines import cosines_of
from cmp_search.index.embedded.selections import Selection, Selections
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.index.queries import CandidateQuery, Candidates, Numbers
from cmp_search.index.stored.nearest import best_of_each, ranges, take

_SENTENCE_SEARCHES = ThreadPoolExecutor(os.cpu_count())
"""Runs the search of sentences in parallel with the rest of step 1: FAISS releases the GIL."""


def find_candidates(
    texts: Texts,
    selections: Selections,
    passages: VectorIndex,
    sentences: VectorIndex,
    query: CandidateQuery,
) -> Candidates:
    """The candidates of a question in the tables and vectors of one generation."""
    selection = selections.of(query.filters)
    phrases = [
        texts.passages_with_phrase(phrase, query.max_phrase_passages) for phrase in query.phrases
    ]
    numbers = _candidate_numbers(texts, selection, passages, sentences, query, phrases)
    if not len(numbers):
        return _no_candidates(query)
    sentence_numbers, firsts, headings = _sentences_of(texts, numbers)
    sentence_cosines = cosines_of(sentences.vectors(sentence_numbers), query.vector)
    heading_cosines = take(sentence_cosines, headings)
    best = best_of_each(sentence_cosines, firsts)
    return Candidates(
        passages=numbers,
        documents=selections.documents_of(numbers),
        passage_cosines=cosines_of(passages.vectors(numbers), query.vector),
        best_sentences=sentence_numbers[best],
        sentence_cosines=sentence_cosines[best],
        heading_cosines=heading_cosines,
        phrases=_phrase_matches(texts, query, phrases, numbers),
    )


def _no_candidates(query: CandidateQuery) -> Candidates:
    numbers, cosines = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    phrases = np.zeros((len(query.phrases), 0), dtype=np.bool_)
    return Candidates(numbers, (), cosines, numbers, cosines, cosines, phrases)


def _candidate_numbers(
    texts: Texts,
    selection: Selection,
    passages: VectorIndex,
    sentences: VectorIndex,
    query: CandidateQuery,
    phrases: Sequence[Sequence[int]],
) -> Numbers:
    """Step 1: the numbers of the candidates, in order."""
    id_filter, vector = selection.passages, query.vector
    nearest_sentences = _SENTENCE_SEARCHES.submit(
        sentences.search, vector, query.near_sentences, selection.sentences
    )
    numbers = {*passages.search(vector, query.near_passages, id_filter).tolist()}
    rare = [texts.passages_with_any(terms) for terms in query.rare_terms]
    for containing in (*rare, *phrases):
        allowed = containing if id_filter is None else id_filter.passing(containing)
        numbers.update(passages.search(vector, query.per_term, sorted(allowed)).tolist())
    numbers.update(texts.passages_of_sentences(nearest_sentences.result().tolist()))
    return np.array(sorted(numbers), dtype=np.int64)


def _phrase_matches(
    texts: Texts, query: CandidateQuery, phrases: Sequence[Sequence[int]], candidates: Numbers
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which phrases occur in which candidates, [p, n] (step 3)."""
    rows = []
    for phrase, numbers in zip(query.phrases, phrases, strict=True):
        is_complete = len(numbers) < query.max_phrase_passages
        matching = numbers if is_complete else texts.filter_by_phrase(candidates, phrase)
        rows.append(np.isin(candidates, matching))
    return np.array(rows, dtype=np.bool_).reshape(len(phrases), len(candidates))


def _sentences_of(texts: Texts, passages: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The numbers of all sentences of passages, and where each passage's begin among them.

    Every passage has at least one sentence. A heading is the last of them; the third array has its
    place, or -1 where there is none.
    """
    rows = np.array(texts.sentence_ranges(passages.tolist()), dtype=np.int64)
    first_numbers, counts, headings = rows.T
    numbers, firsts = ranges(first_numbers, counts)
    return numbers, firsts, np.where(headings, firsts + counts - 1, -1)
