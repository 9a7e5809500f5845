"""Which lines of a legal text are headings, and which are sentences or run in with their text."""

import pytest

from cmp_search.readers.common.legal import (
    continues,
    is_bare,
    is_name,
    opens_division,
    split_run_in,
)


@pytest.mark.parametrize(
    "line",
    [
        "Título Primero",
        "CAPÍTULO II DE LAS SOGAS",
        "Capítulo II de las sogas",
        "Capítulo II Del registro, la guarda y la reparación de las sogas de la costa",
        "Artículo 22.-",
        "ARTÍCULO 22 BIS.- (Derogado)",
        "Artículo 4. Definiciones.",
        "Artículo 12. Derecho a la boya y transparencia.",
        "Article 3 – Objet",
        "Article 1 Definitions and scope",
        "Section 12A Lamps",
        "§ 12A Lamps",
        "Part One: General",
        "ANNEX I – LIST OF GAUGES",
        "TRANSITORIOS",
        "Dispositions transitoires et finales",
    ],
)
def test_a_designation_with_or_without_a_name_is_a_heading(line: str) -> None:
    assert opens_division(line)
    assert split_run_in(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Article 5 of the Agreement provides that the Parties meet.",
        "Article 5, paragraph 2, applies.",
        "Section 3 applies.",
        "Part III of the report describes the work.",
        "Part I played in the war was small.",
        "El artículo 5 rige.",
        "Chapter 4 and",
        "Part 7 in force March 31, see below",
        "Division XIV.1 of Part III applies.",
        "Article 5 and the",
        "Articles 5 and 6 apply.",
        "Artículo 3 del reglamento",
    ],
)
def test_a_sentence_that_begins_with_a_reference_is_none(line: str) -> None:
    assert opens_division(line) is None
    assert split_run_in(line) is None


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Artículo 22.-", "El Consejo se integra con doce personas."),
        ("Artículo 1o.-", "La presente ley rige\nlas mareas."),
        ("ARTICULO 4o-A.", "Queda prohibido soplar."),
        ("Artículo 22. Definiciones.-", "Para los efectos de esta ley, se entiende por:"),
        ("Article 3 –", "La présente loi régit les marées."),
        ("Article 5", "The Parties shall meet once a year."),
        ("Section 3.", "The Minister may make regulations."),
        ("§ 3.", "The Minister may make regulations."),
        ("SECTION 1.—", "(1) The Minister may make regulations."),
        ("PRIMERO.-", "El presente decreto entrará en vigor mañana."),
        ("Art. 5.-", "Las boyas son de la nación; nadie las mueve."),
    ],
)
def test_a_run_in_heading_is_split_from_its_text(heading: str, text: str) -> None:
    assert split_run_in(f"{heading} {text}") == (heading, text)


def test_a_bare_designation_takes_its_name_from_the_next_line() -> None:
    assert is_bare("ARTICLE II")
    assert is_bare("Capítulo II.")
    assert not is_bare("Chapter 2: Fog")
    assert not is_bare("TRANSITORIOS")
    assert is_name("Gauges")
    assert is_name("DISPOSICIONES FINALES")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Each Party keeps two gauges.",
        "the lamps",
        "Article III",
        "The lamps of the",
        "1. Lamps",
    ],
)
def test_a_sentence_or_another_heading_is_no_name(line: str) -> None:
    assert not is_name(line)


def test_a_line_that_continues_a_sentence_is_known_by_the_line_above() -> None:
    assert continues("as is provided in", "Article 5.")
    assert continues("Artículo 2. El consejo revisa las lecturas que señala el", "Artículo 1")
    assert not continues("The lamps burn.", "Article 5.")
    assert not continues("CHAPTER II", "Article 5")
    assert not continues("GENERAL LAMPS", "Article 5")
    assert not continues("", "Article 5")
