"""Fixtures: a Milvus server that the tests of a run share, skipped with the reason without one."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search.index.address import Address
from cmp_search.index.milvus.address import place_of
from cmp_search.index.milvus.catalogue import Catalogue
from cmp_search.index.milvus.connection import connect
from cmp_search.index.milvus.names import alias_of
from tests.index.milvus.server import MilvusServer, shared


@pytest.fixture(scope="session", autouse=True)
def ended_server() -> Iterator[None]:
    """The shared server is ended with the tests, if any test has started it."""
    yield
    if shared.cache_info().currsize:
        shared().end()


@pytest.fixture(scope="session")
def server() -> MilvusServer:
    """The shared server."""
    found = shared().server
    if found is None:
        pytest.skip(shared().reason)
    return found


def address_in(folder: Path) -> Address:
    """The address of an index on the shared server, of its own for each folder."""
    found = shared().server
    if found is None:
        pytest.skip(shared().reason)
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return f"milvus://127.0.0.1:{found.port}/t_{name}"


def dropped(address: Address) -> None:
    """Drop all collections of an index, which would fill the server's memory."""
    catalogue = Catalogue(connect(address))
    alias = alias_of(place_of(address).name)
    catalogue.drop_alias(alias)
    for collection in catalogue.collections():
        if collection.startswith(f"{alias}__"):
            catalogue.drop(collection)


@pytest.fixture
def address(server: MilvusServer, tmp_path: Path) -> Iterator[Address]:
    """The address of an index that is not there yet, and will not be there afterwards."""
    address = address_in(tmp_path)
    yield address
    dropped(address)
