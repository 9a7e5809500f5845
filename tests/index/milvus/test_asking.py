"""Tests of asking again where a server gives less than it has."""

from dataclasses import replace

import numpy as np
import pytest

from cmp_search.errors import EngineAwayError
from cmp_search.index.milvus import asking
from cmp_search.index.milvus.asking import begin
from tests.index.milvus.standing_in import NAMES, StandIn, reader_of
from tests.raising import raises_code

VECTOR = np.array([1, 0], dtype=np.float32)
ROWS = [{"number": n, "vector": [1 / n, 0]} for n in (1, 2, 3)]


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_PAUSE", 0)


def test_it_is_asked_again_until_all_are_there() -> None:
    server = StandIn({NAMES.passages: ROWS}, missing=2)
    found = begin(reader_of(server), NAMES.passages, VECTOR, 2, "", least=2).result()
    assert [hit.number for hit in found] == [1, 2]
    assert server.asked == 3


def test_what_may_be_missing_is_not_asked_for_again() -> None:
    server = StandIn({NAMES.passages: ROWS}, missing=1)
    assert begin(reader_of(server), NAMES.passages, VECTOR, 2, "").result() == []
    assert begin(reader_of(server), NAMES.passages, VECTOR, 0, "").result() == []
    assert server.asked == 1


def test_patience_ends_when_a_call_must() -> None:
    server = StandIn({NAMES.passages: ROWS})
    server.place = replace(server.place, timeout=0)
    with raises_code(EngineAwayError, "engine_loading"):
        begin(reader_of(server), NAMES.passages, VECTOR, 9, "", least=9).result()
