"""People in a row, with positions and sides."""

import pytest

from cmp_search.orientation.people import people


def mentioned(text: str, listed: bool = False) -> list[tuple[str, str, str]]:
    """Person, position and side of each."""
    return [
        (
            text[slice(*one.person)],
            text[slice(*one.role)] if one.role else "",
            text[slice(*one.side)] if one.side else "",
        )
        for one in people(text, 0, len(text), listed)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anne Roe.", [("Anne Roe", "", "")]),
        (
            "Anne Roe, director of lamps, met them.",
            [("Anne Roe", "director of lamps, met them", "")],
        ),
        (
            "Mme Anne Roe, directrice des phares, pour le Nord, et par M. Jean Quai, pour le Sud.",
            [("Anne Roe", "directrice des phares", "Nord"), ("Jean Quai", "", "Sud")],
        ),
        (
            "Ana López (Chile) y Juan Faro (Perú)",
            [("Ana López", "", "Chile"), ("Juan Faro", "", "Perú")],
        ),
        (
            "la Sra. Ana López, del Ministerio de Faros, y el Sr. Juan Faro",
            [("Ana López", "Ministerio de Faros", ""), ("Juan Faro", "", "")],
        ),
        ("Anne Roe (Keeper, Ministry of Fog)", [("Anne Roe", "Keeper, Ministry of Fog", "")]),
        ("Anne Roe, who keeps the lamp, and Jean Quai", [("Anne Roe", "", "")]),
        (
            "Anne Roe, director of the Board of Fish and Saint Pierre",
            [("Anne Roe", "director of the Board of Fish and Saint Pierre", "")],
        ),
        ("the keepers and Anne Roe", []),
        ("Mme Roe et M. Quai", []),
        ("Ministry of Fog", []),
    ],
)
def test_a_row_of_people(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert mentioned(text) == expected


def test_under_a_label_whatever_follows_is_the_position() -> None:
    assert mentioned("Anne Roe, Hydro-Brume") == [("Anne Roe", "", "")]
    assert mentioned("Anne Roe, Hydro-Brume", listed=True) == [("Anne Roe", "Hydro-Brume", "")]
