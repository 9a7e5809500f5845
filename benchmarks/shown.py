"""How many of the ten passages shown an exact search would show, too.

1. Each vector is made again and kept in 32 bits; all are compared with a question.
2. The same questions are asked with these and with the index's own vectors, all else being equal.
"""

from collections.abc import Sequence

import faiss
import numpy as np

from benchmarks.crowd import DIMENSION, Crowd
from benchmarks.generations import numbers_in
from benchmarks.questions import Question, TimedEncoder, answered
from cmp_search.index.embedded.files import TEXTS
from cmp_search.index.embedded.generation import Generation
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.search.searcher import make_searcher


def share_shown(
    generation: Generation, crowd: Crowd, encoder: TimedEncoder, questions: Sequence[Question]
) -> float:
    """The mean share of the passages that an exact search shows."""
    found = _hits(generation, encoder, questions)
    exact = _hits(_exact(generation, crowd), encoder, questions)
    shares = [len(a & b) / len(b) for a, b in zip(found, exact, strict=True)]
    return float(np.mean(shares))


def _exact(generation: Generation, crowd: Crowd) -> Generation:
    """Step 1."""
    passages, sentences = (faiss.IndexIDMap(faiss.IndexFlatIP(DIMENSION)) for _ in range(2))
    for n, (first, others) in enumerate(numbers_in(generation.folder / TEXTS)):
        vectors = crowd.vectors(n, len(first) + len(others))
        passages.add_with_ids(vectors[: len(first)], np.array(first))
        sentences.add_with_ids(vectors[len(first) :], np.array(others))
    exact = Generation.load(generation.folder, searchable=False)
    exact.passage_vectors, exact.sentence_vectors = VectorIndex(passages), VectorIndex(sentences)
    return exact


def _hits(
    generation: Generation, encoder: TimedEncoder, questions: Sequence[Question]
) -> list[set[str]]:
    searcher = make_searcher(generation, encoder)
    return [
        {hit.passage.id for hit in answered(searcher, encoder, question).hits}
        for question in questions
    ]
