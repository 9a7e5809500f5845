"""What a line opens with: the word and number of a division."""

import pytest

from cmp_search.readers.common.designations import Division, designation


@pytest.mark.parametrize(
    ("line", "kind", "number", "value"),
    [
        ("TÍTULO PRIMERO", Division.TITLE, "PRIMERO", 1),
        ("Titulo Segundo De las boyas", Division.TITLE, "Segundo", 2),
        ("Capítulo IV. Faros", Division.CHAPTER, "IV", 4),
        ("Sección 2a", Division.SECTION, "2a", 2),
        ("ARTICULO 7 BIS.- (Derogado)", Division.ARTICLE, "7 BIS", 7),
        ("Art. 5.- Las boyas", Division.ARTICLE, "5", 5),
        ("Fracción III", Division.FRACTION, "III", 3),
        ("inciso c) lentes", Division.LETTER, "c", 3),
        ("Segunda Parte", Division.PART, "Segunda", 2),
        ("PRIMERO.- Se deroga", Division.CLAUSE, "PRIMERO", 1),
        ("Décima segunda.- Plazos", Division.CLAUSE, "Décima segunda", 12),
        ("Disposición adicional única. Boyas.", Division.TRANSITORY, "única", 1),
        ("Artículos transitorios", Division.TRANSITORY, "", 0),
        ("Livre Ier", Division.BOOK, "Ier", 1),
        ("Première partie : des phares", Division.PART, "Première", 1),
        ("Sous-section 3", Division.SUBSECTION, "3", 3),
        ("Article premier", Division.ARTICLE, "premier", 1),
        ("Article L. 121-1", Division.ARTICLE, "L. 121-1", 121),
        ("ANNEXE B", Division.ANNEX, "B", 2),
        ("Part One", Division.PART, "One", 1),
        ("DIVISION 4", Division.DIVISION, "4", 4),
        ("First Schedule", Division.ANNEX, "First", 1),
        ("Appendix", Division.ANNEX, "", 0),
    ],
)
def test_divisions_in_three_languages(line: str, kind: Division, number: str, value: int) -> None:
    found = designation(line)
    assert found
    assert (found.kind, found.number, found.value) == (kind, number, value)


@pytest.mark.parametrize(
    ("line", "opens", "mark"),
    [
        ("Artículo 22.- El Consejo", "Artículo 22.-", ".-"),
        ("Article 3 – Objet", "Article 3 –", " –"),
        ("Chapter 2: Fog", "Chapter 2:", ":"),
        ("Chapter 2 Fog", "Chapter 2", ""),
    ],
)
def test_a_designation_ends_after_its_mark(line: str, opens: str, mark: str) -> None:
    found = designation(line)
    assert found
    assert (line[: found.end], found.mark) == (opens, mark)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "article 5 applies",
        "Articles 5 and 6",
        "Article 5(2) provides",
        "Section de la côte",
        "Partie de la côte",
        "Second part of the job is done.",
        "First. Term for the opening",
        "Primero se miden las mareas.",
        "Schedule",
        "Lamps",
    ],
)
def test_other_lines_open_none(line: str) -> None:
    assert designation(line) is None
