import pytest
from hypothesis import given

from cmp_search.language.detection import (
    SAMPLE,
    TEXT_LANGUAGES,
    contradicted,
    detect_language,
    makes_no_words,
    text_language,
)
from tests.sample import HARBOUR, PUERTOS
from tests.strategies import any_text

FRENCH = "Neuf phares et neuf boulangeries échangent leurs secrets depuis bien des années."


@pytest.mark.parametrize(("text", "language"), [(HARBOUR, "en"), (FRENCH, "fr"), (PUERTOS, "es")])
def test_each_language_is_detected(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Bericht über die Leuchttürme wird im nächsten Jahr von beiden Seiten geprüft.", "de"),
        ("Raportul privind farurile va fi verificat anul viitor de ambele guverne.", "ro"),
        ("O relatório sobre os faróis será verificado no próximo ano pelos dois governos.", "pt"),
    ],
)
def test_another_language_that_is_certain_is_detected_as_itself(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text", ["Fog, brass.", "Table 3: 1998, 2004", "El faro", "", "12 34 " * 50]
)
def test_what_may_be_in_any_language_gets_one_of_the_three(text: str) -> None:
    assert detect_language(text) in TEXT_LANGUAGES


@given(any_text)
def test_any_text_gets_a_language(text: str) -> None:
    assert detect_language(text).isalpha()


def test_only_the_beginning_is_examined() -> None:
    beginning = (FRENCH * SAMPLE)[:SAMPLE]
    assert detect_language(beginning + HARBOUR * 20) == detect_language(beginning) == "fr"


@pytest.mark.parametrize(
    ("stated", "text", "wrong"),
    [
        ("en", FRENCH * 4, True),
        ("en", PUERTOS * 2, True),
        ("fr", HARBOUR * 2, True),
        ("fr", FRENCH * 4, False),
        ("en", FRENCH, False),  # It is short.
        ("en", FRENCH * SAMPLE + HARBOUR * SAMPLE, False),
        ("fr", "Ayr: 4 | Wick: 9\n" * 20, False),
        ("", FRENCH * 4, False),
        ("de", FRENCH * 4, False),
    ],
)
def test_a_text_may_contradict_what_its_file_states(stated: str, text: str, wrong: bool) -> None:
    assert contradicted(stated, text) == wrong


@pytest.mark.parametrize(
    ("tag", "language"),
    [("fr", "fr"), ("en-CA", "en"), (" ES_mx", "es"), ("de-CH", ""), ("français", ""), ("", "")],
)
def test_the_language_of_a_tag(tag: str, language: str) -> None:
    assert text_language(tag) == language


def shifted(text: str) -> str:
    """A text as fonts give it that count their letters from elsewhere."""
    return "".join(chr(ord(c) + 3) if c.isascii() and c.isalpha() else c for c in text)


@pytest.mark.parametrize("text", [HARBOUR, FRENCH, PUERTOS])
def test_shifted_letters_make_no_words(text: str) -> None:
    long = " ".join([text] * 20)
    assert makes_no_words(shifted(long))
    assert makes_no_words(long * 5 + shifted(long))
    assert not makes_no_words(long)


def test_letters_counted_from_the_first_sign_are_none() -> None:
    order = "".join(dict.fromkeys(HARBOUR.lower()))
    signs = {ord(letter): chr(33 + i) for i, letter in enumerate(order) if letter != " "}
    assert makes_no_words(HARBOUR.lower().translate(signs) * 5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Uif qbsujft",
        "def read(data: bytes) -> Extract:\n    return Extract(data)\n" * 20,
        "Tampico 12 kg MXN 4.50 Halifax 9 kg CAD 7.10\n" * 20,
        "Der Bericht über die Leuchttürme wird im nächsten Jahr geprüft. " * 20,
    ],
)
def test_few_words_code_lists_and_other_languages_are_words(text: str) -> None:
    assert not makes_no_words(text)
