"""Tests of what questions to a large index on a Milvus server are measured with."""

import numpy as np

from benchmarks.crowd import Crowd
from benchmarks.milvus.large import encoded, nearest, shares
from benchmarks.synthetic import LANGUAGES, Maker, RandomEncoder
from cmp_search.index.milvus.packing import pack_document

VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [0.8, 0.6]], dtype=np.float32)


def test_the_nearest_are_of_those_that_pass() -> None:
    passing = np.array([False, True, True, False])
    assert nearest(VECTORS, VECTORS[0], passing) == {2, 3}


def test_of_more_than_ten_the_ten_nearest_count() -> None:
    vectors = np.linspace(0, 1, 12, dtype=np.float32).reshape(-1, 1)
    every = np.ones(12, dtype=np.bool_)
    assert nearest(vectors, np.ones(1, dtype=np.float32), every) == {*range(3, 13)}


def test_shares_are_what_their_names_say() -> None:
    found = shares(2_000)
    assert [len(passing) for _, passing in found.values()] == [2_000, 667, 120, 12]
    maker, crowd = Maker(20), Crowd(20)
    languages = [encoded(maker, crowd, n, 1).document.entry.language for n in range(len(LANGUAGES))]
    filters, passing = shares(len(LANGUAGES))["a third"]
    assert [languages[n] for n in passing] == [*filters.languages]


def test_vectors_are_in_the_order_of_the_numbers() -> None:
    made = encoded(Maker(20), Crowd(20), 0, 20)
    rows = pack_document(made, 1, 1, 1)
    assert [row.number for row in rows.passages] == [*range(1, len(made.passage_vectors) + 1)]
    assert [row.number for row in rows.sentences] == [*range(1, len(made.sentence_vectors) + 1)]


def test_questions_have_vectors_as_passages_have() -> None:
    encoder = RandomEncoder()
    assert np.array_equal(encoder.encode_questions(["a"]), encoder.encode_passages(["a"]))
