"""Tests of the lease: one writer at a time, and dead ones are followed at once."""

import json
import os
import subprocess
import sys
import threading
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest

from cmp_search.documents.lock import NOT_AT_ALL, Holder, Waiting
from cmp_search.errors import BusyError, EngineAwayError, GenerationError
from cmp_search.index.milvus import lease as lease_module
from cmp_search.index.milvus.lease import STALE, Lease, Record, leased
from tests.index.milvus.catalogues import FakeServer
from tests.raising import raises_code

ADDRESS = "milvus://localhost:19530/n"
FIRST = "cs_n__lock_0001"
AFAR = "another machine"


def take(server: FakeServer, waiting: Waiting = NOT_AT_ALL) -> AbstractContextManager[Lease]:
    return leased(server.catalogue, ADDRESS, "n", waiting)


def left(server: FakeServer, *, machine: str, pid: int, age: float = 0, name: str = FIRST) -> None:
    """A lease that somebody else has, with a beat that is some seconds old."""
    beat = (datetime.now(UTC) - timedelta(seconds=age)).isoformat()
    record = Record(Holder("Ada", "index", pid, "2021-01-01T00:00:00+00:00"), machine, name)
    server.descriptions[name] = json.dumps(asdict(record))
    server.properties[name] = {"beat": beat}


def ended_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def away(*_: object, **__: object) -> None:
    raise EngineAwayError("engine_away", address=ADDRESS)


def test_another_is_told_who_has_it() -> None:
    server = FakeServer()
    with take(server), raises_code(BusyError, "index_held") as told, take(server):
        pass
    assert told.value.parameters["pid"] == os.getpid()
    assert not server.descriptions


def test_it_can_be_had_again_after_a_failure() -> None:
    server = FakeServer()
    with pytest.raises(ValueError, match="broken"), take(server):
        raise ValueError("broken")
    with take(server):
        assert list(server.descriptions) == [FIRST]


def test_that_of_a_process_here_that_has_ended_is_taken_over_at_once() -> None:
    server = FakeServer()
    left(server, machine=lease_module._machine(), pid=ended_pid())
    with take(server):
        assert list(server.descriptions) == ["cs_n__lock_0002"]


def test_one_that_this_process_gave_up_while_the_server_was_away_is_taken_over_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = FakeServer()
    with take(server):
        monkeypatch.setattr(FakeServer, "drop_collection", away)
    monkeypatch.undo()
    assert list(server.descriptions) == [FIRST]
    with take(server):
        assert list(server.descriptions) == ["cs_n__lock_0002"]


@pytest.mark.parametrize(("age", "is_busy"), [(STALE - 30, True), (STALE + 30, False)])
def test_that_of_another_machine_lives_as_long_as_its_beat(age: float, *, is_busy: bool) -> None:
    server = FakeServer()
    left(server, machine=AFAR, pid=ended_pid(), age=age)
    if is_busy:
        with raises_code(BusyError, "index_held"), take(server):
            pass
        assert list(server.descriptions) == [FIRST]
    else:
        with take(server):
            assert list(server.descriptions) == ["cs_n__lock_0002"]


def test_what_is_no_lease_of_ours_hinders_nobody() -> None:
    server = FakeServer()
    server.descriptions[FIRST] = "something"
    with take(server) as lease:
        lease.check()


def test_one_that_was_taken_over_meanwhile_is_noticed_and_left_to_the_other() -> None:
    server = FakeServer()
    with take(server) as lease:
        left(server, machine=AFAR, pid=1)
        with raises_code(GenerationError, "lease_lost"):
            lease.check()
    assert list(server.descriptions) == [FIRST]


def test_a_living_one_that_turns_up_after_a_dead_one_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = FakeServer()
    left(server, machine=AFAR, pid=1, age=STALE + 30, name="cs_n__lock_0002")
    create = server.catalogue.__class__.make

    def slowly(catalogue: object, name: str, description: str) -> bool:
        left(server, machine=AFAR, pid=1)  # As of a writer who saw no lease at all.
        return create(catalogue, name, description)  # type: ignore[arg-type]

    monkeypatch.setattr(server.catalogue.__class__, "make", slowly)
    with raises_code(BusyError, "index_held"), take(server):
        pass
    assert FIRST in server.descriptions
    assert "cs_n__lock_0003" not in server.descriptions


def test_whoever_waits_is_told_once_and_has_it_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease_module, "PATIENCE", 0.0)
    monkeypatch.setattr(lease_module, "_POLL", 0.01)
    server, told = FakeServer(), []
    left(server, machine=AFAR, pid=1)

    def on_wait(holder: Holder) -> None:
        told.append(holder.who)
        threading.Timer(0.1, server.descriptions.clear).start()

    with take(server, Waiting(30, on_wait)):
        assert told == ["Ada"]


def test_its_beat_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease_module, "BEAT", 0.01)
    server, renewed = FakeServer(), threading.Event()
    monkeypatch.setattr(
        FakeServer, "alter_collection_properties", lambda *_, **__: renewed.set(), raising=True
    )
    with take(server):
        assert renewed.wait(30)


def test_of_many_writers_one_at_a_time_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease_module, "_POLL", 0.001)
    server, inside, most, done = FakeServer(), [], [], []

    def write() -> None:
        with take(server, Waiting(60)):
            inside.append(1)
            most.append(len(inside))
            inside.pop()
            done.append(1)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (max(most), len(done)) == (1, 8)
