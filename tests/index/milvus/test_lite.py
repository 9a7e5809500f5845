"""The conformance suite of the index's door, run for the Milvus engine against milvus-lite 2.5."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from cmp_search.errors import EngineFaultError
from cmp_search.index.address import Address
from cmp_search.index.milvus import connection, engine
from cmp_search.index.milvus.address import Place, place_of
from tests.index.engine_conformance import EngineConformance
from tests.index.milvus.catalogues import FakeServer
from tests.index.milvus.lite import LiteConnection, LiteServer
from tests.index.milvus.server import CannotStartError
from tests.raising import raises_code

pytestmark = pytest.mark.milvus


@pytest.fixture(scope="module")
def lite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiteServer]:
    """The server."""
    try:
        server = LiteServer(tmp_path_factory.mktemp("lite"))
    except (CannotStartError, OSError) as error:
        pytest.skip(f"no milvus-lite can be started: {error}")
    yield server
    server.stop()


class TestMilvusLite(EngineConformance):
    """The Milvus engine does what every engine does, on milvus-lite with aliases beside it."""

    engine = engine
    port: int

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def connected(cls, lite: LiteServer) -> Iterator[None]:
        """All connections lead to the server, and to one catalogue beside it."""
        cls.port, beside = lite.port, FakeServer()

        @cache
        def connected(place: Place) -> LiteConnection:
            return LiteConnection(place, beside)

        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CMP_SEARCH_MILVUS_REPLICAS", "1")
            patch.setattr(connection, "_connection", connected)
            yield

    @classmethod
    def address_in(cls, folder: Path) -> Address:
        name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
        return f"milvus://127.0.0.1:{cls.port}/t_{name}"


def test_without_aliases_it_cannot_keep_an_index(lite: LiteServer) -> None:
    with raises_code(EngineFaultError, "engine_lacking"):
        engine.current(f"milvus://127.0.0.1:{lite.port}/archive")
    connection.connect(place_of(f"milvus://127.0.0.1:{lite.port}/archive").address).close()
