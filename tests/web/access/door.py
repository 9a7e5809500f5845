"""The gate and the guard in front of an app that notes what reaches it, without a server."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from cmp_search.audit import AuditLog
from cmp_search.gate.hosts import Allowed
from cmp_search.web.access.guard import Guard
from cmp_search.web.access.policy_file import PolicyFile
from cmp_search.web.access.roles import PERSON, Person
from cmp_search.web.gate.middleware import Gate
from cmp_search.web.gate.routes import routes_of
from tests.gate.asking import Header, scope
from tests.web.access.signing_in import COOKIE_SECRET, signed_in_cookie, write_policy

ADDRESS, HOST = "https://search.example.org", "search.example.org"
OWN: list[Header] = [("host", HOST), ("origin", ADDRESS)]
STREAM, UPLOAD, MEDIA = "/_stcore/stream", "/_stcore/upload_file/own/file", "/media/0a1b.png"
FREE = ["/favicon.png", "/served/look.css"]
SIGNING = ["/auth/login", "/oauth2callback", "/auth/logout"]


class App:
    """Stands behind the guard; notes what reaches it, and by whom."""

    def __init__(self, cookies: Sequence[str] = (), location: str = "", status: int = 200) -> None:
        self._status = status
        self.reached: list[tuple[str, str]] = []
        self.persons: list[Person | None] = []
        self.messages: list[Message] = []
        self._headers = [(b"set-cookie", cookie.encode()) for cookie in cookies]
        self._headers += [(b"location", location.encode())] if location else []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached.append((scope.get("method", "WEBSOCKET"), scope["path"]))
        self.persons.append(scope.get(PERSON))
        if scope["type"] == "http":
            status, headers = self._status, [*self._headers]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            return
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] != "websocket.disconnect":
            self.messages.append(message)
            await send({"type": "websocket.send", "bytes": b"seen"})
        self.messages.append(message)
        await send({"type": "websocket.send", "bytes": b"too late"})


class Door:
    """The gate and the guard in front of an app, with a policy and a log."""

    def __init__(self, place: Path, app: App, hours: float = 8) -> None:
        self.app = app
        self.policy = write_policy(place, ADDRESS, hours=hours)
        self.log = AuditLog(place / "audit")
        routes = routes_of(["read"], ["log"], with_sign_in=True)
        policy = PolicyFile(self.policy).policy
        behind = Guard(app, routes, COOKIE_SECRET, policy, self.log)
        self._gate = Gate(behind, Allowed(frozenset([HOST, "localhost"]), is_open=True), routes)

    def answer(self, asked: Scope, messages: Sequence[Message] = ()) -> list[Message]:
        """What is sent for a request; a socket receives the messages and then waits."""
        sent: list[Message] = []
        left = [{"type": "websocket.connect"}, *messages]

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            if not left:
                await asyncio.sleep(60)
            return left.pop(0)

        asyncio.run(self._gate(asked, receive, send))
        return sent

    def status(self, asked: Scope) -> int:
        first = self.answer(asked, [{"type": "websocket.disconnect"}])[0]
        return int(first.get("status", first.get("code", 101)))

    def events(self) -> list[tuple[str, str, str]]:
        return [(event.who, event.action, event.outcome) for event in self.log.events()]


def by(
    who: str, method: str, path: str, *headers: Header, query: bytes = b"", **claims: Any
) -> Scope:
    """A request of a page of the app by somebody who signed in; by nobody without a name."""
    cookie = [("cookie", signed_in_cookie(who, ADDRESS, **claims))] if who else []
    scheme = "wss" if method == "WEBSOCKET" else "https"
    return scope(method, path, *OWN, *cookie, *headers, scheme=scheme, query_string=query)
