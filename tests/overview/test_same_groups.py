"""Same groups: one group by its names in several languages, none that may be another."""

import pytest

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Span
from cmp_search.orientation.facts import Chair, FactSource, Group, Quote
from cmp_search.orientation.groups import group_key
from cmp_search.overview.choice import Attributed
from cmp_search.overview.same_groups import same_groups

TITLES = {
    "en": "Norway–Peru Partnership: report",
    "fr": "Partenariat Norvège–Pérou : rapport",
    "es": "Alianza Noruega–Perú: informe",
}
NETS = {
    "en": "Cold Water Fishing Working Group",
    "fr": "Groupe de travail sur la pêche en eau froide",
}
SOURCE = FactSource("p", Span(0, 1))


def quote(text: str) -> Quote:
    return Quote(text, 0, len(text))


def entry(language: str, title: str = "", edition_of: str = "") -> Entry:
    return Entry(
        id=f"{language}-{title}",
        title=title or TITLES[language],
        language=language,
        edition_of=edition_of or None,
    )


def group(name: str, language: str, title: str = "", edition_of: str = "") -> Attributed[Group]:
    return Attributed(entry(language, title, edition_of), Group(quote(name), True, SOURCE))


def chair(person: str, name: str, language: str) -> Attributed[Chair]:
    fact = Chair(quote(person), None, quote("co-chair"), quote(name), SOURCE)
    return Attributed(entry(language), fact)


def are_one(*groups: Attributed[Group], chairs: tuple[Attributed[Chair], ...] = ()) -> bool:
    same = same_groups(groups, chairs)
    return len({same[group_key(one.fact.name.text)] for one in groups}) == 1


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Mining Working Group", "Groupe de travail sur les mines"),
        ("Glacier Science Working Group", "Groupe de travail sur la science des glaciers"),
        ("Working Group on Port Safety", "Groupe de travail sur la sécurité des ports"),
        ("Fisheries Committee", "Comité des pêches"),
    ],
)
def test_names_whose_words_mean_the_same_are_of_one_group(english: str, french: str) -> None:
    assert are_one(group(english, "en"), group(french, "fr"))


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Energy Working Group", "Groupe de travail sur les énergies renouvelables"),
        ("Fisheries Working Group", "Comité des pêches"),
        ("Trade Working Group", "Groupe de travail sur les mines"),
    ],
)
def test_names_that_say_something_else_are_not(english: str, french: str) -> None:
    assert not are_one(group(english, "en"), group(french, "fr"))


def test_a_group_of_another_partnership_is_another() -> None:
    mining, mines = "Mining Working Group", "Groupe de travail sur les mines"
    assert not are_one(group(mining, "en"), group(mines, "fr", "Partenariat Pérou–Chili"))
    assert not are_one(group(mining, "en", "Report"), group(mines, "fr", "Rapport"))
    assert are_one(group(mining, "en", "Report", "text"), group(mines, "fr", "Rapport", "text"))


def test_who_heads_both_tells_where_half_of_the_words_do() -> None:
    groups = [group(name, language) for language, name in NETS.items()]
    assert not are_one(*groups)
    same = tuple(chair("Lars Haugen", name, language) for language, name in NETS.items())
    assert are_one(*groups, chairs=same)
    other = (same[0], chair("Rosa Huamán", NETS["fr"], "fr"))
    assert not are_one(*groups, chairs=other)
    trade = group("Trade Working Group", "en")
    both = (chair("Lars Haugen", "Trade Working Group", "en"), same[1])
    assert not are_one(trade, groups[1], chairs=both)


def test_two_that_may_be_meant_are_left_apart() -> None:
    groups = (
        group("Working Group on Port Safety", "en"),
        group("Working Group on Port Security", "en"),
        group("Groupe de travail sur la sécurité des ports", "fr"),
    )
    same = same_groups(groups, ())
    assert all(standing == key for key, standing in same.items())


def test_three_languages_have_one_group() -> None:
    assert are_one(
        group("Mining Working Group", "en"),
        group("Groupe de travail sur les mines", "fr"),
        group("Grupo de Trabajo de Minería", "es"),
    )
