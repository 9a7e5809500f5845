"""Words of fact questions across three languages."""

import pytest

from cmp_search.language.themes import alike
from cmp_search.search.fact_words import place_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("mining", "mines"),
        ("mineria", "mining"),
        ("trade", "comercio"),
        ("foresterie", "forestry"),
        ("bosques", "forets"),
        ("environnement", "environment"),
        ("ambiente", "environment"),
        ("agronegocios", "agroalimentaire"),
        ("peche", "pesca"),
        ("eau", "agua"),
        ("aeronautics", "aeronautique"),
        ("quebecoise", "quebec"),
    ],
)
def test_words_that_mean_the_same(left: str, right: str) -> None:
    assert alike(left, right) and alike(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("mining", "minister"),
        ("mar", "marzo"),
        ("puertos", "portugal"),
        ("trade", "tradition"),
        ("investment", "investigacion"),
        ("culture", "cultivo"),
        ("energy", "environment"),
    ],
)
def test_words_that_do_not(left: str, right: str) -> None:
    assert not alike(left, right) and not alike(right, left)


def test_a_name_stands_among_words_in_any_order_and_language() -> None:
    name = ("canada", "mexico", "partnership")
    assert place_of(name, ["energie", "partenariat", "canada", "mexique"]) == 1
    assert place_of(name, ["partnership", "mexico"]) is None
    assert place_of(name, ["canada", "energy", "mexico", "partnership"]) is None
