"""Tests of a server whose disk is full by its own limit, in the middle of a build."""

import time
from collections.abc import Iterator

import pytest

from cmp_search.errors import EngineFaultError
from cmp_search.index.address import Address
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.milvus import engine
from cmp_search.index.milvus.catalogue import Catalogue
from cmp_search.index.milvus.connection import BUILDING, connect
from cmp_search.index.milvus.names import Names
from cmp_search.index.milvus.pointer import Pointer
from cmp_search.index.plan import Plan
from tests.index.engine_conformance import GO_ON, LENS, OARS, RECORD
from tests.index.index_conformance import ENCODER
from tests.index.milvus.server import CannotStartError, MilvusServer
from tests.raising import raises_code

pytestmark = pytest.mark.milvus
NOTICING = 60.0
"""Seconds that the server may take to notice that its disk is full."""


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The address of an index on a server that takes nothing more once it has written a kB."""
    settings = {
        "quotaAndLimits.limitWriting.diskProtection.diskQuota": 0.001,
        "quotaAndLimits.quotaCenterCollectInterval": 1,
    }
    try:
        server = MilvusServer(tmp_path_factory.mktemp("limited"), settings)
    except (CannotStartError, OSError) as error:
        pytest.skip(f"no Milvus server can be started: {error}")
    yield f"milvus://127.0.0.1:{server.port}/archive"
    server.stop()


def written(address: Address, plan: Plan, document: EncodedDocument) -> str:
    """The name of a generation with one document more, which the server has on its disk."""
    with engine.open_builder(address, ENCODER) as builder:
        builder.start(plan)
        builder.replace(document)
        name = builder.publish(RECORD).generation
    connection = connect(address)
    for collection in Names(connection.place.name, name).data:
        connection.ask("flush", collection, seconds=BUILDING)
    return name


@pytest.mark.slow
def test_a_full_server_is_told_and_what_was_published_is_still_there(limited: Address) -> None:
    connection = connect(limited)
    pointer = Pointer(Catalogue(connection), limited, connection.place.name)
    name = written(limited, Plan(), LENS)
    end = time.monotonic() + NOTICING
    with raises_code(EngineFaultError, "engine_full") as raised:
        while time.monotonic() < end:
            name = written(limited, GO_ON, OARS)
    assert "disk quota exceeded" in raised.value.reason
    assert pointer.current() == name
    assert pointer.half_built() == ()
    index = engine.open(limited, searchable=True)
    assert "lens" in {entry.id for entry in index.entries()}
    assert list(index.verify()) == []
    index.close()
