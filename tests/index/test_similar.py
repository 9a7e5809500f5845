from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from cmp_search.index import similar
from cmp_search.index.similar import TIE, most_similar, shape_of_similar


def test_the_numbers_of_the_docstring_are_those_of_the_code() -> None:
    docstring = similar.__doc__ or ""
    assert (similar.MIN_LETTERS, similar.MAX_SIMILAR) == (5, 5)
    assert "five letters or more" in docstring and "five at most" in docstring


@pytest.mark.parametrize("word", ["lighthouse1", "lens", "", "a-b-c-d"])
def test_a_short_word_or_one_with_other_characters_is_similar_to_none(word: str) -> None:
    assert shape_of_similar(word, 0.7) is None


def test_similar_words_have_the_letter_and_about_the_length() -> None:
    assert shape_of_similar("lighthouse", 0.8) == ("l", 8, 12)
    assert shape_of_similar("lense", 0.7) == ("l", 5, 7)


def likeness(first: str, second: str) -> float:
    return 1 - OSA.distance(first, second) / max(len(first), len(second))


letters = st.text("ab", min_size=1, max_size=20)


@given(letters, st.lists(letters, min_size=1, max_size=30), st.sampled_from([0.7, 0.8]))
@example("aaaaaaaaaa", ["aaaaaaaabb"], 0.8)
@example("aaaaaaaaaa", ["aaaaaaabbb"], 0.7)
@example("aaaaa", ["aaaab"], 0.8)
def test_the_most_similar_words_are_those_of_a_full_scan(
    word: str, words: Sequence[str], least: float
) -> None:
    shape = shape_of_similar(word, least)
    fit = sorted(
        {
            other
            for other in words
            if shape and other[0] == shape.letter and shape.shortest <= len(other) <= shape.longest
        }
    )
    found = most_similar(word, fit, least)
    near = [
        round(likeness(word, other), 6)
        for other in set(words)
        if min(len(word), len(other)) >= 5 and word[0] == other[0]
    ]
    best = sorted((value for value in near if value >= least), reverse=True)[:5]
    expected = [value for value in best if value >= best[0] - TIE]
    assert [round(value, 6) for _, value in found] == pytest.approx(expected)
    assert all(value == pytest.approx(likeness(word, other)) for other, value in found)
