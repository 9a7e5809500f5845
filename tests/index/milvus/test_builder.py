"""Tests of the builder of the Milvus engine: what the conformance suite does not ask of it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from cmp_search.errors import GenerationError, ReadError
from cmp_search.index.address import Address
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.index.milvus import engine
from cmp_search.index.milvus.catalogue import Catalogue
from cmp_search.index.milvus.connection import connect
from cmp_search.index.milvus.names import Names
from cmp_search.index.plan import Plan
from cmp_search.index.versions import Stage
from cmp_search.search.searcher import make_searcher
from tests.index.oracle import ENCODER, QUESTIONS, SETTINGS
from tests.index.publishing import GO_ON, LENS, OARS, RECORD, encoded
from tests.raising import raises_code

pytestmark = pytest.mark.milvus
RENEW = Plan(changed=(Stage.TERMS,), keeps_vectors=True)


@pytest.fixture
def opened(address: Address, corpus: Path) -> Iterator[Index]:
    """An index of the sample corpus."""
    build_index(corpus, address, ENCODER, "fake", settings=SETTINGS)
    index = engine.open(address, searchable=True)
    yield index
    index.close()


def published(address: Address, plan: Plan = GO_ON) -> Index:
    """The index after a build that puts nothing in."""
    with engine.open_builder(address, ENCODER) as builder:
        builder.start(plan)
        builder.publish(RECORD)
    return engine.open(address, searchable=True)


def assert_same(one: Index, other: Index) -> None:
    """Two indexes have the same in them, and answer the same."""
    assert list(other.verify()) == []
    assert other.statistics() == one.statistics()
    assert other.orientations() == one.orientations()
    for entry in one.entries():
        assert other.document(entry.id) == one.document(entry.id)
        assert other.passages_of(entry.id) == one.passages_of(entry.id)
        vectors = one.vectors_of(entry.id).vectors, other.vectors_of(entry.id).vectors
        assert np.array_equal(*vectors)
    for question in QUESTIONS:
        answers = [make_searcher(index, ENCODER).ask(question).hits for index in (one, other)]
        assert [hit.passage.id for hit in answers[0]] == [hit.passage.id for hit in answers[1]]


@pytest.mark.parametrize("most", [1, 30, 2_000])
def test_what_is_copied_is_the_same(
    opened: Index, address: Address, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("cmp_search.index.milvus.copying.SENTENCES", most)
    monkeypatch.setattr("cmp_search.index.milvus.connection.ROWS", 7)
    assert_same(opened, published(address))


def test_what_is_derived_again_is_the_same(opened: Index, address: Address) -> None:
    assert_same(opened, published(address, RENEW))


def test_a_text_that_cannot_be_derived_from_again_is_left_out(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.open_builder(address, ENCODER) as builder:
        builder.start(Plan())
        builder.replace(LENS)
        builder.replace(OARS)
        builder.publish(RECORD)

    def fails_for_lens(document: object, passages: object) -> object:
        if document == LENS.document:
            raise ReadError("too_slow", seconds=1)
        return OARS.derived

    monkeypatch.setattr("cmp_search.index.milvus.previous.derive", fails_for_lens)
    with engine.open_builder(address, ENCODER) as builder:
        builder.start(RENEW)
        assert set(builder.previous.known) == {"oars"}
        assert builder.publish(RECORD).documents == 1


def test_a_long_text_is_whole(address: Address) -> None:
    text = " ".join(f"Lens {number} was polished by night, and oiled." for number in range(3_000))
    with engine.open_builder(address, ENCODER) as builder:
        builder.start(Plan())
        builder.replace(encoded("long", text))
        builder.publish(RECORD)
    index = engine.open(address, searchable=True)
    assert index.document("long").text == text
    assert list(index.verify()) == []


def test_a_generation_that_lacks_rows_is_not_built_on(address: Address) -> None:
    with engine.open_builder(address, ENCODER) as builder:
        builder.start(Plan())
        builder.replace(LENS)
        name = builder.publish(RECORD).generation
    connection = connect(address)
    names = Names(connection.place.name, name)
    connection.delete(names.sentences, "number in [1]")
    connection.count(names.sentences)  # Waits until the server has come so far.
    with engine.open_builder(address, ENCODER) as builder:
        assert builder.previous.damaged


def test_nothing_is_published_that_the_server_does_not_have(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.open_builder(address, ENCODER) as builder:
        builder.start(Plan())
        builder.replace(LENS)
        with monkeypatch.context() as patch:
            patch.setattr("cmp_search.index.milvus.connection.Connection.insert", lambda *_: None)
            with raises_code(GenerationError, "index_unwritable"):
                builder.publish(RECORD)
    alias = f"cs_{connect(address).place.name}"
    assert not [
        name for name in Catalogue(connect(address)).collections() if name.startswith(f"{alias}__")
    ]
