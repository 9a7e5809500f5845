"""Who sent a request, by its cookie: what is not quite right is nobody's."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import cookie_parser
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from cmp_search.web.access.identity import CLOCKS_DIFFER_S, Identity, identity_of
from cmp_search.web.access.policy import Policy
from cmp_search.web.access.reading import read_policy
from cmp_search.web.access.roles import Role
from cmp_search.web.access.streamlit_parts import USER_COOKIE
from tests.web.access.signing_in import COOKIE_SECRET, EMAILS, signed_in_cookie, write_policy

ADDRESS = "https://search.example.org"
RITA = EMAILS[Role.READER]
HOUR = 3600


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    return read_policy(write_policy(tmp_path, ADDRESS))


def found(policy: Policy, cookie: str) -> Identity | None:
    return identity_of(cookie_parser(cookie), COOKIE_SECRET, policy)


def claimed(policy: Policy, **claims: Any) -> Identity | None:
    return found(policy, signed_in_cookie(RITA, ADDRESS, **claims))


def role_of(policy: Policy, **claims: Any) -> Role | None:
    identity = claimed(policy, **claims)
    return identity.role(policy) if identity else None


@pytest.mark.parametrize("role", Role)
def test_who_signed_in_has_their_role(policy: Policy, role: Role) -> None:
    identity = found(policy, signed_in_cookie(EMAILS[role], ADDRESS))
    assert identity and identity.email == EMAILS[role]
    assert identity.role(policy) is role


@pytest.mark.parametrize(
    "claims",
    [
        {"origin": "http://search.example.org"},
        {"origin": "https://search.example.org:8443"},
        {"origin": "https://evil.example"},
        {"origin": None},
        {"is_logged_in": False},
        {"is_logged_in": "yes"},
        {"iat": None},
        {"iat": "now"},
        {"iat": True},
        {"iat": time.time() - 8 * HOUR - 1},
        {"iat": time.time() + 2 * CLOCKS_DIFFER_S + HOUR},
        {"iat": float("inf")},
        {"iat": float("-inf")},
        {"iat": float("nan")},
    ],
)
def test_what_was_not_said_of_this_app_and_lately_is_nobody_s(
    policy: Policy, claims: dict[str, Any]
) -> None:
    assert claimed(policy, **claims) is None


def test_clocks_may_differ_a_little(policy: Policy) -> None:
    assert role_of(policy, iat=time.time() + CLOCKS_DIFFER_S / 2) is Role.READER


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": None},
        {"email": [RITA]},
        {"email": ""},
    ],
)
def test_without_a_verified_address_somebody_may_do_nothing(
    policy: Policy, claims: dict[str, Any]
) -> None:
    identity = claimed(policy, groups=["editors"], **claims)
    assert identity and identity.email == ""
    assert identity.role(policy) is None


def test_a_provider_that_verifies_nothing_can_be_trusted(tmp_path: Path) -> None:
    path = write_policy(tmp_path, ADDRESS)
    path.write_text(path.read_text().replace("[roles]", "trust_emails = true\n[roles]"))
    policy = read_policy(path)
    unsaid = {"sub": "1", "email": RITA, "iat": time.time(), "origin": ADDRESS}
    value = create_signed_value(
        COOKIE_SECRET, USER_COOKIE, json.dumps(unsaid | {"is_logged_in": True})
    )
    identity = found(policy, f"{USER_COOKIE}={value.decode()}")
    assert identity and identity.role(policy) is Role.READER
    assert role_of(policy, email_verified=False) is None


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["editors"], Role.EDITOR),
        ("editors", Role.EDITOR),
        (["others", 7, None], Role.READER),
        ({"editors": True}, Role.READER),
        (None, Role.READER),
    ],
)
def test_groups_are_those_that_the_provider_names(
    policy: Policy, groups: object, role: Role
) -> None:
    assert role_of(policy, groups=groups) is role


def test_an_address_is_compared_in_small_letters(policy: Policy) -> None:
    assert role_of(policy, email="Rita@Reader.Example") is Role.READER


@pytest.mark.parametrize("secret", ["another secret of thirty-two chars", COOKIE_SECRET[::-1]])
def test_what_was_signed_by_others_is_nobody_s(policy: Policy, secret: str) -> None:
    assert found(policy, signed_in_cookie(RITA, ADDRESS, secret=secret)) is None


def test_what_was_changed_is_nobody_s(policy: Policy) -> None:
    name, _, value = signed_in_cookie(RITA, ADDRESS).partition("=")
    for changed in ("", value[:-1], f"{value}x", f"x{value}", value.replace(".", "", 1), "a.b.c"):
        assert found(policy, f"{name}={changed}") is None
    assert found(policy, f"{name}_tokens={value}") is None, "signed for another cookie"
    assert found(policy, "") is None


def test_what_is_signed_and_is_no_claims_is_nobody_s(policy: Policy) -> None:
    for text in ("null", "[]", '"rita"', "{", "7"):
        value = create_signed_value(COOKIE_SECRET, USER_COOKIE, text)
        assert found(policy, f"{USER_COOKIE}={value.decode()}") is None


def chunks(claims: dict[str, Any]) -> dict[str, str]:
    """The cookies of a sign-in that is too long for one, as Streamlit sets them."""
    cookies: dict[str, str] = {}

    def sign(name: str, value: str) -> bytes:
        return create_signed_value(COOKIE_SECRET, name, value)

    def keep(name: str, value: str) -> None:
        cookies[name] = sign(name, value).decode()

    set_cookie_with_chunks(keep, sign, USER_COOKIE, claims, cookie_attr_size=60)
    return cookies


def test_a_long_cookie_comes_in_pieces_each_of_them_signed(policy: Policy) -> None:
    groups = [f"group {n} of {n * 7919 % 104729}" for n in range(900)]
    claims = {"email": RITA, "email_verified": True, "iat": time.time(), "is_logged_in": True}
    cookies = chunks({**claims, "origin": ADDRESS, "groups": [*groups, "editors"]})
    assert len(cookies) > 2
    identity = identity_of(cookies, COOKIE_SECRET, policy)
    assert identity and identity.role(policy) is Role.EDITOR
    pieces = sorted(cookies)[1:]
    for piece in pieces:
        others = {name: value for name, value in cookies.items() if name != piece}
        assert identity_of(others, COOKIE_SECRET, policy) is None
        swapped = {**cookies, piece: cookies[pieces[pieces.index(piece) - 1]]}
        assert identity_of(swapped, COOKIE_SECRET, policy) is None or len(pieces) == 1


def test_a_sign_in_ends_as_soon_as_the_policy_says(policy: Policy, tmp_path: Path) -> None:
    identity = claimed(policy, iat=time.time() - 2 * HOUR)
    assert identity and identity.role(policy) is Role.READER
    assert identity.role(read_policy(write_policy(tmp_path, ADDRESS, hours=1))) is None


def test_sign_ins_are_told_apart(policy: Policy) -> None:
    now = int(time.time())
    keys = {
        identity.key
        for claims in (
            {"iat": now},
            {"iat": now - 1},
            {"iat": now, "sub": "another"},
            {"iat": now, "nonce": "another"},
        )
        if (identity := claimed(policy, **claims))
    }
    assert len(keys) == 4
