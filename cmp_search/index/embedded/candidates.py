"""Candidates: the passages that may answer a question, and how near each is to it.

1. The passages nearest to the question, the passages of the nearest sentences, and the nearest of
   those that hold a rare word or a quoted phrase, all under the filters.
2. Of each, the cosine of the passage and that of its nearest sentence.
3. A phrase that stands in too many passages for all of them to be looked at is looked for in the
   candidates themselves.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.index.base import CandidateQuery, Candidates, Numbers
from cmp_search.index.cosines import cosines_of
from cmp_search.index.embedded.selections import Selection, Selections
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.vectors import VectorIndex

_BESIDE = ThreadPoolExecutor(os.cpu_count())
"""Searches of sentences, beside the rest of step 1: FAISS lets other threads of Python run."""


def find_candidates(
    texts: Texts,
    selections: Selections,
    passages: VectorIndex,
    sentences: VectorIndex,
    query: CandidateQuery,
) -> Candidates:
    """The candidates of a question in the tables and vectors of one generation."""
    selection = selections.of(query.filters)
    phrases = [texts.with_phrase(phrase, query.phrase_most) for phrase in query.phrases]
    found = _near_or_holding(texts, selection, passages, sentences, query, phrases)
    if not len(found):
        return _none(query)
    numbers, firsts = _sentences_of(texts, found)
    near = cosines_of(sentences.vectors(numbers), query.vector)
    best = _best_of_each(near, firsts)
    return Candidates(
        passages=found,
        documents=selections.documents_of(found),
        passage_cosines=cosines_of(passages.vectors(found), query.vector),
        best_sentences=numbers[best],
        sentence_cosines=near[best],
        phrases=_with_phrases(texts, query, phrases, found),
    )


def _none(query: CandidateQuery) -> Candidates:
    none, cosines = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    phrases = np.zeros((len(query.phrases), 0), dtype=np.bool_)
    return Candidates(none, (), cosines, none, cosines, phrases)


def _near_or_holding(
    texts: Texts,
    selection: Selection,
    passages: VectorIndex,
    sentences: VectorIndex,
    query: CandidateQuery,
    phrases: Sequence[Sequence[int]],
) -> Numbers:
    """Step 1: the numbers of the candidates, in order."""
    within, vector = selection.passages, query.vector
    beside = _BESIDE.submit(sentences.search, vector, query.near_sentences, selection.sentences)
    found = {*passages.search(vector, query.near_passages, within).tolist()}
    rare = [texts.with_any(terms) for terms in query.rare]
    for holding in (*rare, *phrases):
        allowed = holding if within is None else within.holding(holding)
        found.update(passages.search(vector, query.with_term, sorted(allowed)).tolist())
    found.update(texts.passages_of_sentences(beside.result().tolist()))
    return np.array(sorted(found), dtype=np.int64)


def _with_phrases(
    texts: Texts, query: CandidateQuery, phrases: Sequence[Sequence[int]], found: Numbers
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which phrases stand in which candidates, [p, n] (step 3)."""
    rows = [
        np.isin(found, held if len(held) < query.phrase_most else texts.holding(phrase, found))
        for phrase, held in zip(query.phrases, phrases, strict=True)
    ]
    return np.array(rows, dtype=np.bool_).reshape(len(phrases), len(found))


def _sentences_of(texts: Texts, passages: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers of all sentences of passages, and where those of each passage begin among them.

    Each passage has a sentence.
    """
    ranges = np.array(texts.sentence_ranges(passages.tolist()), dtype=np.int64)
    begin, counts = ranges.T
    firsts = np.cumsum(counts) - counts
    return np.arange(counts.sum()) + np.repeat(begin - firsts, counts), firsts


def _best_of_each(values: Vectors, firsts: Numbers) -> Numbers:
    """Where the highest value of each part is, the first of them; parts begin at `firsts`."""
    highest = np.maximum.reduceat(values, firsts)
    lengths = np.diff(firsts, append=len(values))
    at = np.flatnonzero(values == np.repeat(highest, lengths))
    return at[np.searchsorted(at, firsts)]
