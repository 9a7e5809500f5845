"""Sessions of people who signed in: what is theirs alone, and what closes them."""

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from cmp_search.locales import messages_for
from tests.browser.places import KEY
from tests.web.access.session import Session, session_of
from tests.web.access.signing_in import EDITH, RITA, Served, events, sign_in, visitor

LATER_S = 30


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
