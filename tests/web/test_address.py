"""Links in HTML lead to the same address as Streamlit's."""

from urllib.parse import parse_qs, urlsplit

import pytest

from cmp_search.web import address as addresses
from cmp_search.web.address import address_of


def test_an_address_holds_what_is_to_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "with_language", lambda query: {**query, "lang": "fr"})
    address = urlsplit(address_of("read", {"document": "a b&c", "year": ["1", "2"]}))
    assert address.path == "read"
    assert parse_qs(address.query) == {"document": ["a b&c"], "year": ["1", "2"], "lang": ["fr"]}
