import unicodedata

import pytest
from hypothesis import given

from cmp_search.language.normalisation import composed, fold, letters_and_digits, one_line
from tests.strategies import any_text


@given(any_text)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Québec", "quebec"),
        ("AÑO", "ano"),
        ("main-d’œuvre", "main-d’oeuvre"),
        ("Lens™", "lenstm"),
        ("ﬁn", "fin"),
        ("İzmir", "izmir"),
        ("Straße", "strasse"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(any_text)
def test_composed_text_keeps_its_case_and_has_no_marks(text: str) -> None:
    result = composed(text)
    assert not any(map(unicodedata.combining, result))
    assert composed(result) == result


@pytest.mark.parametrize(
    ("text", "result"), [("Que\u0301bec", "Québec"), ("x\u0323y", "xy"), ("ﬁn ™", "fin TM")]
)
def test_letters_with_a_single_character_are_composed(text: str, result: str) -> None:
    assert composed(text) == result


def test_every_run_of_blanks_becomes_one_space() -> None:
    assert one_line(" a\n\n b\u00a0\tc ") == "a b c"


def test_letters_and_digits() -> None:
    assert letters_and_digits("Co-opé\xadrer : Eﬃcace, 2º Straße!") == "coopererefficace2ostrasse"


@given(any_text)
def test_letters_and_digits_of_a_text_are_those_of_its_characters(text: str) -> None:
    assert letters_and_digits(text) == "".join(map(letters_and_digits, text))
