"""Co-chairs in sentences, in three languages."""

import pytest

from tests.orientation.making import chairs_of, orientation_of
from tests.sample import heading, paragraph


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
    assert chairs_of(pieces, language) == [expected]


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
    assert chairs_of([group, text], "fr") == [
        ("Anne Roe", "présidé", "Groupe de travail sur les phares")
    ]
    assert chairs_of([heading("Divers", 1), text], "fr") == []
    spanish = paragraph("La copresidenta chilena es ahora Ana López, de Faros; Juan Sol sigue.")
    assert chairs_of([heading("Grupo de Trabajo de Faros", 1), spanish], "es") == [
        ("Ana López", "copresidenta chilena", "Grupo de Trabajo de Faros")
    ]


def test_the_partnership_itself_has_heads() -> None:
    pieces = [
        paragraph("Le Partenariat Mali–Peru (PMP) est dirigé par Anne Roe, directrice."),
        paragraph("La secrétaire exécutive du PMP est Rosa Pérez."),
        paragraph("Le Partenariat pour les phares du Nord (PPN) est dirigé par Jean Quai."),
    ]
    assert chairs_of(pieces, "fr") == [
        ("Anne Roe", "Partenariat Mali–Peru (PMP) est dirigé", ""),
        ("Rosa Pérez", "La secrétaire exécutive du PMP", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They named Anne Roe, of Fog, as the northern co-chair, and the Lens Working Group met.",
        "The Lens Working Group co-chair Lamp Institute was there.",
        "Anne Roe thanked the co-chair of the Lens Working Group.",
    ],
)
def test_a_sentence_that_leaves_it_open(text: str) -> None:
    assert chairs_of([paragraph("The Lens Working Group (LWG) met."), paragraph(text)]) == []


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
    assert [name for name, *_ in chairs_of(pieces, language)] == expected
