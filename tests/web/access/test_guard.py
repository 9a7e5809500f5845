"""The guard: roles x routes x methods, and what it does to sockets, cookies and addresses."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from cmp_search.audit import AuditLog
from cmp_search.gate.refusal import POLICY_VIOLATION
from cmp_search.web.access.guard import Guard
from cmp_search.web.access.policy_file import PolicyFile
from cmp_search.web.access.roles import Person, Role
from cmp_search.web.gate.routes import routes_of
from tests.gate.asking import scope
from tests.web.access.door import ADDRESS, FREE, HOST, MEDIA, SIGNING, STREAM, UPLOAD, App, Door, by
from tests.web.access.signing_in import (
    COOKIE_SECRET,
    EMAILS,
    STRANGER,
    signed_in_cookie,
    write_policy,
)

pytestmark = pytest.mark.usefixtures("kept")

NEEDING = [
    *(("GET", path) for path in ("/", "/read", "/static/js/a.js", "/served/page.js")),
    *(("GET", path) for path in ("/manifest.json", "/_stcore/health", "/_stcore/host-config")),
    ("HEAD", "/read"),
    ("WEBSOCKET", STREAM),
    ("PUT", UPLOAD),
    ("DELETE", UPLOAD),
]
CLOSED = [
    ("POST", "/"),
    ("POST", "/auth/login"),
    ("HEAD", "/auth/logout"),
    ("GET", "/_stcore/metrics"),
    ("POST", "/_stcore/agent/mcp"),
    ("WEBSOCKET", "/auth/login"),
    ("WEBSOCKET", "/"),
    ("GET", "/auth/other"),
    ("GET", "/sign-in/"),
]
ALL = [*NEEDING, ("GET", MEDIA), *CLOSED, *(("GET", path) for path in (*FREE, *SIGNING))]


@pytest.mark.parametrize(
    ("who", "claims", "served"),
    [
        ("", {}, False),
        (STRANGER, {}, False),
        (EMAILS[Role.READER], {"iat": time.time() - 9 * 3600}, False),
        (EMAILS[Role.READER], {"email_verified": False}, False),
        (EMAILS[Role.READER], {"origin": "https://evil.example"}, False),
        (EMAILS[Role.ADMINISTRATOR], {"secret": "another secret of 32 characters ."}, False),
        (EMAILS[Role.READER], {}, True),
    ],
)
def test_who_has_no_role_is_served_nothing_that_takes_one(
    door: Door, who: str, claims: dict[str, Any], served: bool
) -> None:
    for method, path in ALL:
        door.status(by(who, method, path, **claims))
    open_to_all = [("GET", path) for path in (*FREE, *SIGNING)]
    assert set(door.app.reached) == {*open_to_all, *(NEEDING if served else ())}


@pytest.mark.parametrize("role", Role)
def test_what_is_for_administrators_does_not_exist_for_others(door: Door, role: Role) -> None:
    is_served = role is Role.ADMINISTRATOR
    assert door.status(by(EMAILS[role], "GET", "/log")) == (200 if is_served else 404)
    assert door.status(by("", "GET", "/log")) == 401


@pytest.mark.parametrize("role", Role)
def test_whoever_has_a_role_is_known_behind_the_guard(door: Door, role: Role) -> None:
    assert door.status(by(EMAILS[role], "GET", "/read")) == 200
    assert door.app.persons == [Person(EMAILS[role], role)]


@pytest.mark.parametrize(
    ("who", "page", "other"), [("", 401, 401), (STRANGER, 403, 403)], ids=["nobody", "a stranger"]
)
def test_a_page_is_answered_by_one_that_says_why(
    door: Door, who: str, page: int, other: int
) -> None:
    start, body = door.answer(by(who, "GET", "/read"))[:2]
    headers = dict(start["headers"])
    assert start["status"] == page
    assert headers[b"content-type"].startswith(b"text/html")
    assert headers[b"cache-control"] == b"no-store"
    assert (STRANGER.encode() in body["body"]) == (who == STRANGER)
    assert door.status(by(who, "GET", "/_stcore/health")) == other
    assert door.status(by(who, "WEBSOCKET", STREAM)) == POLICY_VIOLATION


@pytest.mark.parametrize("host", ["localhost", "search.example.org:8501", "localhost:443"])
def test_at_another_name_pages_lead_to_the_address_of_the_policy(door: Door, host: str) -> None:
    cookie = ("cookie", signed_in_cookie(EMAILS[Role.READER], ADDRESS))
    asked = scope("GET", "/read", ("host", host), cookie, query_string=b"document=a&lang=fr")
    start = door.answer(asked)[0]
    assert start["status"] == 307
    assert dict(start["headers"])[b"location"] == f"{ADDRESS}/read?document=a&lang=fr".encode()
    others = [("GET", path) for path in (*FREE, *SIGNING, MEDIA)] + [("WEBSOCKET", STREAM)]
    for method, path in others:
        origin = ("origin", f"http://{host}")
        assert door.status(scope(method, path, ("host", host), origin, cookie)) in (421, 1008)
    assert door.app.reached == []


def test_behind_a_proxy_that_does_not_say_the_scheme_it_is_the_policy_s(door: Door) -> None:
    cookie = ("cookie", signed_in_cookie(EMAILS[Role.READER], ADDRESS))
    assert door.status(scope("GET", "/read", ("host", HOST), cookie)) == 200


@pytest.mark.parametrize("who", ["", EMAILS[Role.ADMINISTRATOR]])
def test_a_sign_in_opens_nothing_to_programs(tmp_path: Path, who: str) -> None:
    """They are let through to the guard of programs, as nobody, by any name of the server."""
    app = App()
    routes = routes_of(["read"], with_sign_in=True, with_programs=True)
    policy = PolicyFile(write_policy(tmp_path, ADDRESS)).policy
    guard = Guard(app, routes, COOKIE_SECRET, policy, AuditLog(tmp_path / "audit"))

    async def nothing(*_: object) -> Any:
        return None

    cookie = [("cookie", signed_in_cookie(who, ADDRESS))] if who else []
    for host in (HOST, "localhost:8501"):
        asked = scope("POST", "/api/v1/search", ("host", host), *cookie)
        asyncio.run(guard(asked, nothing, nothing))
    assert app.reached == [("POST", "/api/v1/search")] * 2
    assert app.persons == [None, None]
