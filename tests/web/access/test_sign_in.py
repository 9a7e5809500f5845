"""The app where people sign in, with a provider that is started for it."""

import time
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from benchmarks.faults.doors import (
    CHANGING,
    CLOSED,
    OPEN,
    OWN,
    Attempt,
    answer_to,
    status_of,
)
from benchmarks.faults.sockets import outward, watching
from cmp_search.audit import Action, AuditLog
from cmp_search.locales import interfaces, messages_for
from cmp_search.notes.file import NOTE_SUFFIX
from cmp_search.notes.file_format import note_bytes
from cmp_search.web.access.roles import Role
from cmp_search.web.administration import ADDRESS
from tests.browser.hostile import hostile_note
from tests.browser.places import KEY
from tests.web.access.session import Session, session_of
from tests.web.access.signing_in import (
    CLIENT_SECRET,
    COOKIE_SECRET,
    EMAILS,
    STRANGER,
    Served,
    provider,
    serving_with_sign_in,
    sign_in,
    sign_in_from,
    signed_in_cookie,
    visitor,
)

RITA, EDITH = EMAILS[Role.READER], EMAILS[Role.EDITOR]
FREE = ("/favicon.png", "/served/look.css")
SIGNING = ("/sign-in", "/auth/login", "/auth/logout", "/oauth2callback")
LATER_S = 30


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("access")
    (place / "notes").mkdir()
    (place / "notes" / f"{KEY}{NOTE_SUFFIX}").write_bytes(note_bytes(hostile_note()))
    with (
        provider() as address,
        serving_with_sign_in(place, address, environment=watching(place / "watched")) as served,
    ):
        yield served
    assert outward(place / "watched") == []


def events(served: Served) -> list[tuple[str, str, str]]:
    """Who came, went or was refused; that the policy is a new one is noted beside it."""
    found = AuditLog(served.audit).events()
    return [(one.who, one.action, one.outcome) for one in found if one.action != Action.POLICY]


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


def test_uploads_and_files_are_for_the_person_whose_session_it_is(served: Served) -> None:
    rita, edith = sign_in(served, RITA), sign_in(served, EDITH)
    with session_of(rita, served.address) as one, session_of(edith, served.address) as other:
        drawn = one.draw("note", note=KEY, lang="en")
        other.draw("about", lang="en")
        assert one.id and other.id and one.id != other.id
        assert (one.upload(one.id), other.upload(other.id)) == (204, 204)
        assert (one.upload(other.id), other.upload(one.id)) == (404, 404)
        assert (other.remove(one.id), one.remove(one.id)) == (404, 204)
        path = one.save(drawn)
        assert rita.get(path).status_code == 200
        assert edith.get(path).status_code == 404
        assert visitor(served.address).get(path).status_code == 401


def test_a_session_is_not_taken_over_by_another(served: Served) -> None:
    rita, edith = sign_in(served, RITA), sign_in(served, EDITH)
    with session_of(rita, served.address) as one:
        one.draw("about")
        with session_of(edith, served.address, resumed=one.id) as other:
            other.draw("about")
            assert other.id != one.id
        one.draw("about")


def test_a_reader_sees_no_form_and_an_editor_does(served: Served) -> None:
    form = messages_for("en")("jobs.adding")
    for who, expected in ((RITA, False), (EDITH, True)):
        with session_of(sign_in(served, who), served.address) as session:
            drawn = str(session.draw("documents", lang="en"))
            assert (form in drawn) is expected
            assert who in drawn, "the header says who signed in"


def is_closed(session: Session) -> bool:
    """Whether a session is closed within some seconds."""
    try:
        session.connection.recv(LATER_S)
    except ConnectionClosed as closed:
        return closed.rcvd is not None and closed.rcvd.code == 1008
    except TimeoutError:
        return False
    return is_closed(session)


def test_who_signs_out_is_out_everywhere(served: Served) -> None:
    person = sign_in(served, RITA)
    copied = visitor(served.address)
    for name, value in person.cookies.items():
        copied.cookies.set(name, value)
    assert copied.get("/").status_code == 200
    before = len(events(served))
    with session_of(person, served.address) as session:
        session.draw("about")
        left = person.get("/auth/logout")
        assert left.headers["location"].startswith(f"{served.provider}/oauth2/end_session?")
        assert "id_token_hint=" in left.headers["location"]
        assert is_closed(session)
    assert person.get("/").status_code == copied.get("/").status_code == 401
    assert messages_for("en")("access.ended") not in person.get("/").text
    assert events(served)[before:] == [(RITA, "sign_out", "done")]


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("session_hours = 8", "session_hours = 0.0001", 401),
        ('"@reader.example"', '"@others.example"', 403),
    ],
)
def test_a_sign_in_that_ends_and_a_role_that_goes_close_what_is_open(
    served: Served, old: str, new: str, status: int
) -> None:
    person, text = sign_in(served, RITA), served.policy.read_text()
    try:
        with session_of(person, served.address) as session:
            session.draw("about")
            served.policy.write_text(text.replace(old, new))
            assert is_closed(session)
        page = person.get("/about")
        assert page.status_code == status
        assert (messages_for("en")("access.ended") in page.text) == (status == 401)
        with pytest.raises(InvalidStatus), session_of(person, served.address):
            pass
    finally:
        served.policy.write_text(text)


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
