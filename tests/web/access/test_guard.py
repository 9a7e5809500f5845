"""The guard: roles x routes x methods, and what it does to sockets, cookies and addresses."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cmp_search.audit import AuditLog
from cmp_search.gate.hosts import Allowed
from cmp_search.gate.refusal import POLICY_VIOLATION
from cmp_search.web.access import closing, streamlit_parts
from cmp_search.web.access.coming import RETURN
from cmp_search.web.access.guard import Guard
from cmp_search.web.access.pages import CAME
from cmp_search.web.access.policy_file import PolicyFile
from cmp_search.web.access.roles import PERSON, Person, Role
from cmp_search.web.gate.middleware import Gate
from cmp_search.web.gate.routes import routes_of
from tests.gate.asking import Header, scope
from tests.web.access.signing_in import (
    COOKIE_SECRET,
    EMAILS,
    STRANGER,
    signed_in_cookie,
    write_policy,
)

ADDRESS, HOST = "https://search.example.org", "search.example.org"
OWN: list[Header] = [("host", HOST), ("origin", ADDRESS)]
STREAM, UPLOAD, MEDIA = "/_stcore/stream", "/_stcore/upload_file/own/file", "/media/0a1b.png"
FREE = ["/favicon.png", "/served/look.css"]
SIGNING = ["/auth/login", "/oauth2callback", "/auth/logout"]
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


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Streamlit keeps: a session of the reader's, and one of another's."""
    owners = {"own": EMAILS[Role.READER].upper(), "other": STRANGER}
    monkeypatch.setattr(streamlit_parts, "emails_of_session", lambda one: {owners.get(one, "")})
    monkeypatch.setattr(streamlit_parts, "address_of_login", lambda: "/auth/login?provider=token")


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


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path, App())


def by(
    who: str, method: str, path: str, *headers: Header, query: bytes = b"", **claims: Any
) -> Scope:
    """A request of a page of the app by somebody who signed in; by nobody without a name."""
    cookie = [("cookie", signed_in_cookie(who, ADDRESS, **claims))] if who else []
    scheme = "wss" if method == "WEBSOCKET" else "https"
    return scope(method, path, *OWN, *cookie, *headers, scheme=scheme, query_string=query)


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


def test_uploads_of_another_s_session_are_not_to_be_had(door: Door) -> None:
    for who in (EMAILS[Role.EDITOR], EMAILS[Role.ADMINISTRATOR], EMAILS[Role.READER]):
        for session in ("own", "other", "none"):
            for method, path in (
                ("PUT", f"/_stcore/upload_file/{session}/file"),
                ("DELETE", f"/_stcore/upload_file/{session}/file"),
            ):
                is_own = (who, session) == (EMAILS[Role.READER], "own")
                assert door.status(by(who, method, path)) == (200 if is_own else 404)


def told(*, image: str = "", saved: str = "", made: str = "", words: str = "") -> Message:
    """What Streamlit sends for a page that has a file, or words that look like one."""
    sent = ForwardMsg()
    if made:
        sent.backend_operation_response.deferred_file.url = made
    elif image:
        sent.delta.new_element.imgs.imgs.add().url = image
    elif saved:
        sent.delta.new_element.download_button.url = saved
    else:
        sent.delta.new_element.text_area.default = words
    return {"type": "websocket.send", "bytes": sent.SerializeToString()}


@pytest.mark.parametrize("way", ["image", "saved", "made", "words"])
def test_a_file_is_for_whoever_was_told_of_it(tmp_path: Path, way: str) -> None:
    class Telling(App):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "websocket":
                await send(told(**{way: MEDIA}))
            await super().__call__(scope, receive, send)

    door, (rita, edith) = Door(tmp_path, Telling()), list(EMAILS.values())[:2]
    gone: Message = {"type": "websocket.disconnect"}
    assert door.status(by(rita, "GET", MEDIA)) == 404
    door.answer(by(rita, "WEBSOCKET", STREAM), [gone])
    assert door.status(by(rita, "GET", MEDIA)) == (404 if way == "words" else 200)
    assert door.status(by(edith, "GET", MEDIA)) == 404
    assert door.status(by(rita, "GET", "/media/other.png")) == 404


def message(query: str = "") -> Message:
    said = BackMsg()
    said.rerun_script.query_string = query
    return {"type": "websocket.receive", "bytes": said.SerializeToString()}


CLOSE = {"type": "websocket.close", "code": POLICY_VIOLATION}


def test_a_socket_is_closed_when_its_sign_in_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "LOOK_S", 0.02)
    door = Door(tmp_path, App(), hours=0.3 / 3600)
    asked = by(EMAILS[Role.READER], "WEBSOCKET", STREAM, iat=time.time())
    sent = door.answer(asked, [message()])
    assert [one["type"] for one in sent][-1] == "websocket.close"
    assert sent[-1] == CLOSE
    assert [one["type"] for one in door.app.messages] == [
        "websocket.connect",
        "websocket.receive",
        "websocket.disconnect",
    ]


@pytest.mark.parametrize("instead", ["@others.example", "edith@editor.example"])
def test_a_message_after_a_role_was_changed_is_not_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instead: str
) -> None:
    """A role that is taken away, and one that becomes another: `editor` becomes `reader`."""

    class Changing(App):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            async def changed() -> Message:
                if len(self.messages) == 2:
                    text = guarded.policy.read_text().replace('"edith@editor.example", ', "")
                    guarded.policy.write_text(text.replace("@reader.example", instead))
                return await receive()

            await super().__call__(scope, changed, send)

    guarded = Door(tmp_path, Changing())
    asked = by(EMAILS[Role.EDITOR], "WEBSOCKET", STREAM)
    sent = guarded.answer(asked, [message("1"), message("2"), message("3")])
    assert sent[-1] == CLOSE
    assert [one.get("bytes") for one in guarded.app.messages[1:]] == [message("1")["bytes"], None]


def test_the_app_may_close_a_socket_itself(door: Door) -> None:
    sent = door.answer(
        by(EMAILS[Role.READER], "WEBSOCKET", STREAM), [{"type": "websocket.disconnect"}]
    )
    assert [one["type"] for one in sent] == ["websocket.accept", "websocket.send", "websocket.send"]


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


def cookies_of(answer: list[Message]) -> dict[str, str]:
    """The cookies that an answer sets."""
    set_ = [value.decode() for name, value in answer[0]["headers"] if name == b"set-cookie"]
    return {name: value for name, _, value in (one.partition("=") for one in set_)}


def test_who_signed_in_and_did_not_sign_out_is_told_that_the_session_ended(
    tmp_path: Path,
) -> None:
    door = Door(tmp_path, App([cookie_set(EMAILS[Role.READER])], "/"))
    ended = b"Your session has ended"
    assert ended not in door.answer(by("", "GET", "/read"))[1]["body"]
    back = door.answer(by("", "GET", "/oauth2callback", query=b"code=1&state=2"))
    kept = cookies_of(back)[CAME]
    assert kept == "yes; Max-Age=2592000; Path=/; HttpOnly; SameSite=lax; Secure"
    later = ("cookie", f"{CAME}=yes")
    assert ended in door.answer(by("", "GET", "/read", later))[1]["body"]
    failed = door.answer(by("", "GET", "/", later, query=b"sign-in-failed"))[1]["body"]
    assert ended not in failed
    left = door.answer(by(EMAILS[Role.READER], "GET", "/auth/logout"))
    assert cookies_of(left)[CAME].startswith("; Max-Age=0; Path=/;")


@pytest.mark.parametrize("who", [STRANGER, ""])
def test_who_was_not_let_in_has_no_session_that_could_end(tmp_path: Path, who: str) -> None:
    door = Door(tmp_path, App([cookie_set(who)] if who else [], "/"))
    back = door.answer(by("", "GET", "/oauth2callback", query=b"code=1&state=2"))
    assert CAME not in cookies_of(back)


def cookie_set(who: str, **claims: Any) -> str:
    value = signed_in_cookie(who, ADDRESS, **claims)
    return f"{value}; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax"


def came(place: Path, app: App, query: bytes = b"code=1&state=2", *headers: Header) -> Door:
    door = Door(place, app)
    door.answer(by("", "GET", "/oauth2callback", *headers, query=query))
    return door


def test_who_comes_is_noted_and_who_is_refused(tmp_path: Path) -> None:
    for n, who in enumerate((EMAILS[Role.EDITOR], STRANGER)):
        (tmp_path / str(n)).mkdir()
        door = came(tmp_path / str(n), App([cookie_set(who)], "/"))
        assert door.events() == [
            (who, "refused", "no_role") if n else (who, "sign_in", "done"),
        ]


def test_what_brings_no_cookie_notes_nobody(tmp_path: Path) -> None:
    forged = cookie_set(EMAILS[Role.EDITOR], secret="another secret of 32 characters .")
    door = came(tmp_path, App(["_streamlit_xsrf=1; Path=/", forged, '"', "a b=c"], "/"))
    assert door.events() == []


@pytest.mark.parametrize(
    ("query", "place"),
    [(b"code=1&state=2", b"/?sign-in-failed"), (b"error=denied", b"/?sign-in-failed"), (b"", b"/")],
)
def test_a_sign_in_that_failed_is_said(tmp_path: Path, query: bytes, place: bytes) -> None:
    door = Door(tmp_path, App(["_streamlit_user=; Max-Age=0; Path=/"], "/"))
    start = door.answer(by("", "GET", "/oauth2callback", query=query))[0]
    assert dict(start["headers"])[b"location"] == place


@pytest.mark.parametrize(("query", "lines"), [(b"code=1&state=2", 1), (b"error=denied", 0)])
def test_the_log_says_what_to_look_at_where_a_code_is_of_no_use(
    tmp_path: Path, query: bytes, lines: int, caplog: pytest.LogCaptureFixture
) -> None:
    came(tmp_path, App([], "/"), query)
    assert [one.getMessage().count("secret") for one in caplog.records] == [1] * lines


def test_a_provider_that_cannot_be_asked_leads_to_the_page_that_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    door = Door(tmp_path, App([], "", status=400))
    start = door.answer(by("", "GET", "/auth/login", query=b"provider=a"))[0]
    assert start["status"] == 303
    assert dict(start["headers"])[b"location"] == b"/?sign-in-failed"
    [line] = [one.getMessage() for one in caplog.records]
    assert "http://127.0.0.1:9/.well-known" in line and "HTTPS_PROXY" in line


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/read?document=a%20b&lang=fr", "/read?document=a%20b&lang=fr"),
        ("/read?q=¿qué?", "/read?q=%C2%BFqu%C3%A9?"),
        ("/", "/"),
        ("", "/"),
        ("https://evil.example/read", "/"),
        ("//evil.example/read", "/"),
        ("/\\evil.example", "/"),
        ("/read\r\nx: y", "/"),
        ("/auth/logout", "/"),
        ("/_stcore/health", "/"),
        ("/media/a", "/"),
        ("javascript:alert(1)", "/"),
        ("http:/read", "/"),
        ("http://[", "/"),
        ("/read#a\r\nset-cookie: a=b", "/read"),
    ],
)
def test_signing_in_leads_back_to_the_page_and_to_no_other_place(
    tmp_path: Path, asked: str, place: str
) -> None:
    door = Door(tmp_path, App([cookie_set(EMAILS[Role.READER])], "/"))
    query = urlencode({"to": asked}).encode()
    begun = door.answer(by("", "GET", "/sign-in", query=query))[0]
    headers = dict(begun["headers"])
    assert (begun["status"], headers[b"location"]) == (303, b"/auth/login?provider=token")
    kept = headers.get(b"set-cookie", b"").decode()
    assert not kept or all(word in kept for word in ("HttpOnly", "SameSite=lax", "Secure"))
    cookie = ("cookie", kept.partition(";")[0])
    back = by("", "GET", "/oauth2callback", cookie, query=b"code=1&state=2")
    assert dict(door.answer(back)[0]["headers"])[b"location"] == place.encode()


def test_a_kept_page_that_is_no_address_does_not_hinder_signing_in(tmp_path: Path) -> None:
    door = Door(tmp_path, App([cookie_set(EMAILS[Role.READER])], "/"))
    back = by("", "GET", "/oauth2callback", ("cookie", f"{RETURN}=//["), query=b"code=1&state=2")
    assert dict(door.answer(back)[0]["headers"])[b"location"] == b"/"


def test_who_has_signed_in_need_not_again(door: Door) -> None:
    start = door.answer(by(EMAILS[Role.READER], "GET", "/sign-in"))[0]
    assert (start["status"], dict(start["headers"])[b"location"]) == (303, b"/")


def test_cookies_are_for_https_alone_and_kept_no_longer_than_a_sign_in(tmp_path: Path) -> None:
    given = [cookie_set(EMAILS[Role.READER]), "_streamlit_xsrf=1; Max-Age=99; Path=/"]
    door = Door(tmp_path, App([*given, "_streamlit_user_1=; Max-Age=0; Path=/"]))
    for asked in (by(EMAILS[Role.READER], "GET", "/read"), by("", "GET", "/oauth2callback")):
        headers = door.answer(asked)[0]["headers"]
        cookies = [value.decode() for name, value in headers if name == b"set-cookie"]
        assert all(cookie.endswith("; Secure") for cookie in cookies)
        ages = [cookie.partition("Max-Age=")[2].partition(";")[0] for cookie in cookies]
        assert ages[:3] == [str(8 * 3600), "99", "0"]


def test_who_signed_out_is_out_wherever_the_cookie_was_copied_to(door: Door) -> None:
    who, now = EMAILS[Role.READER], int(time.time())
    assert door.status(by(who, "GET", "/read", iat=now)) == 200
    assert door.status(by(who, "GET", "/auth/logout", iat=now)) == 200
    assert door.status(by(who, "GET", "/read", iat=now)) == 401
    assert door.status(by(who, "WEBSOCKET", STREAM, iat=now)) == POLICY_VIOLATION
    assert door.status(by(who, "GET", "/read", iat=now - 1)) == 200, "another sign-in of theirs"
    assert door.events() == [(who, "sign_out", "done")]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_other_site_signs_anybody_out(door: Door, site: str) -> None:
    who, now = EMAILS[Role.READER], int(time.time())
    navigating = [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")]
    asked = by(who, "GET", "/auth/logout", ("sec-fetch-site", site), *navigating, iat=now)
    assert door.status(asked) == 403
    assert door.status(by(who, "GET", "/read", iat=now)) == 200
    assert door.events() == []


def test_a_log_that_cannot_be_written_keeps_nobody_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "audit").write_text("no folder")
    door = Door(tmp_path, App([cookie_set(EMAILS[Role.READER])], "/"))
    assert door.status(by("", "GET", "/oauth2callback")) == 200
    assert len(caplog.records) == 1


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
