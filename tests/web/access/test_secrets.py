"""The secrets of sign-in: where they come from, and that nothing shows them."""

import os
from pathlib import Path

import pytest

from cmp_search.errors import ServingError
from cmp_search.web.access.policy import Policy
from cmp_search.web.access.reading import read_policy
from cmp_search.web.access.secrets import VARIABLES, Secrets, secrets_of
from tests.raising import raises_code
from tests.web.access.signing_in import CLIENT_SECRET, COOKIE_SECRET, write_policy

CLIENT, COOKIE = VARIABLES.values()


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Policy:
    for name in VARIABLES.values():
        monkeypatch.delenv(name, raising=False)
    return read_policy(write_policy(tmp_path, "https://search.example.org"))


def file_of(policy: Policy) -> Path:
    assert policy.secrets
    return policy.secrets


def test_they_come_from_a_file_or_from_the_environment(
    policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert secrets_of(policy) == Secrets(CLIENT_SECRET, COOKIE_SECRET)
    monkeypatch.setenv(CLIENT, "another")
    assert secrets_of(policy) == Secrets("another", COOKIE_SECRET)
    file_of(policy).write_text("")
    monkeypatch.setenv(COOKIE, "x" * 32)
    assert secrets_of(policy) == Secrets("another", "x" * 32)


@pytest.mark.skipif(os.name != "posix", reason="files have no modes here")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_a_file_that_others_can_read_is_refused(policy: Policy, mode: int) -> None:
    file_of(policy).chmod(mode)
    with raises_code(ServingError, "access_secret_open", path=str(policy.secrets)):
        secrets_of(policy)


def test_what_is_missing_is_named(policy: Policy) -> None:
    file_of(policy).write_text(f'client_secret = "{CLIENT_SECRET}"')
    with raises_code(ServingError, "access_secret_missing", name=COOKIE):
        secrets_of(policy)
    file_of(policy).write_text("client_secret = 7")
    with raises_code(ServingError, "access_secret_missing", name=CLIENT):
        secrets_of(policy)
    file_of(policy).unlink()
    with raises_code(ServingError, "access_missing", path=str(policy.secrets)):
        secrets_of(policy)


def test_cookies_need_a_long_secret(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COOKIE, "x" * 31)
    with raises_code(ServingError, "access_secret_short", name=COOKIE, fewest=32):
        secrets_of(policy)


def test_no_message_has_a_secret_in_it(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [repr(secrets_of(policy)), str(secrets_of(policy))]
    monkeypatch.setenv(COOKIE, COOKIE_SECRET[:20])
    with pytest.raises(ServingError) as caught:
        secrets_of(policy)
    said += [str(caught.value), repr(caught.value.record)]
    assert not any(CLIENT_SECRET in one or COOKIE_SECRET[:20] in one for one in said)
