"""Co-chairs: contacts under headings, and sentences, in three languages."""

import pytest

from tests.orientation.making import item, orientation_of
from tests.sample import Piece, heading, paragraph


def chairs(pieces: list[Piece], language: str = "en") -> list[tuple[str, str, str]]:
    """Person, label and group of each co-chair."""
    return [
        (chair.person.text, chair.label.text, chair.group.text if chair.group else "")
        for chair in orientation_of(pieces, language).chairs
    ]


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
    assert chairs(pieces, language) == [(person, label, group)]
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
    assert chairs(pieces) == [
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
    assert [name for name, *_ in chairs(pieces)] == ["Ottoline Quickwater", "Anne Roe"]


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
    assert chairs([heading("Northern Co-Chair", 1), paragraph(text)]) == []


def test_a_contact_elsewhere_is_no_co_chair() -> None:
    contact = paragraph("Ottoline Quickwater\nInstitute of Fog")
    assert chairs([heading("Chairing", 1), contact, heading("Contacts", 1), contact]) == []


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
    assert [group for *_, group in chairs(pieces)] == ["", "Lens Working Group"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("LWG co-chair Dr. Anne Roe spoke.", "en", ("Anne Roe", "co-chair", "LWG")),
        (
            "Anne Roe, northern co-chair of the Lens Working Group, spoke.",
            "en",
            ("Anne Roe", "northern co-chair", "Lens Working Group"),
        ),
        (
            "Mme Anne Roe, coprésidente canadienne du Lens Working Group, a parlé.",
            "fr",
            ("Anne Roe", "coprésidente canadienne", "Lens Working Group"),
        ),
        (
            "Ana López, copresidenta del Lens Working Group, habló.",
            "es",
            ("Ana López", "copresidenta", "Lens Working Group"),
        ),
    ],
)
def test_a_sentence(text: str, language: str, expected: tuple[str, str, str]) -> None:
    pieces = [paragraph("The Lens Working Group (LWG) met."), paragraph(text)]
    assert chairs(pieces, language) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "They named Anne Roe, of Fog, as the northern co-chair, and the Lens Working Group met.",
        "The Lens Working Group co-chair Lamp Institute was there.",
        "Anne Roe thanked the co-chair of the Lens Working Group.",
    ],
)
def test_a_sentence_that_leaves_it_open(text: str) -> None:
    assert chairs([paragraph("The Lens Working Group (LWG) met."), paragraph(text)]) == []
