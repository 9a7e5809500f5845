"""What a server is asked when a collection has to be loaded, on a server in memory."""

from typing import Any

import pytest

from cmp_search.errors import EngineAwayError, EngineFaultError
from cmp_search.index.milvus.address import place_of
from cmp_search.index.milvus.connection import Connection
from cmp_search.index.milvus.faults import NOT_LOADED
from tests.index.milvus.catalogues import refusal
from tests.raising import raises_code

ENOUGH = "service resource insufficient: nodes not enough"
RESTARTED = "can't change the replica number for loaded collection: [expected=1][actual=2]"


class Loading(Connection):
    """A connection whose server refuses two nodes with a reason; `loads` has what was asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(place_of("milvus://localhost:1/n"))
        self._reason, self._states = reason, 0
        self.loads: list[int] = []

    def ask(self, method: str, *arguments: Any, seconds: float = 0.0, **named: Any) -> Any:
        if method == "load_collection":
            self.loads.append(named["replica_number"])
            if named["replica_number"] > 1:
                raise refusal(65535, self._reason)
        self._states += method == "get_load_state"
        return {"state": "Loaded" if self._states > 1 else "Loading"}


def test_with_too_few_nodes_it_is_loaded_on_one() -> None:
    connection = Loading(ENOUGH)
    connection.load_again(["one"])
    assert connection.loads == [2, 1]


def test_what_the_server_loads_by_itself_after_a_restart_is_waited_for() -> None:
    connection = Loading(RESTARTED)
    connection.load_again(["one"])
    assert connection.loads == [2]


def test_any_other_refusal_is_told() -> None:
    with pytest.raises(EngineFaultError):
        Loading("no").load_again(["one"])


class Forgetful(Connection):
    """A connection whose server has forgotten a collection, and does so a number of times."""

    def __init__(self, times: int) -> None:
        super().__init__(place_of("milvus://localhost:1/n"))
        self._times, self.loads = times, 0

    def ask(self, method: str, *arguments: Any, seconds: float = 0.0, **named: Any) -> Any:
        if method == "query":
            self._times -= 1
            if self._times >= 0:
                raise refusal(NOT_LOADED, "collection not loaded")
            return [{"number": 1}]
        self.loads += method == "load_collection"
        return {"state": "Loaded" if self.loads else "NotLoad"}


def test_what_is_not_loaded_is_loaded_when_it_is_asked() -> None:
    connection = Forgetful(1)
    assert connection.query("one", "", ["number"], 0) == [{"number": 1}]
    assert connection.loads == 1


def test_what_is_not_loaded_again_and_again_is_told_as_loading() -> None:
    with raises_code(EngineAwayError, "engine_loading"):
        Forgetful(2).query("one", "", ["number"], 0)
