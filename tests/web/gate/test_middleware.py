"""The gate: what passes, what is answered in front of the app, and what is held meanwhile."""

import asyncio
from collections.abc import Callable, Iterable

import pytest
from starlette.types import Message, Receive, Scope, Send

from cmp_search.gate.hosts import Allowed
from cmp_search.gate.limits import Rate, Rates, Sizes
from cmp_search.web.gate import limiting
from cmp_search.web.gate.limiting import Limits
from cmp_search.web.gate.middleware import Gate
from cmp_search.web.gate.routes import routes_of
from cmp_search.web.gate.uploads import Uploads
from tests.gate.asking import OWN, OWN_ORIGIN, scope

UPLOAD = "/_stcore/upload_file/one/file"
STREAM = "/_stcore/stream"


class App:
    """Stands behind the gate; notes what reaches it, and waits where it is told to."""

    def __init__(self, wait: Callable[[], float] = lambda: 0) -> None:
        self.reached: list[str] = []
        self._wait = wait

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached.append(scope.get("path", scope["type"]))
        await asyncio.sleep(self._wait())
        await send({"type": "http.response.start", "status": 200, "headers": []})


def gate_before(app: App) -> Gate:
    uploads, routes = Uploads(dict, lambda _: Sizes(100, 100, 100)), routes_of(["read"])
    return Gate(Limits(app, routes, uploads), allowed=Allowed(), routes=routes)


async def sent_for(gate: Gate, asked: Scope) -> Message:
    """The first message that is sent for a request."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    await gate(asked, receive, send)
    return sent[0]


def statuses(gate: Gate, asked: Iterable[Scope]) -> list[int]:
    """The statuses of requests that are made at the same time."""

    async def all_of() -> list[int]:
        found = await asyncio.gather(*(sent_for(gate, one) for one in asked))
        return [message.get("status", message.get("code", 0)) for message in found]

    return asyncio.run(all_of())


def upload(length: int = 10, session: str = "one") -> Scope:
    path = f"/_stcore/upload_file/{session}/file"
    return scope("PUT", path, OWN, OWN_ORIGIN, ("content-length", str(length)))


def handshake(address: str = "127.0.0.1") -> Scope:
    return scope("WEBSOCKET", STREAM, OWN, OWN_ORIGIN, client=(address, 1))


def test_what_is_refused_does_not_reach_the_app() -> None:
    app = App()
    asked = [
        scope("GET", "/", ("host", "evil.example")),
        scope("GET", "/", OWN, ("origin", "null")),
        scope("GET", "/_stcore/metrics", OWN),
        scope("POST", "/", OWN, OWN_ORIGIN),
        scope("PUT", UPLOAD, OWN, OWN_ORIGIN),
        upload(101),
        scope("WEBSOCKET", STREAM, OWN),
    ]
    assert statuses(gate_before(app), asked) == [421, 403, 404, 405, 411, 413, 1008]
    assert app.reached == []


def test_the_start_of_the_server_and_pages_pass() -> None:
    app = App()
    asked = [{"type": "lifespan"}, scope("GET", "/read", OWN), upload(), handshake()]
    assert statuses(gate_before(app), asked) == [200] * 4
    assert app.reached == ["lifespan", "/read", UPLOAD, STREAM]


def test_so_many_sessions_are_open_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "OPEN_SESSIONS", 2)
    gate = gate_before(App(lambda: 0.01))
    assert statuses(gate, [handshake() for _ in range(3)]) == [200, 200, 1008]
    assert statuses(gate, [handshake()]) == [200]


def test_so_many_sessions_are_opened_by_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "SESSIONS", Rates(each=Rate(2, 0), all=Rate(3, 0)))
    gate = gate_before(App())
    asked = [handshake(address) for address in ("a", "a", "a", "b", "c")]
    assert statuses(gate, asked) == [200, 200, 1008, 200, 1008]


def test_so_many_files_are_uploaded_by_a_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "UPLOADS", Rates(each=Rate(1, 0), all=Rate(9, 0)))
    assert statuses(gate_before(App()), [upload(), upload(), upload(10, "two")]) == [200, 429, 200]


def test_room_is_held_while_a_file_is_sent_and_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limiting, "UPLOAD_SECONDS", 0.01)
    waits = [10.0, 0.0]
    gate = gate_before(App(lambda: waits.pop(0)))
    assert statuses(gate, [upload(60), upload(60)]) == [408, 413]
    assert statuses(gate, [upload(60)]) == [200]


def test_another_s_slowness_is_not_taken_for_the_upload_s() -> None:
    class Late(App):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        statuses(gate_before(Late()), [scope("GET", "/", OWN)])


def test_programs_are_refused_by_problems() -> None:
    async def whole(asked: Scope) -> list[Message]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.request", "body": b""}

        await gate_before(App())(asked, receive, send)
        return sent

    asked = scope("POST", "/api/v1/search", ("host", "evil.example"))
    start, body = asyncio.run(whole(asked))
    assert start["status"] == 421
    assert (b"content-type", b"application/problem+json") in start["headers"]
    assert b'"host_unknown"' in body["body"]
