"""The guard: keys, rates and sizes, before anything is asked."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from httpx2 import Response
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cmp_search.audit import AuditLog
from cmp_search.gate.limits import BODY, DRAFT_BODY, Limiter, Rate, Rates
from cmp_search.programs import guard as module
from cmp_search.programs.guard import JSON, Guard, Limiters
from cmp_search.programs.keys import KeyFile, KeyRing, Purpose, Refusals
from cmp_search.programs.measures import Measures
from cmp_search.programs.problems import HEADERS
from cmp_search.settings import Settings

FEW = Rates(Rate(3, 0), Rate(5, 0))


async def count(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands behind the guard, and tells how much it was sent."""
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


Made = Callable[..., TestClient]


@pytest.fixture
def made(settings: Settings) -> Made:
    """A client of the guard; it needs keys unless told otherwise."""

    def make(limiters: Limiters | None = None, *, needs_key: bool = True) -> TestClient:
        log = AuditLog(settings.audit_folder)
        guard = Guard(
            KeyRing(settings.keys),
            Refusals(log),
            Measures(lambda: 0),
            collection="cmp",
            needs_key=needs_key,
            limiters=limiters,
        )
        return TestClient(guard.before(count))

    return make


def asked(
    client: TestClient, token: str = "", path: str = "/api/v1/search", **more: Any
) -> Response:
    headers: dict[str, str] = {"content-type": JSON, **more.pop("headers", {})}
    if token:
        headers["authorization"] = f"Bearer {token}"
    return client.post(path, headers=headers, **more)


def refusal(answer: Response) -> tuple[int, str]:
    """Status and code of an answer that is a problem."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert HEADERS.items() <= answer.headers.items()
    return answer.status_code, answer.json()["code"]


def test_a_key_opens_what_it_is_for(made: Made, keys: KeyFile) -> None:
    client = made()
    ask, _ = keys.add("intranet", ["cmp"])
    metrics, _ = keys.add("prometheus", ["cmp"], Purpose.METRICS)
    other, _ = keys.add("archive", ["archive"])
    old, _ = keys.add("old", ["cmp"], until=date(2020, 1, 1))
    assert asked(client, ask).status_code == 200
    assert HEADERS.items() <= asked(client, ask).headers.items()
    assert refusal(asked(client, metrics)) == (403, "key_purpose")
    assert refusal(asked(client, other)) == (403, "key_collection")
    assert refusal(asked(client, old)) == (401, "key_ended")
    assert refusal(asked(client, "cmps_" + "a" * 43)) == (401, "key_unknown")
    missing = asked(client)
    assert refusal(missing) == (401, "key_missing")
    assert missing.headers["www-authenticate"] == "Bearer"

    page = "/api/metrics"
    assert client.get(page, headers={"authorization": f"bearer {metrics}"}).status_code == 200
    refused = client.get(page, headers={"authorization": f"Bearer {ask}"})
    assert refusal(refused) == (403, "key_purpose")


def test_a_revoked_key_ends_with_the_next_request(made: Made, keys: KeyFile) -> None:
    client = made()
    token, _ = keys.add("intranet", ["cmp"])
    assert asked(client, token).status_code == 200
    keys.revoke("intranet")
    assert refusal(asked(client, token)) == (401, "key_unknown")


def test_a_damaged_file_of_keys_lets_nobody_in(
    made: Made, keys: KeyFile, settings: Settings
) -> None:
    client = made()
    token, _ = keys.add("intranet", ["cmp"])
    settings.keys.write_text("{")
    answer = asked(client, token)
    assert refusal(answer) == (503, "keys_damaged")
    assert str(settings.keys.parent) not in answer.text


def test_a_key_is_sent_as_a_header_and_nowhere_else(made: Made, keys: KeyFile) -> None:
    client = made()
    token, _ = keys.add("intranet", ["cmp"])
    places = f"/api/v1/search?key={token}&access_token={token}&authorization=Bearer%20{token}"
    cookies = {"cookie": f"key={token}; authorization=Bearer {token}"}
    assert refusal(asked(client, path=places, headers=cookies)) == (401, "key_missing")
    assert refusal(asked(client, headers={"x-api-key": token})) == (401, "key_missing")
    assert refusal(asked(client, headers={"authorization": token})) == (401, "key_missing")


def test_two_keys_are_none(made: Made, keys: KeyFile) -> None:
    token, _ = keys.add("intranet", ["cmp"])
    sent = [("authorization", f"Bearer {token}")] * 2
    answer = made().get("/api/v1/documents", headers=sent)
    assert refusal(answer) == (401, "key_missing")


def test_where_no_key_is_needed_a_wrong_one_is_refused_all_the_same(made: Made) -> None:
    client = made(needs_key=False)
    assert asked(client).status_code == 200
    assert refusal(asked(client, "cmps_wrong")) == (401, "key_unknown")
    # A proxy that asks for passwords hands them on.
    assert asked(client, headers={"authorization": "Basic YTpi"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/health", "/api/ready", "/api/openapi.json"])
def test_what_takes_no_key_is_not_counted(made: Made, path: str) -> None:
    client = made(Limiters(programs=Limiter(FEW)))
    assert {client.get(path).status_code for _ in range(9)} == {200}


def test_each_key_has_its_share_and_all_have_theirs(made: Made, keys: KeyFile) -> None:
    client = made(Limiters(programs=Limiter(FEW)))
    one, _ = keys.add("one", ["cmp"])
    two, _ = keys.add("two", ["cmp"])
    assert [asked(client, one).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert [asked(client, two).status_code for _ in range(3)] == [200, 200, 429]
    answer = asked(client, one)
    assert refusal(answer) == (429, "requested_too_often")
    assert int(answer.headers["retry-after"]) > 0


def test_comparisons_are_counted_besides(made: Made, keys: KeyFile) -> None:
    client = made(Limiters(comparisons=Limiter(Rates(Rate(1, 0), Rate(1, 0)))))
    token, _ = keys.add("one", ["cmp"])
    path = "/api/v1/verify/quotation"
    assert [asked(client, token, path).status_code for _ in range(2)] == [200, 429]
    assert asked(client, token).status_code == 200


def test_who_tries_keys_waits_but_a_key_that_holds_is_taken(
    made: Made, keys: KeyFile, settings: Settings
) -> None:
    client = made(Limiters(wrong_keys=Limiter(FEW)))
    token, _ = keys.add("one", ["cmp"])
    statuses = [asked(client, f"cmps_{n}").status_code for n in range(4)]
    assert statuses == [401, 401, 401, 429]
    assert refusal(asked(client)) == (429, "keys_tried_too_often")
    assert asked(client, token).status_code == 200
    refused = [one for one in AuditLog(settings.audit_folder).events() if not one.is_done]
    assert [(one.via, one.outcome) for one in refused] == [("program", "key_unknown")]


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
