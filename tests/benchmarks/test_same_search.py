"""Tests of how candidates of two engines are compared, whose numbers differ."""

from dataclasses import replace

import numpy as np

from benchmarks.milvus.same_search import Compared
from cmp_search.documents.document import Span
from cmp_search.index.filters import Filters
from cmp_search.index.queries import CandidateDetail, CandidateQuery, Candidates, Numbers

QUERY = CandidateQuery(np.zeros(2, dtype=np.float32), Filters(), (), (("a", "b"),), 1, 1, 1, 1)
COSINES = np.array([0.5, 0.25], dtype=np.float32)
NUMBERS = np.array([3, 5], dtype=np.int64)
FOUND = Candidates(
    NUMBERS, ("d", "d"), COSINES, NUMBERS, COSINES, COSINES, np.array([[True, False]])
)


class FakeIndex:
    """An index whose candidates have these ids."""

    def __init__(self, found: Candidates, ids: str) -> None:
        self._found, self._ids = found, ids

    def candidates(self, query: CandidateQuery) -> Candidates:
        return self._found

    def details(self, passages: Numbers, best_sentences: Numbers) -> list[CandidateDetail]:
        return [CandidateDetail(id, frozenset(id), Span(0, 1)) for id in self._ids]


def _compared(other: Candidates, ids: str) -> Compared:
    compared = Compared(FakeIndex(FOUND, "xy"), FakeIndex(other, ids))  # type: ignore[arg-type]
    assert compared.candidates(QUERY) is FOUND
    return compared


def test_the_same_candidates_in_another_order_are_the_same() -> None:
    turned = replace(
        FOUND,
        passage_cosines=COSINES[::-1],
        sentence_cosines=COSINES[::-1],
        heading_cosines=COSINES[::-1],
        phrases=FOUND.phrases[:, ::-1],
    )
    compared = _compared(turned, "yx")
    assert compared.same == {"candidates": 1, "details": 1, "phrases": 1}
    assert compared.worst == 0


def test_differences_are_counted() -> None:
    other = replace(FOUND, passage_cosines=COSINES + np.float32(0.125), phrases=~FOUND.phrases)
    compared = _compared(other, "xz")
    assert compared.same == {"candidates": 0, "details": 1, "phrases": 0}
    assert compared.worst == 0.125
