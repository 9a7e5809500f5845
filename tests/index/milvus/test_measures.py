"""Tests of measures: every sentence's cosine is found, and whose it is."""

from typing import Any

import numpy as np
import pytest

from cmp_search.errors import EngineAwayError, MismatchError
from cmp_search.index.milvus import asking, measures
from cmp_search.index.milvus.measures import measure
from cmp_search.index.milvus.reader import Reader
from tests.index.milvus.standing_in import NAMES, StandIn, reader_of
from tests.raising import raises_code

VECTOR = np.array([1, 0], dtype=np.float32)


def _rows() -> dict[str, list[dict[str, Any]]]:
    """Passages 5, 6 and 9 with two, one and three sentences; 5 and 9 have a heading."""
    cosines = {5: [0.5, 0.5, 0.9], 6: [-0.25], 9: [0.125, 0.25, 0.75, 0.5]}
    rows: dict[str, list[dict[str, Any]]] = {NAMES.passages: [], NAMES.sentences: []}
    first = 40
    for number, own in cosines.items():
        heading = int(number != 6)
        place = {"first_sentence": first, "sentences": len(own) - heading, "heading": heading}
        rows[NAMES.passages].append(
            {"number": number, "document": number % 2, "vector": [number / 16, 0], **place}
        )
        rows[NAMES.sentences] += [
            {"number": first + i, "passage": number, "vector": [cosine, 0]}
            for i, cosine in enumerate(own)
        ]
        first += len(own) + 3
    return rows


def _reader(rows: dict[str, list[dict[str, Any]]], missing: int = 0) -> Reader:
    reader = reader_of(StandIn(rows, missing))
    vars(reader)["ids"] = {0: "even", 1: "odd"}
    return reader


@pytest.mark.parametrize("most", [4, 16_384])
def test_each_passage_has_its_first_best_sentence(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(measures, "MOST", most)
    found = measure(_reader(_rows()), VECTOR, np.array([5, 6, 9]))
    assert found.documents == ("odd", "even", "odd")
    assert found.passage_cosines.tolist() == [5 / 16, 6 / 16, 9 / 16]
    assert found.best_sentences.tolist() == [40, 46, 52]
    assert found.sentence_cosines.tolist() == [0.5, -0.25, 0.75]
    assert found.heading_cosines.tolist() == [pytest.approx(0.9), -1, 0.5]


def test_a_missing_sentence_is_asked_for_again_and_then_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CMP_SEARCH_MILVUS_TIMEOUT", "0.001")
    monkeypatch.setattr(asking, "_PAUSE", 0)
    rows = _rows()
    del rows[NAMES.sentences][1]
    with raises_code(EngineAwayError, "engine_loading"):
        measure(_reader(rows), VECTOR, np.array([5, 6, 9]))


def test_a_sentence_with_the_number_of_another_passage_is_told() -> None:
    rows = _rows()
    rows[NAMES.sentences][1]["number"] = 99
    with raises_code(MismatchError, "rows_damaged"):
        measure(_reader(rows), VECTOR, np.array([5, 6, 9]))


def test_a_half_loaded_server_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_PAUSE", 0)
    found = measure(_reader(_rows(), missing=3), VECTOR, np.array([6]))
    assert found.best_sentences.tolist() == [46]
