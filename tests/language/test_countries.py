"""Countries: by their names and adjectives, in three languages."""

import pytest

from cmp_search.language.countries import countries


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("canadienne", "CA"),
        ("mexicano", "MX"),
        ("mexique", "MX"),
        ("senegalaise", "SN"),
        ("uruguayo", "UY"),
        ("chilena", "CL"),
        ("francais", "FR"),
        ("marroqui", "MA"),
        ("spanish", "ES"),
        ("suisse", "CH"),
        ("peruvienne", "PE"),
    ],
)
def test_a_country_by_its_name_or_adjective(word: str, code: str) -> None:
    assert countries(word) == {code}


@pytest.mark.parametrize(
    "word", ["indigenous", "human", "forestry", "quebec", "mining", "national", "group", "north"]
)
def test_a_word_that_names_no_country(word: str) -> None:
    assert countries(word) == frozenset()
