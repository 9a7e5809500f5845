"""Country forms: where countries are named, and how another is written there."""

import pytest

from cmp_search.language.country_forms import (
    Adjective,
    country_adjective,
    country_mentions,
    country_name,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Mexican side of Canada", [("MX", "Mexican"), ("CA", "Canada")]),
        ("aux États-Unis, au Sri Lanka", [("US", "États-Unis"), ("LK", "Sri Lanka")]),
        ("U.S. and UK, with us", [("US", "U.S."), ("GB", "UK")]),
        ("mexico, chad and turkey", [("MX", "mexico")]),
        ("the Canada-Mexico Partnership", []),
        ("le Partenariat Canada–Mexique", []),
        ("Guatemalan workers", [("", "Guatemalan")]),
        ("indigenous forestry", []),
    ],
)
def test_countries_are_found_by_name_and_adjective(text: str, found: list[tuple[str, str]]) -> None:
    mentions = country_mentions(text)
    assert [(one.code, text[one.start : one.end]) for one in mentions] == found


@pytest.mark.parametrize(
    ("code", "form", "word"),
    [
        ("CA", Adjective("en", None, plural=False), "Canadian"),
        ("CA", Adjective("fr", feminine=True, plural=True), "canadiennes"),
        ("MX", Adjective("fr", feminine=False, plural=True), "mexicains"),
        ("FR", Adjective("fr", feminine=False, plural=True), "français"),
        ("ES", Adjective("es", feminine=False, plural=True), "españoles"),
        ("DE", Adjective("es", feminine=False, plural=True), "alemanes"),
        ("US", Adjective("es", feminine=True, plural=True), "estadounidenses"),
        ("CH", Adjective("fr", feminine=True, plural=False), ""),
    ],
)
def test_an_adjective_has_the_form_that_its_noun_asks(
    code: str, form: Adjective, word: str
) -> None:
    assert country_adjective(code, form) == word


def test_a_form_of_both_genders_tells_neither() -> None:
    (mention,) = country_mentions("la copresidenta canadiense")
    assert mention.adjective == Adjective("es", None, plural=False)


def test_names_are_those_of_each_language() -> None:
    names = [country_name("US", language) for language in ("en", "fr", "es")]
    assert names == ["United States", "États-Unis", "Estados Unidos"]
