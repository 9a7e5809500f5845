"""Numbers as headings print them."""

import pytest

from cmp_search.readers.common.numerals import numeral_at


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("22", 22),
        ("1o", 1),
        ("4o-A", 4),
        ("1er", 1),
        ("22 bis", 22),
        ("12A", 12),
        ("L. 121-1", 121),
        ("IV", 4),
        ("iv", 4),
        ("XIV.1", 14),
        ("Ier", 1),
        ("B", 2),
        ("C", 3),
        ("premier", 1),
        ("Deuxième", 2),
        ("Two", 2),
        ("Twelfth", 12),
        ("PRIMERO", 1),
        ("Décimo primero", 11),
        ("decimotercero", 13),
        ("vigésima", 20),
        ("Trigésimo segundo", 32),
        ("única", 1),
        ("preliminar", 0),
    ],
)
def test_a_number_is_read_however_it_is_printed(printed: str, value: int) -> None:
    line = f"Title {printed} of fog"
    assert numeral_at(line, 6) == (printed, value, 6 + len(printed))


@pytest.mark.parametrize("words", ["of fog", "mixed", "5(2)", "12,5", "IIII", "3/4", "a lamp"])
def test_other_words_are_none(words: str) -> None:
    assert numeral_at(words, 0) is None


@pytest.mark.parametrize("printed", ["10 Bis 1", "4o.-A", "7 bis A", "22"])
def test_a_letter_or_number_before_a_mark_belongs_to_the_number(printed: str) -> None:
    found = numeral_at(f"Artículo {printed}.- Fog.", 9)
    assert found is not None
    assert found.printed == printed


def test_a_letter_before_a_sentence_does_not() -> None:
    found = numeral_at("Artículo 4.- A los barcos.", 9)
    assert found is not None
    assert found.printed == "4"
