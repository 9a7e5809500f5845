"""The Ask page in three languages, run by Streamlit's own test runner with the fake encoder."""

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.locales import interfaces, messages_for
from cmp_search.web.asking import LAST
from tests.web.conftest import ask, shown

WORDS = messages_for("en")
EXAMPLES = WORDS.lines("ask.examples")


def test_the_first_page_offers_questions(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert page.title[0].value
    assert tuple(page.button_group[0].options) == EXAMPLES


def test_a_question_gets_marked_passages_and_citations(page: AppTest) -> None:
    page.run()
    ask(page, "who plants trees?")
    assert not page.exception
    assert "<mark>" in shown(page)
    assert '<p class="citation">' in shown(page)
    assert page.query_params["q"] in ("who plants trees?", ["who plants trees?"])


def test_a_word_that_was_read_as_another_is_said(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def remarks() -> str:
        return shown(page)

    page.query_params["q"] = "who plants tres?"
    page.run()
    assert "Read “tres”" not in remarks()
    monkeypatch.setattr("cmp_search.search.searcher.read_as", lambda *_: {"tres": "trees"})
    del page.session_state[LAST]
    page.run()
    assert not page.exception
    assert "Read “tres” as “trees”." in remarks()
    assert page.text_area[0].value == "who plants tres?"


def test_an_example_is_asked_with_a_click(page: AppTest) -> None:
    page.run()
    page.button_group[0].select(EXAMPLES[0]).run()
    assert page.text_area[0].value == EXAMPLES[0]
    assert '<ol class="hits">' in shown(page)


@pytest.mark.parametrize("language", interfaces())
def test_the_page_speaks_each_language(page: AppTest, language: str) -> None:
    page.query_params["lang"] = language
    page.query_params["q"] = "who plants trees?"
    page.run()
    assert not page.exception
    words = messages_for(language)
    assert page.title[0].value == words("ask.title")
    assert page.text_area[0].label == words("ask.question")
    assert f"<summary>{words('hit.why')}</summary>" in shown(page)
    assert words("hit.by_sentence") in shown(page)


def test_the_browser_s_language_is_taken_and_not_put_into_the_address(page: AppTest) -> None:
    page.context = {"locale": "es-MX"}
    page.run()
    assert page.title[0].value == messages_for("es")("ask.title")
    assert "lang" not in page.query_params
    page.context = {"locale": "de-DE"}
    assert page.radio[0].value == "es"
