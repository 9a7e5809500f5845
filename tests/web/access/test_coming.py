"""Signing in and out: what is kept, noted and said, and where it leads."""

import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.types import Message

from cmp_search.gate.refusal import POLICY_VIOLATION
from cmp_search.web.access.coming import RETURN
from cmp_search.web.access.pages import CAME
from cmp_search.web.access.roles import Role
from tests.gate.asking import Header
from tests.web.access.door import ADDRESS, STREAM, App, Door, by
from tests.web.access.signing_in import EMAILS, STRANGER, signed_in_cookie

pytestmark = pytest.mark.usefixtures("kept")


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
