"""Co-chairs: contacts under headings, and sentences, in three languages."""

import pytest

from tests.orientation.making import item, orientation_of, row
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
    ("text", "language", "expected"),
    [
        (
            "Le Lens Working Group est coprésidé par Mme Anne Roe, directrice, pour le Nord, et par"
            " M. Jean Quai, pour le Sud.",
            "fr",
            [("Anne Roe", "Nord"), ("Jean Quai", "Sud")],
        ),
        (
            "El LWG está copresidido por Ana López (Chile) y Juan Faro (Perú).",
            "es",
            [("Ana López", "Chile"), ("Juan Faro", "Perú")],
        ),
        ("The Lens Working Group is chaired by Anne Roe.", "en", [("Anne Roe", "")]),
        (
            "Anne Roe and Jean Quai co-chair the Lens Working Group.",
            "en",
            [("Anne Roe", ""), ("Jean Quai", "")],
        ),
        ("Ana López copreside el LWG por Chile.", "es", [("Ana López", "Chile")]),
        ("Copresiden el LWG Ana López y Juan Faro.", "es", [("Ana López", ""), ("Juan Faro", "")]),
        ("La coprésidente du LWG est Anne Roe.", "fr", [("Anne Roe", "")]),
        (
            "La présidence du LWG est assurée par Anne Roe, directrice.",
            "fr",
            [("Anne Roe", "")],
        ),
        ("The LWG was chaired by the Ministry of Fog.", "en", []),
        ("The LWG, which met, was praised; it is chaired by Anne Roe.", "en", []),
        ("They said that Anne Roe and others co-chair the LWG.", "en", []),
    ],
)
def test_a_sentence_with_a_verb(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    pieces = [paragraph("The Lens Working Group (LWG) met."), paragraph(text)]
    found = orientation_of(pieces, language).chairs
    assert [(c.person.text, c.side.text if c.side else "") for c in found] == expected
    assert all(c.group and c.group.text in ("LWG", "Lens Working Group") for c in found)


def test_the_group_of_the_heading_need_not_be_named_again() -> None:
    group = heading("Groupe de travail sur les phares", 1)
    text = paragraph("Le groupe est présidé par Anne Roe, directrice.")
    assert chairs([group, text], "fr") == [
        ("Anne Roe", "présidé", "Groupe de travail sur les phares")
    ]
    assert chairs([heading("Divers", 1), text], "fr") == []
    spanish = paragraph("La copresidenta chilena es ahora Ana López, de Faros; Juan Sol sigue.")
    assert chairs([heading("Grupo de Trabajo de Faros", 1), spanish], "es") == [
        ("Ana López", "copresidenta chilena", "Grupo de Trabajo de Faros")
    ]


def test_the_partnership_itself_has_heads() -> None:
    pieces = [
        paragraph("Le Partenariat Mali–Peru (PMP) est dirigé par Anne Roe, directrice."),
        paragraph("La secrétaire exécutive du PMP est Rosa Pérez."),
        paragraph("Le Partenariat pour les phares du Nord (PPN) est dirigé par Jean Quai."),
    ]
    assert chairs(pieces, "fr") == [
        ("Anne Roe", "Partenariat Mali–Peru (PMP) est dirigé", ""),
        ("Rosa Pérez", "La secrétaire exécutive du PMP", ""),
    ]


def test_a_line_labelled_as_such() -> None:
    pieces = [
        heading("Groupe de travail sur les phares", 1),
        paragraph("Coprésidente (Nord) : Mme Anne Roe, Hydro-Brume"),
        paragraph("Copresidentes: Ana López (Chile) y Juan Faro (Perú)"),
        paragraph("Le président de la séance a remercié : Jean Quai était là."),
    ]
    group = "Groupe de travail sur les phares"
    assert chairs(pieces, "fr") == [
        ("Anne Roe", "Coprésidente (Nord)", group),
        ("Ana López", "Copresidentes", group),
        ("Juan Faro", "Copresidentes", group),
    ]


def test_rows_of_a_table() -> None:
    pieces = [
        row("Groupe: Phares | Coprésidence (Nord): Anne Roe, directrice | Coprésidence (Sud): –"),
        row("Nom: Anne Roe | Coprésidence: Jean Quai, directeur"),
    ]
    assert chairs(pieces, "fr") == [("Anne Roe", "Coprésidence (Nord)", "Phares")]


def test_several_contacts_that_are_only_wrapped() -> None:
    pieces = [
        heading("Lens Working Group", 1),
        heading("Co-Chairs", 2),
        paragraph("Ottoline Quickwater, Institute of Fog\nAnne Roe, Hydro-Brume"),
        paragraph("Ottoline Quickwater, Institute of Fog\nand others, too"),
    ]
    assert [name for name, *_ in chairs(pieces)] == ["Ottoline Quickwater", "Anne Roe"]


def test_an_institution_before_the_name_is_the_side() -> None:
    pieces = [
        heading("Lens Working Group", 1),
        heading("Co-Chairs", 2),
        item("1. Ministry of Fog (MF): Anne Roe, Director of Lamps"),
        item("2. Jane Doe, Director of Bread"),
    ]
    sides = [c.side.text if c.side else "" for c in orientation_of(pieces).chairs]
    assert sides == ["Ministry of Fog (MF)", ""]


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


@pytest.mark.parametrize(
    ("before", "text", "language", "expected"),
    [
        ("Le Partenariat Mali–Peru est né.", "Il est coprésidé par Anne Roe.", "fr", ["Anne Roe"]),
        ("La Alianza Mali–Perú nació.", "Su directora es Ana López.", "es", ["Ana López"]),
        ("La Alianza Mali–Perú nació.", "Está dirigida por Ana López.", "es", ["Ana López"]),
        ("Le phare est né.", "Il est coprésidé par Anne Roe.", "fr", []),
        ("Le Partenariat Mali–Peru est né.", "La directrice est Anne Roe.", "fr", []),
    ],
)
def test_the_sentence_before_may_say_what_it_is_about(
    before: str, text: str, language: str, expected: list[str]
) -> None:
    pieces = [heading("Présentation", 1), paragraph(f"{before} {text}")]
    assert [name for name, *_ in chairs(pieces, language)] == expected


def test_a_line_may_stand_for_the_heading_of_a_group() -> None:
    pieces = [
        heading("Grupos", 1),
        paragraph("3.1 Grupo de Trabajo de Faros"),
        paragraph("Copresidente por Perú\nJuan Sol\nDirector de Faros"),
        paragraph("3.2 Comité Científico"),
        paragraph("Preside el comité la doctora Ana López, profesora."),
    ]
    assert chairs(pieces, "es") == [
        ("Juan Sol", "Copresidente por Perú", "Grupo de Trabajo de Faros"),
        ("Ana López", "Preside", "Comité Científico"),
    ]


@pytest.mark.parametrize("person", ["Pham Thu Ha", "Nguyen Van Minh", "Le Quang Huy"])
def test_words_of_a_grammar_may_be_names(person: str) -> None:
    pieces = [heading("Groupe de travail sur les phares", 1), paragraph(f"Coprésidente : {person}")]
    assert [name for name, *_ in chairs(pieces, "fr")] == [person]
