import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import (
    FUNCTION_WORDS,
    folded_words,
    question_language,
    question_terms,
    stems,
)
from tests.strategies import any_text, latin_words


@given(any_text)
def test_case_and_composition_make_no_difference(text: str) -> None:
    assert folded_words(unicodedata.normalize("NFD", text)) == folded_words(text)
    assert folded_words(text.upper()) == folded_words(text.upper().lower())


@given(any_text)
def test_words_are_folded_and_have_no_blank_or_mark(text: str) -> None:
    for word in folded_words(text):
        assert word == fold(word)
        assert word.replace("_", " ").isalnum()


def test_words_are_runs_of_letters_and_digits() -> None:
    assert folded_words("L’année 2019: A-320, x_y & 3.5 %") == [
        *["l", "annee", "2019", "a", "320", "x", "y", "3", "5"]
    ]


def test_function_words_are_written_as_they_are_matched() -> None:
    assert {fold(word) for word in FUNCTION_WORDS} == FUNCTION_WORDS
    assert all(folded_words(word) == [word] for word in FUNCTION_WORDS)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "cooperation", "cooperating"),
        ("fr", "négociation", "négociations"),
        ("es", "cooperación", "cooperaciones"),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, one: str, other: str) -> None:
    assert stems(one, language) == stems(other, language)
    assert stems(one, language) == stems(one.upper(), language)


def test_stems_leave_function_words_out_and_keep_the_order() -> None:
    assert stems("The lenses of the keepers", "en") == ["lens", "keeper"]


def test_a_text_in_an_unknown_language_is_stemmed_too() -> None:
    assert stems("lenses", "pt") == stems("lenses", "en")


@given(st.lists(latin_words, min_size=1, max_size=8), st.sampled_from(TEXT_LANGUAGES))
def test_a_question_matches_its_own_words_in_any_language(asked: list[str], language: str) -> None:
    text = " ".join(asked)
    terms_of_text = {*folded_words(text), *stems(text, language)}
    for word, terms in question_terms(text).items():
        assert word in terms
        assert terms & terms_of_text
        assert set(stems(word, language)) <= terms


@given(any_text)
def test_question_terms_are_the_words_that_carry_meaning(text: str) -> None:
    assert list(question_terms(text)) == [
        word for word in dict.fromkeys(folded_words(text)) if word not in FUNCTION_WORDS
    ]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who polishes the lenses of the lighthouse?", "en"),
        ("Quelles lentilles le gardien a-t-il polies dans le phare?", "fr"),
        ("los lentes que pulió el guardián", "es"),
        ("¿Lentes?", "es"),
        ("ZKB 1998", ""),
        ("lens brass oil", ""),
        ("T-MEC", ""),
        ("el informe T-MEC", "es"),
    ],
)
def test_function_words_give_the_language_of_a_question(question: str, language: str) -> None:
    assert question_language(question) == language


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_text_is_folded_like_any_other(text: str) -> None:
    assert "e" + fold(text) == fold("é" + text)
