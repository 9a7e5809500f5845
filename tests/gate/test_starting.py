"""Where a server may listen."""

import pytest

from cmp_search.errors import ServingError
from cmp_search.gate.hosts import LOOPBACK, Allowed
from cmp_search.gate.starting import ALLOWED_HOSTS, NO_AUTH, allowed_at
from tests.raising import raises_code

WIDE = ["0.0.0.0", "::", "192.0.2.1", "search.example", ""]


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "::1"])
def test_this_machine_alone_needs_no_leave(address: str) -> None:
    assert allowed_at(address) == Allowed(LOOPBACK, is_open=False)


@pytest.mark.parametrize("address", WIDE)
def test_others_need_it_in_so_many_words(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with raises_code(ServingError, "serving_open", address=address or "0.0.0.0"):
        allowed_at(address)
    monkeypatch.setenv(NO_AUTH, "no")
    with raises_code(ServingError, "serving_open"):
        allowed_at(address)
    monkeypatch.setenv(NO_AUTH, "yes")
    own = {address} - {"0.0.0.0", "::", ""}
    assert allowed_at(address) == Allowed(LOOPBACK | own, is_open=True)


def test_names_of_the_server_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ALLOWED_HOSTS, "Search.example, other.example:443,")
    with raises_code(ServingError, "serving_open", address="other.example"):
        allowed_at("localhost")
    monkeypatch.setenv(NO_AUTH, "yes")
    assert allowed_at("localhost").names == LOOPBACK | {"search.example", "other.example"}
    monkeypatch.setenv(ALLOWED_HOSTS, "https://search.example")
    with raises_code(ServingError, "serving_host", name="https://search.example"):
        allowed_at("localhost")


def test_where_only_keys_open_anything_others_may_come() -> None:
    assert allowed_at("192.0.2.1", is_keyed=True) == Allowed(LOOPBACK | {"192.0.2.1"}, is_open=True)
