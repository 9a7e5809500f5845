"""Tests that nothing is lost when a writer or the server is killed with -9, at any time."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search.documents.lock import NOT_AT_ALL
from cmp_search.errors import EngineAwayError, GenerationError
from cmp_search.index.address import Address
from cmp_search.index.filters import Filters
from cmp_search.index.milvus import engine
from cmp_search.index.milvus.catalogue import Catalogue
from cmp_search.index.milvus.connection import connect
from cmp_search.index.milvus.names import begun_in, locks_in
from cmp_search.index.plan import Plan
from tests.index.milvus.server import CannotStartError, MilvusServer
from tests.index.oracle import ENCODER, query_of
from tests.index.publishing import GO_ON, LENS, OARS, RECORD, encoded
from tests.raising import raises_code

pytestmark = pytest.mark.milvus
RECOVERING = 120.0
"""Seconds that a server that was killed may take to answer again."""
WRITER = """
import sys
from cmp_search.index.milvus import engine
from tests.index.publishing import ENCODER, GO_ON, encoded
with engine.open_builder(sys.argv[1], ENCODER) as builder:
    builder.start(GO_ON)
    builder.replace(encoded("lens", "The brass tarnished."))
    sys.stdout.write("stored\\n")
    sys.stdout.flush()
    sys.stdin.read()
"""


def publish(address: Address, *texts: tuple[str, str]) -> str:
    with engine.open_builder(address, ENCODER) as builder:
        builder.start(GO_ON if builder.previous.manifest else Plan())
        for id, text in texts:
            builder.replace(encoded(id, text))
        return builder.publish(RECORD).generation


def texts_of(address: Address) -> dict[str, str]:
    index = engine.open(address, searchable=False)
    found = {entry.id: index.document(entry.id).text for entry in index.entries()}
    index.close()
    return found


def collections(address: Address) -> list[str]:
    return Catalogue(connect(address)).collections()


def index_of(address: Address) -> str:
    return connect(address).place.name


def test_what_a_killed_writer_left_hinders_nobody(address: Address) -> None:
    name = publish(address, ("lens", LENS.document.text))
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout and writer.stdin
    assert writer.stdout.readline() == "stored\n"
    with raises_code(GenerationError, "index_held", pid=writer.pid):
        with engine.open_builder(address, ENCODER, NOT_AT_ALL):
            pass
    writer.kill()
    writer.communicate()
    index = index_of(address)
    assert len(begun_in(index, collections(address))) == 2
    assert locks_in(index, collections(address))
    assert engine.current(address) == name
    assert texts_of(address) == {"lens": LENS.document.text}
    publish(address, ("oars", OARS.document.text))
    assert texts_of(address) == {"lens": LENS.document.text, "oars": OARS.document.text}
    assert len(begun_in(index, collections(address))) == 2
    assert not locks_in(index, collections(address))


def test_a_writer_whose_lease_was_taken_over_publishes_nothing(address: Address) -> None:
    name = publish(address, ("lens", LENS.document.text))
    index = index_of(address)
    with pytest.raises(GenerationError, match="another writer"):
        with engine.open_builder(address, ENCODER) as builder:
            builder.start(GO_ON)
            builder.replace(OARS)
            catalogue = Catalogue(connect(address))
            catalogue.drop(f"cs_{index}__lock_0001")
            builder.publish(RECORD)
    assert engine.current(address) == name
    assert len(begun_in(index, collections(address))) == 1


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusServer]:
    """A server that only these tests have."""
    try:
        server = MilvusServer(tmp_path_factory.mktemp("mortal"))
    except (CannotStartError, OSError) as error:
        pytest.skip(f"no Milvus server can be started: {error}")
    yield server
    server.stop()


@pytest.fixture
def there(mortal: MilvusServer, tmp_path: Path) -> Address:
    """The address of an index on that server."""
    return f"milvus://127.0.0.1:{mortal.port}/k_{abs(hash(tmp_path.name))}"


def patiently(address: Address) -> dict[str, str]:
    """The texts of an index, as soon as its server has recovered."""
    end = time.monotonic() + RECOVERING
    while True:
        try:
            return texts_of(address)
        except GenerationError:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


@pytest.mark.slow
def test_the_server_may_be_killed_while_an_index_is_built(
    mortal: MilvusServer, there: Address
) -> None:
    name = publish(there, ("lens", LENS.document.text))
    with pytest.raises(EngineAwayError) as told:
        with engine.open_builder(there, ENCODER) as builder:
            builder.start(GO_ON)
            builder.replace(encoded("lens", "The brass tarnished."))
            mortal.kill()
            builder.publish(RECORD)
    assert "\n" not in str(told.value)
    mortal.start()
    assert patiently(there) == {"lens": LENS.document.text}
    assert engine.current(there) == name
    publish(there, ("oars", OARS.document.text))
    assert texts_of(there) == {"lens": LENS.document.text, "oars": OARS.document.text}
    assert len(begun_in(index_of(there), collections(there))) == 2


@pytest.mark.slow
def test_the_server_may_be_killed_while_it_is_asked(mortal: MilvusServer, there: Address) -> None:
    publish(there, ("lens", LENS.document.text))
    index = engine.open(there, searchable=True)
    query = query_of("lens", Filters(), near=10)
    before = index.candidates(query)
    mortal.kill()
    with pytest.raises(EngineAwayError) as told:
        index.candidates(query)
    assert "\n" not in str(told.value)
    mortal.start()
    end = time.monotonic() + RECOVERING
    while True:
        try:
            after = index.candidates(query)
            break
        except EngineAwayError:
            assert time.monotonic() < end
            time.sleep(0.5)
    assert after.documents == before.documents == ("lens",)
    assert after.passage_cosines == pytest.approx(before.passage_cosines)
    index.close()
