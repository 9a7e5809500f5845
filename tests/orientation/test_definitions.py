"""Sentences that say what something is or how it began, in three languages."""

import pytest

from tests.orientation.making import orientation_of
from tests.sample import paragraph

DEFINED = {
    "en": "They joined the Harbour Lamp League (HLL).",
    "fr": "Voici la Ligue des phares (LP).",
    "es": "Ingresaron a la Liga de Faros (LF).",
}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The HLL is a league of lamps.", "en"),
        ("The Harbour Lamp League was launched in 2004.", "en"),
        ("The Harbour Lamp League (HLL) is the oldest one.", "en"),
        ("In 2004 the bakers created the HLL, on a pier.", "en"),
        ("La LP est un mécanisme unique.", "fr"),
        ("La Ligue des phares a été créée en 2004.", "fr"),
        ("Les boulangers ont lancé la LP en 2004.", "fr"),
        ("La LF es una liga.", "es"),
        ("La Liga de Faros fue fundada en 2004.", "es"),
        ("Los panaderos crearon la LF.", "es"),
    ],
)
def test_a_definition(text: str, language: str) -> None:
    pieces = [paragraph(DEFINED[language]), paragraph(text)]
    (found,) = orientation_of(pieces, language).definitions
    assert found.short in DEFINED[language]


@pytest.mark.parametrize(
    "text",
    [
        "The HLL was pleased with the lamps.",
        "The chair of the HLL is a baker.",
        "The bakers launched the boat.",
        "XYZ is a board.",
        "HLL",
    ],
)
def test_none(text: str) -> None:
    assert orientation_of([paragraph(DEFINED["en"]), paragraph(text)]).definitions == ()


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("The HLL was launched in 2004 by two bakers.", "2004"),
        ("In 2004 the bakers created the HLL, on a pier.", "2004"),
        ("The HLL is a league of lamps, set up in 1998.", "1998"),
        ("The HLL is a league that met in 2004.", None),
        ("The HLL was launched in 2004 and closed in 2010.", None),
        ("The HLL is a league of lamps.", None),
    ],
)
def test_since_when(text: str, since: str | None) -> None:
    (found,) = orientation_of([paragraph(DEFINED["en"]), paragraph(text)]).definitions
    assert (found.since.text if found.since else None) == since
    assert found.name is not None and found.name.text == "HLL"
