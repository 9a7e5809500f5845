"""Inspecting an index and the machine, on a catalogue in memory."""

import sys

import pytest

from cmp_search.errors import NoIndexError, UnknownEngineError
from cmp_search.index.checks import Check, Remedy
from cmp_search.index.milvus import engine
from cmp_search.index.milvus.inspection import inspect
from cmp_search.index.milvus.names import Names
from cmp_search.index.milvus.pointer import Pointer
from tests.index.milvus.catalogues import FakeServer
from tests.index.milvus.test_pointer import ADDRESS, publish
from tests.raising import raises_code


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def pointer(server: FakeServer) -> Pointer:
    return Pointer(server.catalogue, ADDRESS, "n")


def faults(pointer: Pointer) -> list[Check]:
    return [check for check in inspect(pointer) if check.is_fault]


def test_a_whole_index_is_told_with_its_server(pointer: Pointer) -> None:
    with pytest.raises(NoIndexError):
        list(inspect(pointer))
    name = publish(pointer, 1)
    assert [check.what for check in inspect(pointer)] == [
        "Milvus v2.3.5 answers at localhost:1",
        f"all 3 collections of {name} are loaded",
        f"{name} has 1 documents and 2 passages",
    ]


def test_what_is_not_loaded_is_no_fault(pointer: Pointer, server: FakeServer) -> None:
    passages = Names("n", publish(pointer, 1)).passages
    server.released.add(passages)
    assert faults(pointer) == []
    assert any(check.what.endswith(f"question does: {passages}") for check in inspect(pointer))


def test_a_missing_collection_or_a_damaged_manifest_wants_a_build(
    pointer: Pointer, server: FakeServer
) -> None:
    names = Names("n", publish(pointer, 1))
    server.drop_collection(names.texts)
    (fault,) = faults(pointer)
    assert (fault.what, fault.remedy) == (f"the collection {names.texts} is missing", Remedy.BUILD)
    server.descriptions[names.marker] += "x"
    (fault,) = faults(pointer)
    assert "is damaged" in fault.what and fault.remedy is Remedy.BUILD


def test_what_an_interrupted_build_left_is_told(pointer: Pointer, server: FakeServer) -> None:
    publish(pointer, 1)
    server.descriptions["cs_n__g000002_00000002_s"] = ""
    left = "an interrupted (or running) build left collections of g000002-00000002"
    assert left in [check.what for check in inspect(pointer)]


def test_without_the_client_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not engine.check_machine().is_fault
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    assert engine.check_machine().is_fault
    with raises_code(UnknownEngineError, "engine_missing"):
        engine.current(ADDRESS)
