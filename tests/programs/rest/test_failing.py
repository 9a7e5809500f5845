"""What cannot be answered is a problem, whatever was sent and whatever went wrong."""

import asyncio
import json
import logging
from contextlib import ExitStack
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from cmp_search.errors import CmpSearchError
from cmp_search.gate.noting import Notes
from cmp_search.library import Library
from cmp_search.programs.measures import HUNG_UP
from cmp_search.search.door import DOOR, WIDTH
from tests.programs.rest.conftest import problem_of

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 5_000, 400),
        (b'{"question": NaN}', 422),
        (b'{"question": "a", "count": 1e999}', 422),
        (b'{"question": "a", "years": [99999999999999999999]}', 422),
        (b'{"question": "a", "count": ' + b"9" * 5_000 + b"}", 400),
        (b'{"\\ud800": 1}', 422),
        (b'{"question": "a", "documents": ["\\ud800"]}', 404),
        (b'{"question": "a", "documents": ["\\u0000"]}', 404),
        (b'{"question": "\\ud800 lenses"}', 200),
        (b'{"question": "lenses\\u0000 and \\u202eoars"}', 200),
        (b'{"question": "no", "question": "lenses"}', 200),
    ],
)
def test_no_body_breaks_it(client: TestClient, body: bytes, status: int) -> None:
    answered = client.post("/api/v1/search", content=body, headers=JSON)
    assert answered.status_code == status, answered.text
    answered.content.decode()
    assert status == 200 or problem_of(answered, status)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/documents/%00",
        "/api/v1/documents/%ed%a0%80",
        "/api/v1/documents/%2e%2e",
        "/api/v1/documents/..%2f..%2fetc%2fpasswd",
        "/api/v1/documents/harbour-2021/",
        "/api/v1/documents/a/b",
        "/api/v1/nothing",
        "/api/v1/documents/\u202ex",
        "/api/docs",
        "/api/redoc",
        "/api/",
    ],
)
def test_what_there_is_not_is_not_found(client: TestClient, path: str) -> None:
    assert problem_of(client.get(path), 404)


def test_a_method_that_is_closed_names_those_that_are_open(client: TestClient) -> None:
    answered = client.get("/api/v1/search")
    assert problem_of(answered, 405)["code"] == "method_closed"
    assert answered.headers["allow"] == "POST"


def test_the_message_is_in_the_language_that_is_accepted(client: TestClient) -> None:
    told = [
        problem_of(client.get("/api/v1/nothing", headers={"accept-language": code}), 404)["detail"]
        for code in ("en", "fr-CA, en;q=0.5", "es", "de")
    ]
    assert len(set(told)) == 3 and told[0] == told[3]


def test_nothing_is_told_of_folders(empty: TestClient, tmp_path: Any) -> None:
    answered = empty.get("/api/v1/documents")
    assert problem_of(answered, 503) and str(tmp_path) not in answered.text


def test_nothing_is_told_of_what_nobody_expected_and_the_log_has_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Library) -> None:
        raise CmpSearchError("system", reason="secret")

    monkeypatch.setattr("cmp_search.programs.rest.failing.NOTES", Notes())
    monkeypatch.setattr(Library, "documents", broken)
    with caplog.at_level(logging.ERROR):
        answered = client.get("/api/v1/documents")
    assert problem_of(answered, 500)["code"] == "unexpected" and "secret" not in answered.text
    assert "failed where=rest code=system" in caplog.text and "secret" in caplog.text


def test_a_mistake_of_ours_is_a_problem_and_goes_on_to_the_server(
    client: TestClient, interface: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Library) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Library, "documents", broken)
    answered = client.get("/api/v1/documents")
    assert problem_of(answered, 500)["code"] == "unexpected" and "secret" not in answered.text
    # A server logs what comes through to it.
    with pytest.raises(RuntimeError, match="secret"):
        TestClient(interface).get("/api/v1/documents")


def test_whoever_hangs_up_gives_up_the_turn(interface: Starlette) -> None:
    body = json.dumps({"question": "Who polished forty lenses?"}).encode()
    coming = [{"type": "http.request", "body": body}, {"type": "http.disconnect"}]
    sent: list[dict[str, Any]] = []

    async def receive() -> Any:
        return coming.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/search",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    with ExitStack() as stack:
        for _ in range(WIDTH):
            stack.enter_context(DOOR.turn())
        asyncio.run(interface(scope, receive, send))
    assert (sent[0]["status"], DOOR.waiting) == (HUNG_UP, 0)
