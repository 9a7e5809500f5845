"""The language of the app: from the address, or the browser's preference, or English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.locales import interfaces
from cmp_search.locales.preference import preferred_language


@pytest.mark.parametrize(
    ("named", "accepted", "shown"),
    [
        ("fr", "es", "fr"),
        ("de", "es", "es"),
        (None, "es-MX", "es"),
        (None, "de, fr-CA;q=0.7, es;q=0.9", "es"),
        (None, "fr;q=0, es;q=0.1", "es"),
        (None, "en-CA,en;q=0.9,fr-CA;q=0.8", "en"),
        (None, "FR_CA", "en"),
        (None, "de, *;q=0.5", "en"),
        (None, "", "en"),
    ],
)
def test_the_language_is_the_one_wanted_most(named: str | None, accepted: str, shown: str) -> None:
    assert preferred_language(named, accepted) == shown


@given(st.one_of(st.none(), st.text()), st.text())
def test_whatever_is_said_one_of_the_three_is_shown(named: str | None, accepted: str) -> None:
    assert preferred_language(named, accepted) in interfaces()


@given(st.permutations(list(interfaces())))
def test_the_first_of_equals_is_shown(order: list[str]) -> None:
    assert preferred_language(None, ",".join(order)) == order[0]
