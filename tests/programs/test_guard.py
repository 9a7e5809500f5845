"""The guard: sizes, types and methods, before anything is asked."""

import asyncio
from typing import Any

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cmp_search.audit import AuditLog
from cmp_search.gate.limits import BODY, DRAFT_BODY
from cmp_search.programs import guard as module
from cmp_search.programs.guard import Guard
from cmp_search.programs.keys import KeyRing, Refusals
from cmp_search.programs.measures import Measures
from cmp_search.settings import Settings
from tests.programs.guarded import Made, asked, refusal


@pytest.mark.parametrize(
    ("path", "most"), [("/api/v1/search", BODY), ("/api/v1/verify", DRAFT_BODY), ("/mcp", BODY)]
)
def test_a_body_has_its_size_whether_it_says_so_or_not(made: Made, path: str, most: int) -> None:
    client = made(needs_key=False)
    full = b" " * most
    assert asked(client, path=path, content=full).text == str(most)
    assert asked(client, path=path, content=iter([full])).text == str(most)
    assert refusal(asked(client, path=path, content=full + b" ")) == (413, "request_too_large")
    chunks = iter([full, b" "])
    assert refusal(asked(client, path=path, content=chunks)) == (413, "request_too_large")


def test_only_json_is_taken_where_it_is_asked_for(made: Made) -> None:
    client = made(needs_key=False)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        answer = asked(client, headers={"content-type": kind}, content=b"{}")
        assert refusal(answer) == (415, "request_type")
    json = {"content-type": "Application/JSON; charset=utf-8"}
    assert asked(client, headers=json, content=b"{}").status_code == 200
    draft = {"content-type": "text/markdown"}
    assert asked(client, path="/api/v1/verify", headers=draft).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/mcp", "POST"),
        ("DELETE", "/mcp", "POST"),
        ("POST", "/api/health", "GET, HEAD"),
        ("OPTIONS", "/api/v1/search", "POST"),
        ("PUT", "/api/v1/documents", "GET"),
    ],
)
def test_other_methods_are_closed(made: Made, method: str, path: str, allowed: str) -> None:
    answer = made(needs_key=False).request(method, path)
    assert refusal(answer) == (405, "method_closed")
    assert answer.headers["allow"] == allowed


def test_a_body_that_does_not_come_is_not_waited_for(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BODY_SECONDS", 0.01)
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(30)
        raise AssertionError("it was waited for")

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/search",
        "headers": [(b"content-type", b"application/json")],
        "client": ("192.0.2.1", 1),
    }
    asyncio.run(run(made(needs_key=False).app, scope, receive, send))
    assert sent[0]["status"] == 408


def test_whoever_hangs_up_reaches_nothing(made: Made) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/api/v1/documents", "headers": []}
    asyncio.run(run(made(needs_key=False).app, scope, receive, send))
    assert sent[0]["status"] == 408


def test_what_is_no_request_passes() -> None:
    reached: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope["type"])

    async def nothing(*_: object) -> Any:
        raise AssertionError

    ring = KeyRing(Settings().keys)
    refusals = Refusals(AuditLog(Settings().audit_folder))
    guard = Guard(ring, refusals, Measures(lambda: 0), collection="cmp", needs_key=True)
    asyncio.run(run(guard.before(app), {"type": "lifespan"}, nothing, nothing))
    assert reached == ["lifespan"]


async def run(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)
