"""Who looks at a page, where nobody signs in."""

import getpass

import pytest

from cmp_search.web.access.current import current_person
from cmp_search.web.access.roles import Person, Role


@pytest.fixture(autouse=True)
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_AUTH", "UPKEEP"):
        monkeypatch.delenv(f"CMP_SEARCH_{name}", raising=False)
    monkeypatch.setattr(getpass, "getuser", lambda: "anna")


@pytest.mark.parametrize(
    ("no_auth", "upkeep", "person"),
    [
        ("no", "no", Person("anna", Role.READER)),
        ("no", "yes", Person("anna", Role.ADMINISTRATOR)),
        ("yes", "no", Person("", Role.READER)),
        ("yes", "yes", Person("", Role.EDITOR)),
    ],
)
def test_without_sign_in_the_way_it_is_served_decides(
    no_auth: str, upkeep: str, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_NO_AUTH", no_auth)
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", upkeep)
    assert current_person() == person


def test_a_system_may_know_no_user(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise OSError("no user")

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert current_person().name == ""


def test_a_role_may_do_what_those_below_it_may() -> None:
    assert Role.READER < Role.EDITOR < Role.ADMINISTRATOR
