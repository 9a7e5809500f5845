"""Tests of what is said where no server answers."""

import socket
from dataclasses import replace

import pytest

from cmp_search.errors import EngineAwayError
from cmp_search.index.milvus.address import place_of
from cmp_search.index.milvus.connection import Connection
from cmp_search.logs.events.serving import EngineAway
from tests.logs.listening import listening as hearing
from tests.raising import raises_code


def _connection(port: int, seconds: float) -> Connection:
    return Connection(replace(place_of(f"milvus://127.0.0.1:{port}/a"), timeout=seconds))


def test_a_server_that_is_away_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with raises_code(EngineAwayError, "engine_away") as raised, hearing() as told:
        _connection(port, 1).ask("list_collections")
    assert "\n" not in str(raised.value)
    assert told.events == [EngineAway(f"milvus://127.0.0.1:{port}/a", "engine_away")]


def test_a_server_that_says_nothing_is_not_waited_for(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(EngineAwayError):
            _connection(port, 0.5).ask("list_collections")
    assert "Traceback" not in capfd.readouterr().err
