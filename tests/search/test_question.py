import unicodedata

import pytest
from hypothesis import given

from cmp_search.errors import QuestionError
from cmp_search.language.terms import question_terms
from cmp_search.search.question import MAX_CHARACTERS, parse_question
from tests.raising import raises_code
from tests.strategies import prose


def names(text: str) -> list[str]:
    return [word.typed for word in parse_question(text).words if word.is_name]


@pytest.mark.parametrize("text", ["", "  \n", "?!", "¿…?", "\ufeff", "_", "\x00"])
def test_an_empty_question_is_refused(text: str) -> None:
    with raises_code(QuestionError, "question_empty"):
        parse_question(text)


def test_a_question_as_long_as_a_text_is_refused() -> None:
    assert parse_question("x" * MAX_CHARACTERS)
    with raises_code(QuestionError, "question_long", found=2001, most=2000):
        parse_question("x" * (MAX_CHARACTERS + 1))


def test_blanks_around_and_within_a_question_do_not_count() -> None:
    assert parse_question("  who\n polished\tit? ").text == "who polished it?"
    assert parse_question("x" + " " * MAX_CHARACTERS + "y").text == "x y"


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011", "\ufe63", "\uff0d"])
def test_any_hyphen_is_one(hyphen: str) -> None:
    text = "¿Qué dice “agro-food” del T-MEC y COVID-19?"
    assert parse_question(text.replace("-", hyphen)) == parse_question(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who is Ottoline Quickwater?", ["Ottoline", "Quickwater"]),
        ("Forestry in the report", []),
        ("what does the ZKB handbook say of 2019 and A320?", ["ZKB", "2019", "A320"]),
        ("¿Quién es Íñiguez?", ["Íñiguez"]),
        ("Que dit l’Institut de Port-Brume ?", ["Institut", "Port", "Brume"]),
        ("lens", []),
        ("¿Qué es el T-MEC?", ["T-MEC"]),
        ("What did COVID-19 change in co-chairs?", ["COVID-19", "COVID-19"]),
    ],
)
def test_names_are_capitals_acronyms_and_numbers(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_words_are_the_terms_that_carry_meaning_each_once() -> None:
    words = parse_question("Which lenses, and which LENSES, were polished?").words
    assert [(word.typed, word.terms) for word in words] == [
        ("lenses", question_terms("lenses")["lenses"]),
        ("polished", question_terms("polished")["polished"]),
    ]


@given(prose)
def test_every_term_of_a_question_has_its_word(text: str) -> None:
    try:
        question = parse_question(text)
    except QuestionError:
        return
    assert [word.terms for word in question.words] == list(question_terms(question.text).values())


@given(prose)
def test_a_question_is_the_same_however_its_accents_are_typed(text: str) -> None:
    try:
        question = parse_question(text)
    except QuestionError:
        return
    assert parse_question(unicodedata.normalize("NFD", text)) == question


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ('what is "sunflower oil"?', [("sunflower", "oil")]),
        ("what is “Sunflower Oil”?", [("sunflower", "oil")]),
        ("qu’est-ce que « l’huile de tournesol » ?", [("l", "huile", "de", "tournesol")]),
        ('"one" and "two"', [("one",), ("two",)]),
        ('an open "quotation', []),
        ('an empty "" or "?!" one', []),
        ("the keepers' and the bakers' share", []),
    ],
)
def test_quoted_phrases(text: str, phrases: list[tuple[str, ...]]) -> None:
    assert parse_question(text).phrases == tuple(phrases)
