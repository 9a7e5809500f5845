"""Glossaries: lists and tables of acronyms."""

import pytest

from tests.orientation.making import item, orientation_of, row
from tests.sample import Piece, heading, paragraph


def acronyms(pieces: list[Piece], language: str = "fr") -> list[tuple[str, str]]:
    return [(one.short.text, one.long.text) for one in orientation_of(pieces, language).acronyms]


@pytest.mark.parametrize("head", ["Sigles et acronymes", "Siglas", "List of abbreviations"])
@pytest.mark.parametrize("sign", [" : ", ": ", " – ", " = "])
def test_a_list_under_a_heading_for_it(head: str, sign: str) -> None:
    pieces = [heading(head, 1), item(f"BLQ{sign}Bureau de liaison de Québec;")]
    assert acronyms(pieces) == [("BLQ", "Bureau de liaison de Québec")]
    foreign = [heading(head, 1), item(f"SENER{sign}Ministry of Energy.")]
    assert acronyms(foreign) == [("SENER", "Ministry of Energy")]


def test_lines_that_are_only_wrapped_are_lines() -> None:
    pieces = [heading("Sigles", 1), paragraph("BDL : Bureau des lampes\nODP : Office du pain")]
    assert acronyms(pieces) == [("BDL", "Bureau des lampes"), ("ODP", "Office du pain")]


def test_a_table_with_a_column_for_it() -> None:
    pieces = [row("Sigle: SENER | Nom: Secrétariat à l’Énergie")]
    assert acronyms(pieces) == [("SENER", "Secrétariat à l’Énergie")]
    assert acronyms([row("Ville: SENER | Nom: Secrétariat à l’Énergie")]) == []


def test_elsewhere_only_words_that_it_abbreviates() -> None:
    assert acronyms([item("ODP : Office du pain")]) == [("ODP", "Office du pain")]
    assert acronyms([item("ODP : trois boulangers et un phare")]) == []
    assert acronyms([heading("Sigles", 1), item("ODP : lampe")]) == []


def test_a_group_s_name_with_its_acronym() -> None:
    pieces = [item("Groupe de travail « Phares et pain » (GTX)")]
    assert acronyms(pieces) == [("GTX", "Groupe de travail « Phares et pain »")]
    assert orientation_of(pieces, "fr").groups[0].name.text == acronyms(pieces)[0][1]
