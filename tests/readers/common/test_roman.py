import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.readers.common.roman import as_roman, roman_number


@given(st.integers(1, 399))
def test_a_number_is_read_as_it_was_written(number: int) -> None:
    assert roman_number(as_roman(number)) == number


@pytest.mark.parametrize(
    ("number", "letters"), [(4, "iv"), (12, "xii"), (49, "xlix"), (94, "xciv")]
)
def test_it_is_written_as_people_write_it(number: int, letters: str) -> None:
    assert as_roman(number) == letters


@pytest.mark.parametrize("word", ["", "iiii", "vx", "ic", "civic", "mix", "3", "vv"])
def test_other_words_are_no_numbers(word: str) -> None:
    assert roman_number(word) is None
