"""Groups: names on lines of their own, behind acronyms and in sentences, in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.orientation.groups import MAX_GROUPS, group_key, group_name
from tests.orientation.making import item, orientation_of
from tests.sample import Piece, heading, paragraph

NAMES = [
    "Lens Working Group",
    "Working Group on Oil, Brass and Fog",
    "Bread and Salt Committee",
    "Groupe de travail sur les phares et l’huile",
    "Groupe de travail Culture et brume",
    "Comité des lentilles",
    "Grupo de Trabajo sobre Faros, Aceite y Niebla",
    "Grupo de Trabajo Panadero",
    "Subcomité de Faros",
    "Mesa de Trabajo sobre Faros",
    "Sous-groupe sur l’huile",
    "Comité de suivi",
    "Comité mixte",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["{}", "2. {}", "IV. {} (LWG)", "- {};"])
def test_a_line_that_is_a_name(name: str, form: str) -> None:
    line = form.format(name)
    found = group_name(line)
    assert found and line[slice(*found)] == name


@pytest.mark.parametrize(
    "line",
    [
        "Working Group",
        "The Working Group",
        "New Working Group",
        "Working Groups and activities",
        "Reports of the Working Groups",
        "Report of the Lens Working Group",
        "Working Group meeting",
        "Lens Working Group: results",
        "The Lens Working Group met in Saltmarsh.",
        "Groupe de travail",
        "Rapports des groupes de travail",
        "Groupe de travail du PCM",
        "Groupe de travail sur les phares : bilan",
        "Le groupe de travail a poli des lentilles",
        "Grupo de Trabajo de la ONU",
        "Grupo de Trabajo sobre Faros que fue creado",
        "& Committee",
        "",
    ],
)
def test_a_line_that_is_none(line: str) -> None:
    assert group_name(line) is None


@given(st.permutations(["Oil", "Brass", "Fog"]))
def test_the_order_of_its_words_does_not_tell_a_group_from_another(order: list[str]) -> None:
    first, second, third = order
    one, other = (
        f"{first}, {second} and {third} Working Group",
        "Working Group on Fog, Oil and Brass",
    )
    assert group_key(one) == group_key(other) == {"oil", "brass", "fog"}


def names(pieces: list[Piece], language: str = "en") -> dict[str, bool]:
    return {group.name.text: group.own for group in orientation_of(pieces, language).groups}


def test_a_heading_comes_before_a_sentence_and_other_names_of_it_are_the_same() -> None:
    pieces = [
        paragraph("The Human Lamp Working Group (HLWG) met. The XYZ Lens Working Group slept."),
        heading("Working Group on the Human Lamp", 1),
        paragraph("Nothing."),
        heading("Lens Working Group", 1),
        paragraph("All members of the Lens Working Group met the Working Group on Human Lamp."),
    ]
    assert names(pieces) == {"Working Group on the Human Lamp": True, "Lens Working Group": True}
    (first, second) = orientation_of(pieces).groups
    assert first.source != second.source


def test_an_item_or_an_acronym_is_a_line_of_its_own() -> None:
    pieces = [
        paragraph("The groups are:"),
        item("Bread Working Group"),
        paragraph("The Groupe de travail sur les phares (GTP) joined."),
    ]
    assert names(pieces) == {"Bread Working Group": True, "Groupe de travail sur les phares": True}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("They left the Mobility Working Group in 2018.", "en", "Mobility Working Group"),
        ("A new Working Group on Indigo Affairs.", "en", "Working Group on Indigo Affairs"),
        ("In 2018, the Oil, Brass and Fog Committee met.", "en", "Oil, Brass and Fog Committee"),
        ("el Grupo de Trabajo de Capital Humano", "es", "Grupo de Trabajo de Capital Humano"),
        ("le Groupe de travail sur le Brouillard", "fr", "Groupe de travail sur le Brouillard"),
    ],
)
def test_a_name_in_a_sentence(text: str, language: str, expected: str) -> None:
    assert names([paragraph(text)], language) == {expected: False}


@pytest.mark.parametrize(
    "text",
    [
        "The Working Group met, and the National Co-Chairs and Working Group members ate.",
        "Both Forestry and Mining Working Groups met.",
        "the House of Commons Committee",
        "the Working Group on Oil, Brass and Fog",
        "el Grupo de Trabajo de Panaderos Unidos sobre el Faro",
        "le Groupe de travail sur les phares du nord se porte bien",
    ],
)
def test_a_name_whose_ends_are_not_clear_is_passed_over(text: str) -> None:
    assert names([paragraph(text)]) == {}


def test_a_list_of_something_else_is_cut_short() -> None:
    pieces = [item(f"Lamp{i:03} Committee") for i in range(MAX_GROUPS + 5)]
    assert len(names(pieces)) == MAX_GROUPS


def test_a_committee_may_have_its_name_in_lower_case_and_an_item_may_go_on() -> None:
    pieces = [
        paragraph("Le Comité de pilotage s’est réuni. Un comité mixte est prévu."),
        item("1. Groupe de travail sur les phares : présidé par Anne Roe"),
    ]
    found = [(one.name.text, one.own) for one in orientation_of(pieces, "fr").groups]
    assert found == [("Comité de pilotage", False), ("Groupe de travail sur les phares", True)]
