"""How deep headings are: series, nesting, and levels that a format states."""

import pytest

from cmp_search.readers.common.outline import ranks


def path_depths(lines: list[str], stated: list[int] | None = None) -> list[int]:
    """How many headings are above and at each one, when all lines are headings."""
    levels = ranks(lines, [True] * len(lines), stated or [])
    depths: list[int] = []
    stack: list[int] = []
    for level in levels:
        assert level
        while stack and stack[-1] >= level:
            stack.pop()
        stack.append(level)
        depths.append(len(stack))
    return depths


@pytest.mark.parametrize(
    ("lines", "depths"),
    [
        (
            [
                *("Título Primero De las mareas", "Capítulo I", "Artículo 1.-", "Artículo 2.-"),
                *("Capítulo II", "Sección I", "Artículo 3.-", "Sección II", "Artículo 4.-"),
                *("Título Segundo", "Capítulo I", "Artículo 5.-", "TRANSITORIOS", "PRIMERO.-"),
            ],
            [1, 2, 3, 3, 2, 3, 4, 3, 4, 1, 2, 3, 1, 2],
        ),
        (
            [
                "Titre Ier",
                "Chapitre premier",
                "Article premier",
                "Article 2",
                "Annexe I",
                "Partie A",
            ],
            [1, 2, 3, 3, 1, 2],
        ),
        (
            [
                "PART I",
                "Division 1",
                "Section 1",
                "Section 2",
                "PART II",
                "Section 3",
                "Schedule 1",
            ],
            [1, 2, 3, 3, 1, 2, 1],
        ),
        (
            ["1. Frame", "1.1 Aim", "1.1.1 Terms", "1.1.1.1 Fog", "1.2 Means", "2. Costs"],
            [1, 2, 3, 4, 2, 1],
        ),
        (["I. Fog", "A. Lamps", "1. Oil", "a) Rape", "b) Olive", "2. Gas", "B. Horns"], None),
        (["1. Fog", "A. Lamps", "B. Horns", "2. Ice", "A. Boats", "B. Ropes"], [1, 2, 2, 1, 2, 2]),
        (
            [
                *("Libro I", "Sección Primera", "Título I", "Título II", "Sección Segunda"),
                *("Título I", "Título II", "Sección Tercera", "Título I"),
            ],
            [1, 2, 3, 3, 2, 3, 3, 2, 3],
        ),
        (["Article 1", "I. Fog", "II. Ice", "Article 2", "I. Oil", "II. Gas"], [1, 2, 2, 1, 2, 2]),
        (["TRANSITORIOS", "ARTÍCULO PRIMERO.-", "Segundo.-", "Tercero.-"], [1, 2, 2, 2]),
        (["MEASURE 1", "Lamps", "MEASURE 2", "MEASURE 3"], [1, 1, 1, 1]),
    ],
)
def test_numbering_alone_nests(lines: list[str], depths: list[int] | None) -> None:
    assert path_depths(lines) == (depths or [1, 2, 3, 4, 4, 3, 2])


def test_dotted_numbers_nest_although_a_converter_gave_them_one_level() -> None:
    lines = ["Foreword", "1. Frame", "1.1 Aim", "1.1.1 Terms", "2. Costs", "Annex"]
    assert ranks(lines, [True] * 6, [2] * 6) == [2, 2, 3, 4, 2, 2]


def test_divisions_of_one_type_nest() -> None:
    lines = [
        "Preámbulo",
        "Título Primero",
        "Capítulo I",
        "Sección I",
        "Capítulo II",
        "Título Segundo",
    ]
    assert ranks(lines, [True] * 6, [1] * 6) == [1, 1, 2, 3, 2, 1]


def test_one_series_keeps_the_level_of_most_of_its_members() -> None:
    lines = ["1. Aims", "Lamps", "2. Means", "3. Costs", "5. Term"]
    assert ranks(lines, [True] * 5, [1, 2, 2, 1, 1]) == [1, 2, 1, 1, 1]


def test_a_series_that_begins_anew_may_have_another_level() -> None:
    lines = ["1. Aims", "1. Lamps", "2. Horns", "2. Means", "1. Oil", "2. Gas", "3. Term"]
    stated = [1, 2, 2, 1, 2, 2, 1]
    assert ranks(lines, [True] * 7, stated) == stated


def test_a_heading_without_a_stated_level_is_below_the_last_or_with_its_series() -> None:
    lines = ["MEASURE 1", "Lamps", "MEASURE 2", "Horns"]
    assert ranks(lines, [True] * 4, [0, 0, 1, 0]) == [1, 1, 1, 2]


def test_what_a_format_states_stays_where_nothing_speaks_against_it() -> None:
    lines = ["Lamps", "Chapter 1 Oil", "Rape", "Chapter 2 Gas", "Annex A", "Rape"]
    stated = [1, 1, 2, 1, 1, 2]
    assert ranks(lines, [True] * 6, stated) == stated


def test_a_text_without_headings_has_no_levels() -> None:
    assert ranks(["Fog."], [False]) == [None]
