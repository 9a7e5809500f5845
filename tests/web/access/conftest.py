"""The guard in front of an app without a server, and the app where people sign in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.faults.sockets import outward, watching
from cmp_search.notes.file import NOTE_SUFFIX
from cmp_search.notes.file_format import note_bytes
from cmp_search.web.access import streamlit_parts
from cmp_search.web.access.roles import Role
from tests.browser.hostile import hostile_note
from tests.browser.places import KEY
from tests.web.access.door import App, Door
from tests.web.access.signing_in import EMAILS, STRANGER, Served, provider, serving_with_sign_in


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Streamlit keeps: a session of the reader's, and one of another's."""
    owners = {"own": EMAILS[Role.READER].upper(), "other": STRANGER}
    monkeypatch.setattr(streamlit_parts, "emails_of_session", lambda one: {owners.get(one, "")})
    monkeypatch.setattr(streamlit_parts, "address_of_login", lambda: "/auth/login?provider=token")


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """The door of an app."""
    return Door(tmp_path, App())


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app on the sample corpus, with a provider; tests leave its policy as it was."""
    place = tmp_path_factory.mktemp("access")
    (place / "notes").mkdir()
    (place / "notes" / f"{KEY}{NOTE_SUFFIX}").write_bytes(note_bytes(hostile_note()))
    with (
        provider() as address,
        serving_with_sign_in(place, address, environment=watching(place / "watched")) as served,
    ):
        yield served
    assert outward(place / "watched") == []
