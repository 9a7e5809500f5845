"""Co-chairs: contacts under headings, in lists and tables, in three languages."""

import pytest

from tests.orientation.making import chairs_of, item, orientation_of, row
from tests.sample import heading, paragraph


@pytest.mark.parametrize(
    ("group", "label", "role", "language"),
    [
        ("Lens Working Group", "Northern Co-Chair", "Keeper\nInstitute of Fog", "en"),
        ("Groupe de travail sur les phares", "Coprésidente du Nord", "Directrice, Phares", "fr"),
        ("Grupo de Trabajo de Faros", "Copresidencia del Norte", "Titular\nSecretaría", "es"),
    ],
)
@pytest.mark.parametrize(
    "person", ["Ottoline P. Quickwater", "Íñigo de la Niebla", "Anne fogsmith"]
)
def test_a_contact_under_a_heading(
    group: str, label: str, role: str, language: str, person: str
) -> None:
    pieces = [heading(group, 1), heading(label, 2), paragraph(f"{person}\n{role}")]
    assert chairs_of(pieces, language) == [(person, label, group)]
    (found,) = orientation_of(pieces, language).chairs
    assert found.role and found.role.text == role


def test_a_short_line_may_stand_for_a_heading() -> None:
    pieces = [
        heading("Lens Working Group", 1),
        paragraph("Northern Co-Chair"),
        paragraph("Ottoline Quickwater\nInstitute of Fog"),
        paragraph("Anne Roe\nMinistry of Fog"),
        paragraph("Southern Co-Chair:"),
        paragraph("Ana López, Minister of Brass"),
        paragraph("The group met."),
        paragraph("Jane Doe\nInstitute of Fog"),
    ]
    assert chairs_of(pieces) == [
        ("Ottoline Quickwater", "Northern Co-Chair", "Lens Working Group"),
        ("Anne Roe", "Northern Co-Chair", "Lens Working Group"),
        ("Ana López", "Southern Co-Chair", "Lens Working Group"),
    ]


def test_contacts_on_one_line() -> None:
    pieces = [
        heading("Lens Working Group", 1),
        heading("Co-Chairs", 2),
        item("1. Ottoline Quickwater, Head of the Institute of Fog"),
        paragraph("Ministry of Fog (MF): Anne Roe, Director of Lamps"),
    ]
    assert [name for name, *_ in chairs_of(pieces)] == ["Ottoline Quickwater", "Anne Roe"]


@pytest.mark.parametrize(
    "text",
    [
        "Natural Lamp Resources\nMinistry of Fog",
        "Director General\nInstitute of Fog",
        "To be confirmed\nInstitute of Fog",
        "Vacant\nInstitute of Fog",
        "Ottoline Quickwater\nSaltmarsh",
        "Ottoline Quickwater, who keeps the lamp",
        "Lamp Affairs Board, Head Office",
        "They thank the Head of the Institute. Anne Roe, Director, was there.",
    ],
)
def test_what_is_no_contact(text: str) -> None:
    assert chairs_of([heading("Northern Co-Chair", 1), paragraph(text)]) == []


def test_a_contact_elsewhere_is_no_co_chair() -> None:
    contact = paragraph("Ottoline Quickwater\nInstitute of Fog")
    assert chairs_of([heading("Chairing", 1), contact, heading("Contacts", 1), contact]) == []


def test_the_heading_may_name_the_group_or_none() -> None:
    contact = paragraph("Ottoline Quickwater\nInstitute of Fog")
    pieces = [
        heading("Message from the Co-Chairs", 1),
        contact,
        heading("Reports", 1),
        paragraph("The Lens Working Group (LWG) met."),
        heading("Co-Chairs of the Lens Working Group", 2),
        contact,
    ]
    assert [group for *_, group in chairs_of(pieces)] == ["", "Lens Working Group"]


def test_a_line_labelled_as_such() -> None:
    pieces = [
        heading("Groupe de travail sur les phares", 1),
        paragraph("Coprésidente (Nord) : Mme Anne Roe, Hydro-Brume"),
        paragraph("Copresidentes: Ana López (Chile) y Juan Faro (Perú)"),
        paragraph("Le président de la séance a remercié : Jean Quai était là."),
    ]
    group = "Groupe de travail sur les phares"
    assert chairs_of(pieces, "fr") == [
        ("Anne Roe", "Coprésidente (Nord)", group),
        ("Ana López", "Copresidentes", group),
        ("Juan Faro", "Copresidentes", group),
    ]


def test_rows_of_a_table() -> None:
    pieces = [
        row("Groupe: Phares | Coprésidence (Nord): Anne Roe, directrice | Coprésidence (Sud): –"),
        row("Nom: Anne Roe | Coprésidence: Jean Quai, directeur"),
    ]
    assert chairs_of(pieces, "fr") == [("Anne Roe", "Coprésidence (Nord)", "Phares")]


def test_several_contacts_that_are_only_wrapped() -> None:
    pieces = [
        heading("Lens Working Group", 1),
        heading("Co-Chairs", 2),
        paragraph("Ottoline Quickwater, Institute of Fog\nAnne Roe, Hydro-Brume"),
        paragraph("Ottoline Quickwater, Institute of Fog\nand others, too"),
    ]
    assert [name for name, *_ in chairs_of(pieces)] == ["Ottoline Quickwater", "Anne Roe"]


def test_an_institution_before_the_name_is_the_side() -> None:
    pieces = [
        heading("Lens Working Group", 1),
        heading("Co-Chairs", 2),
        item("1. Ministry of Fog (MF): Anne Roe, Director of Lamps"),
        item("2. Jane Doe, Director of Bread"),
    ]
    sides = [c.side.text if c.side else "" for c in orientation_of(pieces).chairs]
    assert sides == ["Ministry of Fog (MF)", ""]


def test_a_line_may_stand_for_the_heading_of_a_group() -> None:
    pieces = [
        heading("Grupos", 1),
        paragraph("3.1 Grupo de Trabajo de Faros"),
        paragraph("Copresidente por Perú\nJuan Sol\nDirector de Faros"),
        paragraph("3.2 Comité Científico"),
        paragraph("Preside el comité la doctora Ana López, profesora."),
    ]
    assert chairs_of(pieces, "es") == [
        ("Juan Sol", "Copresidente por Perú", "Grupo de Trabajo de Faros"),
        ("Ana López", "Preside", "Comité Científico"),
    ]


@pytest.mark.parametrize("person", ["Pham Thu Ha", "Nguyen Van Minh", "Le Quang Huy"])
def test_words_of_a_grammar_may_be_names(person: str) -> None:
    pieces = [heading("Groupe de travail sur les phares", 1), paragraph(f"Coprésidente : {person}")]
    assert [name for name, *_ in chairs_of(pieces, "fr")] == [person]
