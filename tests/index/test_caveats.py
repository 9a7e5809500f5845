"""Caveats: what to know of an index, as a sentence."""

import pytest

from cmp_search.index.caveats import Caveat
from cmp_search.locales import interfaces, messages_for


@pytest.mark.parametrize("language", interfaces())
def test_a_moment_is_told_in_words(language: str) -> None:
    caveat = Caveat("older_generation", {"date": "2026-03-01T08:00:00+00:00", "generation": "g1"})
    message = caveat.message(language)
    assert messages_for(language).moment("2026-03-01T08:00:00+00:00") in message
    assert "{" not in message
