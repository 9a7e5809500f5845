"""Tests of what is said of a server's faults, with stand-ins for what it answers."""

import grpc
import pytest
from pymilvus import MilvusException

from cmp_search.errors import CmpSearchError, EngineAccessError, EngineAwayError, EngineFaultError
from cmp_search.index.milvus import faults
from cmp_search.index.milvus.address import place_of
from cmp_search.index.milvus.faults import NO_COLLECTION, NOT_LOADED, told
from cmp_search.locales import interfaces

PLACE = place_of("milvus://localhost:1/n")
AWAY = "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:1: "


class Answer(grpc.RpcError, grpc.Call):  # type: ignore[misc]
    """What gRPC raises for a call: a status and details."""

    def __init__(self, status: grpc.StatusCode, details: str) -> None:
        self._status, self._details = status, details

    def code(self) -> grpc.StatusCode:
        return self._status

    def details(self) -> str:
        return self._details

    def _nothing(self, *_: object) -> None:
        return None

    initial_metadata = trailing_metadata = is_active = time_remaining = cancel = _nothing
    add_callback = _nothing


def test_a_status_in_the_place_of_a_number_is_none() -> None:
    answer = Answer(grpc.StatusCode.INTERNAL, "a part broke")
    error: Exception = MilvusException(answer.code(), "[query] Retry timeout: 15s, a part broke")
    error.__cause__ = answer
    told_as = told(error, PLACE, 15)
    assert isinstance(told_as, EngineFaultError)
    assert (told_as.number, told_as.reason) == (0, "a part broke")


def by_client(answer: Answer) -> Exception:
    """The client's own error, caused by one of gRPC."""
    error: Exception = MilvusException(2, "Fail connecting to server, illegal connection params")
    error.__cause__ = answer
    return error


@pytest.fixture(autouse=True)
def no_encryption(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "takes_encryption", lambda host, port: False)


@pytest.mark.parametrize(
    ("number", "reason", "kind", "code"),
    [
        (3, "memory limit exceeded", EngineFaultError, "engine_full"),
        (7, "disk limit exceeded", EngineFaultError, "engine_full"),
        (9, "quota exceeded[reason=memory quota exceeded]", EngineFaultError, "engine_full"),
        (9, "quota exceeded[reason=disk quota exceeded]", EngineFaultError, "engine_full"),
        (102, "exceeded the limit number of collections", EngineFaultError, "engine_full"),
        (4, "too many concurrent requests, queue is full", EngineFaultError, "engine_busy"),
        (8, "rate limit exceeded[rate=0.1]", EngineFaultError, "engine_busy"),
        (
            8,
            "[query] Retry timeout: 15s, message=rate limit exceeded",
            EngineFaultError,
            "engine_busy",
        ),
        (1, "[query] Retry timeout: 15s", EngineAwayError, "engine_slow"),
        (103, "collection not fully loaded", EngineAwayError, "engine_loading"),
        (1, "service not ready[standalone=1]", EngineAwayError, "engine_loading"),
        (NOT_LOADED, "collection not loaded", EngineFaultError, "engine_failed"),
        (NO_COLLECTION, "collection not found", EngineFaultError, "engine_failed"),
        (65535, "segment 7 lost\nstack trace", EngineFaultError, "engine_failed"),
    ],
)
def test_what_the_server_refuses_is_told_by_its_number(
    number: int, reason: str, kind: type[CmpSearchError], code: str
) -> None:
    error = told(MilvusException(number, reason), PLACE, 15)
    assert (type(error), error.code) == (kind, code)
    for language in interfaces():
        assert "\n" not in error.message(language)
    if isinstance(error, EngineFaultError):
        assert (error.number, error.reason) == (
            number,
            reason.splitlines()[0].rpartition("message=")[2],
        )
        assert error.reason in str(error)


@pytest.mark.parametrize(
    ("status", "details", "kind", "code", "reason"),
    [
        ("UNAVAILABLE", f"{AWAY}Connection refused", EngineAwayError, "engine_away", "refused"),
        ("DEADLINE_EXCEEDED", "Deadline Exceeded", EngineAwayError, "engine_slow", None),
        ("UNAUTHENTICATED", "missing authorization", EngineAccessError, "engine_token", None),
        (
            "PERMISSION_DENIED",
            "PrivilegeQuery: deny",
            EngineAccessError,
            "engine_forbidden",
            "deny",
        ),
        (
            "UNAVAILABLE",
            f"{AWAY}Tls handshake failed: X: OK",
            EngineAccessError,
            "engine_untrusted",
            "X",
        ),
        ("UNIMPLEMENTED", "", EngineFaultError, "engine_lacking", None),
        ("INTERNAL", "a part broke", EngineFaultError, "engine_failed", "a part broke"),
    ],
)
def test_what_grpc_raises_is_told_by_its_status(
    status: str, details: str, kind: type[CmpSearchError], code: str, reason: str | None
) -> None:
    answer = Answer(grpc.StatusCode[status], details)
    for raised in (answer, by_client(answer)) if status != "INTERNAL" else (answer,):
        error = told(raised, PLACE, 15)
        assert (type(error), error.code) == (kind, code)
        assert str(error.parameters.get("reason")).endswith(str(reason))
        assert "last error" not in str(error)


def test_a_server_that_ends_plain_connections_and_takes_encrypted_ones_is_not_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        faults, "takes_encryption", lambda host, port: (host, port) == ("localhost", 1)
    )
    answer = Answer(grpc.StatusCode.UNAVAILABLE, f"{AWAY}Socket closed")
    assert told(by_client(answer), PLACE, 15).code == "engine_with_tls"
