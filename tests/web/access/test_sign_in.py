"""The app where people sign in, with a provider that is started for it."""

import time
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from benchmarks.faults.doors import CHANGING, CLOSED, OPEN, OWN, Attempt, answer_to, status_of
from cmp_search.locales import interfaces, messages_for
from cmp_search.web.access.roles import Role
from cmp_search.web.administration import ADDRESS
from tests.web.access.session import session_of
from tests.web.access.signing_in import (
    CLIENT_SECRET,
    COOKIE_SECRET,
    EMAILS,
    RITA,
    STRANGER,
    Served,
    events,
    sign_in,
    sign_in_from,
    signed_in_cookie,
    visitor,
)

FREE = ("/favicon.png", "/served/look.css")
SIGNING = ("/sign-in", "/auth/login", "/auth/logout", "/oauth2callback")


@pytest.mark.parametrize("language", interfaces())
def test_nobody_is_asked_to_sign_in_in_their_language(served: Served, language: str) -> None:
    words = messages_for(language)
    for page in (
        visitor(served.address).get("/read", headers={"accept-language": language}),
        visitor(served.address).get(f"/?lang={language}"),
    ):
        assert page.status_code == 401
        assert f'<html lang="{language}">' in page.text
        assert f"<h1>{words('access.title')}</h1>" in page.text
        assert "cmp_search" not in page.text and "script" not in page.text


@pytest.mark.parametrize("role", Role)
def test_who_signs_in_is_led_to_the_page_they_asked_for(served: Served, role: Role) -> None:
    before = len(events(served))
    person, place = sign_in_from("/documents?lang=fr", served, EMAILS[role])
    assert place == "/documents?lang=fr"
    assert person.get("/documents").status_code == 200
    assert events(served)[before:] == [(EMAILS[role], "sign_in", "done")]


def test_a_group_that_the_provider_names_makes_an_editor(served: Served) -> None:
    with session_of(sign_in(served, RITA, groups=["editors"]), served.address) as session:
        assert messages_for("en")("jobs.adding") in str(session.draw("documents", lang="en"))


@pytest.mark.parametrize(
    ("who", "claims", "told"),
    [
        (STRANGER, {}, "access.refused_who"),
        (RITA, {"email_verified": False}, "access.refused_email"),
    ],
)
def test_a_stranger_is_refused_and_can_sign_out(
    served: Served, who: str, claims: dict[str, Any], told: str
) -> None:
    before = len(events(served))
    person = sign_in(served, who, **claims)
    page = person.get("/")
    assert page.status_code == 403
    assert messages_for("en")(told, who=who).replace("'", "&#39;") in page.text
    assert 'href="/auth/logout"' in page.text
    with pytest.raises(InvalidStatus), session_of(person, served.address):
        pass
    named = "" if claims else who
    assert events(served)[before:] == [(named, "refused", "no_role")]
    person.get("/auth/logout")
    assert person.get("/").status_code == 401


def test_a_provider_that_is_denied_brings_nobody(served: Served) -> None:
    person = visitor(served.address)
    login = person.get(person.get("/sign-in").headers["location"])
    with visitor("") as at_provider:
        back = at_provider.post(login.headers["location"], data={"action": "deny"})
    returned = person.get(back.headers["location"])
    assert returned.headers["location"] == "/?sign-in-failed"
    page = person.get(returned.headers["location"])
    assert messages_for("en")("access.failed") in page.text.replace("&#39;", "'")


@pytest.mark.parametrize("query", ["?code=1&state=2", "?state=2", "?error=x&error_description=y"])
def test_a_callback_that_nobody_asked_for_brings_nobody(served: Served, query: str) -> None:
    person = visitor(served.address)
    assert person.get(f"/oauth2callback{query}").headers["location"] == "/?sign-in-failed"
    assert person.get("/").status_code == 401


def test_a_forged_start_leads_nowhere(served: Served) -> None:
    for token in ("", "a.b.c", "https://evil.example"):
        found = visitor(served.address).get("/auth/login", params={"provider": token})
        assert found.headers["location"] == "/"


def attempts(address: str) -> Iterator[tuple[Attempt, bool]]:
    """Every role, and every way to have none, at every route; and whether it is to be served."""
    now = int(time.time())
    cookies = {
        "nobody": ("", False),
        "stranger": (signed_in_cookie(STRANGER, address), False),
        "expired": (signed_in_cookie(RITA, address, iat=now - 9 * 3600), False),
        "unverified": (signed_in_cookie(RITA, address, email_verified=False), False),
        "elsewhere": (signed_in_cookie(RITA, "http://localhost:1"), False),
        "forged": (signed_in_cookie(EMAILS[Role.ADMINISTRATOR], address, secret="x" * 40), False),
        "unsigned": ("_streamlit_user=e30", False),
        **{role.name: (signed_in_cookie(EMAILS[role], address), True) for role in Role},
    }
    routes = (*OPEN, *CHANGING, *(one for one in CLOSED if one[1] not in SIGNING))
    pages = (("GET", "/documents"), ("GET", "/manifest.json"))
    more = (("GET", "/media/a.png"), ("GET", f"/{ADDRESS}"))
    for (who, (cookie, may)), (method, path) in product(cookies.items(), (*routes, *pages, *more)):
        headers = (("Host", OWN), ("Origin", "http://" + OWN), ("Cookie", cookie or "a=b"))
        is_open = (method, path) in (*OPEN, *pages)
        is_theirs = who == Role.ADMINISTRATOR.name and path == f"/{ADDRESS}"
        expected = path in FREE or (may and is_open) or is_theirs
        yield Attempt(who, method, path, headers), expected


def test_every_role_at_every_route(served: Served) -> None:
    wrong = []
    every = list(attempts(served.address))
    for attempt, expected in every:
        answer = answer_to(served.address, attempt)
        if (0 < status_of(answer) < 400) is not expected:
            wrong.append((attempt.who, attempt.method, attempt.path, status_of(answer)))
        if not expected and attempt.who != "READER":
            assert b"/_stcore/" not in answer.partition(b"\r\n\r\n")[2]
    assert len(every) > 300
    assert wrong == []


def test_no_secret_is_in_a_page_or_a_cookie(served: Served) -> None:
    person = sign_in(served, RITA)
    said = person.get("/").text + repr(dict(person.cookies.items()))
    assert CLIENT_SECRET not in said and COOKIE_SECRET not in said


def test_the_cookie_of_a_sign_in_is_out_of_reach_of_scripts(served: Served) -> None:
    person = sign_in(served, RITA)
    cookies = {cookie.name: cookie for cookie in person.cookies.jar}
    user = cookies["_streamlit_user"]
    assert user.has_nonstandard_attr("HttpOnly")
    assert user.get_nonstandard_attr("SameSite") == "lax"
    assert user.expires and user.expires <= time.time() + 8 * 3600
