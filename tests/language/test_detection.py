import pytest
from hypothesis import given

from cmp_search.language.detection import (
    SAMPLE,
    TEXT_LANGUAGES,
    contradicted,
    detect_language,
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
