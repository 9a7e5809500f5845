"""Queries: what a question asks of an index, and what it gets, in the order of its calls."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cmp_search.documents.document import Span
from cmp_search.encoders import Vectors
from cmp_search.index.filters import Filters

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WordQuery:
    """A word of a question to be looked up.

    `terms` are the forms that match it. If none occurs in the texts, words spelt like `folded` are
    looked for, with a likeness of at least `min_likeness`. If the likeness of the best one is above
    `slip_likeness`, the word may be a slip, and its spelling in the texts is wanted.
    """

    folded: str
    terms: frozenset[str]
    min_likeness: float
    slip_likeness: float


@dataclass(frozen=True, slots=True)
class SimilarWord:
    """A folded word of the texts, how like the query's word it is (0 to 1), and its passage count.

    `spelling` is how the first passage with it writes it, or empty if not asked for.
    """

    folded: str
    likeness: float
    passages: int
    spelling: str


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A word in the texts: how many passages contain each of its terms.

    If none contains any, `similar` are words spelt like it, most similar first.
    """

    terms: Mapping[str, int]
    similar: tuple[SimilarWord, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """What makes a passage a candidate: nearness to `vector` [d], rare terms, or a quoted phrase.

    `rare_terms` has the terms of each rare word, `phrases` the folded words of each phrase. Each
    word and each phrase adds its `per_term` nearest passages; for a phrase only the first
    `max_phrase_passages` are considered.
    """

    vector: Vectors
    filters: Filters
    rare_terms: tuple[frozenset[str], ...]
    phrases: tuple[tuple[str, ...], ...]
    near_passages: int
    near_sentences: int
    per_term: int
    max_phrase_passages: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """The n candidates, in the order of their numbers, with their cosines.

    `best_sentences` are the numbers of each candidate's nearest sentence, on a tie the first.
    `passage_cosines`, `sentence_cosines` and `heading_cosines` are [n], the last -1 where no
    telling heading (see `embedding`) is above the passage; `phrases` [p, n] is true where a passage
    contains a phrase.
    """

    passages: Numbers
    documents: tuple[str, ...]
    passage_cosines: Vectors
    best_sentences: Numbers
    sentence_cosines: Vectors
    heading_cosines: Vectors
    phrases: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CandidateDetail:
    """A passage's id, its terms, and where its best sentence is.

    The terms are the folded words and stems of the passage and of the headings above it.
    """

    id: str
    terms: frozenset[str]
    best_sentence: Span
