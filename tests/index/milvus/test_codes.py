"""Tests of the short codes that many vectors get."""

from typing import Any

import numpy as np
import pytest

from cmp_search.index.address import Address
from cmp_search.index.filters import Filters
from cmp_search.index.milvus import codes, engine, schema, writer
from cmp_search.index.milvus.address import place_of
from cmp_search.index.milvus.codes import make_codes
from cmp_search.index.milvus.connection import Connection
from cmp_search.index.milvus.schema import CODES, EXACT_UP_TO, FLAT, kind_of
from tests.index.oracle import ENCODER, query_of
from tests.index.publishing import GO_ON, LENS, OARS, RECORD


class Indexing(Connection):
    """A connection whose server has made the codes of some rows; `made` has the indexes."""

    def __init__(self, indexed: int) -> None:
        super().__init__(place_of("milvus://localhost:1/n"))
        self._indexed = indexed
        self.made: list[str] = []
        self.calls: list[str] = []

    def ask(self, method: str, *arguments: Any, seconds: float = 0.0, **named: Any) -> Any:
        self.calls.append(method)
        if method == "create_index":
            self.made += [one.to_dict()["index_type"] for one in arguments[1]]
        answers = {
            "describe_index": {
                "total_rows": 100_000,
                "pending_index_rows": 100_000 - self._indexed,
            },
            "list_indexes": ["vector"],
            "get_load_state": {"state": "Loaded"},
        }
        return answers.get(method)


def test_as_many_are_all_compared_as_in_an_embedded_index() -> None:
    assert (kind_of(EXACT_UP_TO), kind_of(EXACT_UP_TO + 1)) == (FLAT, CODES)
    connection = Indexing(0)
    assert make_codes(connection, "c", EXACT_UP_TO) == FLAT
    assert not connection.calls


def test_more_get_codes_and_are_loaded_with_them() -> None:
    connection = Indexing(100_000)
    assert make_codes(connection, "c", 100_000) == CODES
    assert connection.made == ["SCANN"]
    assert connection.calls.index("release_collection") < connection.calls.index("drop_index")
    assert connection.calls.index("describe_index") < connection.calls.index("load_collection")


def test_where_the_server_does_not_make_them_all_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(codes, "PATIENCE", 0.0)
    connection = Indexing(99_999)
    assert make_codes(connection, "c", 100_000) == FLAT
    assert connection.made == ["SCANN", "FLAT"]
    assert "load_collection" in connection.calls


@pytest.mark.milvus
def test_what_has_codes_is_asked_as_before(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = query_of("lens", Filters(), near=10)
    found = []
    for limit in (EXACT_UP_TO, 0):
        monkeypatch.setattr(schema, "EXACT_UP_TO", limit)
        monkeypatch.setattr(writer, "FLUSHED", limit)
        with engine.open_builder(address, ENCODER) as builder:
            builder.start(GO_ON)
            builder.replace(LENS)
            builder.replace(OARS)
            builder.publish(RECORD)
        index = engine.open(address, searchable=True)
        found.append(index.candidates(query))
        kinds = {index.manifest.passage_vectors, index.manifest.sentence_vectors}
        assert kinds == {CODES if limit == 0 else FLAT}
        assert not list(index.verify())
        index.close()
    assert found[0].documents == found[1].documents
    assert np.allclose(found[0].passage_cosines, found[1].passage_cosines)
