"""Tests of what the benchmark of a killed node takes for whole."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.milvus.node_killed import QUESTIONS, Found, _outcome, _words_outcome
from cmp_search.errors import EngineAwayError
from cmp_search.index.queries import CandidateQuery, Candidates

NUMBERS = np.array([3, 5], dtype=np.int64)
COSINES = np.zeros(2, dtype=np.float32)
WHOLE = Candidates(
    NUMBERS, ("a", "b"), COSINES, NUMBERS, COSINES, COSINES, np.zeros((0, 2), dtype=bool)
)


class FakeIndex:
    """An index that gives one answer."""

    def __init__(self, answer: Callable[[], Candidates]) -> None:
        self._answer = answer

    def candidates(self, query: CandidateQuery) -> Candidates:
        return self._answer()


def away() -> Candidates:
    raise EngineAwayError("engine_slow", address="milvus://localhost/n", seconds="15")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (lambda: WHOLE, "whole"),
        (lambda: replace(WHOLE, passages=NUMBERS[:1]), "partial"),
        (lambda: replace(WHOLE, best_sentences=NUMBERS[::-1]), "partial"),
        (away, "engine_slow"),
    ],
)
def test_an_answer_is_whole_if_it_is_as_before(
    answer: Callable[[], Candidates], outcome: str
) -> None:
    assert _outcome(FakeIndex(answer), QUESTIONS[0], WHOLE) == outcome  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "outcome"), [({"fog": [3]}, "whole"), ({}, "partial words"), (None, "engine_slow")]
)
def test_words_are_whole_if_their_passages_are_as_before(found: Found | None, outcome: str) -> None:
    def ask() -> Found:
        if found is None:
            away()
        return found or {}

    assert _words_outcome(ask, {"fog": [3]}) == outcome
