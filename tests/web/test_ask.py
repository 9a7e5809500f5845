"""The Ask page in three languages, run by Streamlit's own test runner with the fake encoder."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.language import LANGUAGES
from cmp_search.words import words_in
from tests.conftest import CHECKOUT

EXAMPLES = words_in("en").lines("ask.examples")


@pytest.fixture
def page(corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("CMP_SEARCH_CORPUS", str(corpus))
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(index))
    monkeypatch.setenv("CMP_SEARCH_MODEL", "fake")
    return AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=30)


def shown(page: AppTest) -> list[str]:
    """The HTML of passages on the page."""
    return [str(getattr(element, "value", "")) for element in page.get("html")]


def test_the_first_page_offers_questions(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert page.title[0].value
    assert tuple(page.button_group[0].options) == EXAMPLES


def test_a_question_gets_marked_passages_and_citations(page: AppTest) -> None:
    page.run()
    page.text_input[0].set_value("who plants trees?").run()
    assert not page.exception
    assert any("<mark>" in html for html in shown(page))
    assert page.code[0].value
    assert page.query_params["q"] in ("who plants trees?", ["who plants trees?"])


def test_a_word_that_was_read_as_another_is_said(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def remarks() -> str:
        return " ".join(shown(page))

    page.query_params["q"] = "who plants tres?"
    page.run()
    assert "Read “tres”" not in remarks()
    monkeypatch.setattr("cmp_search.search.searcher.read_as", lambda *_: {"tres": "trees"})
    page.run()
    assert not page.exception
    assert "Read “tres” as “trees”." in remarks()
    assert page.text_input[0].value == "who plants tres?"


def test_an_address_is_a_search(page: AppTest) -> None:
    page.query_params["q"] = "trees"
    page.query_params["language"] = "fr"
    page.run()
    assert page.text_input[0].value == "trees"
    assert page.multiselect[1].value == ["fr"]
    passages = [html for html in shown(page) if 'class="passage"' in html]
    assert passages and all('lang="fr"' in html for html in passages)


def test_an_example_is_asked_with_a_click(page: AppTest) -> None:
    page.run()
    page.button_group[0].select(EXAMPLES[0]).run()
    assert page.text_input[0].value == EXAMPLES[0]
    assert page.code


def test_a_missing_index_is_said_in_a_sentence(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    page.run()
    assert not page.exception
    assert "cmp-search index" in page.error[0].value


def test_a_question_that_cannot_be_asked_is_answered_by_a_sentence(page: AppTest) -> None:
    page.run()
    page.text_input[0].set_value("?!").run()
    assert not page.exception
    assert "question is empty" in page.error[0].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_each_language(page: AppTest, language: str) -> None:
    page.query_params["lang"] = language
    page.query_params["q"] = "who plants trees?"
    page.run()
    assert not page.exception
    words = words_in(language)
    assert page.title[0].value == words("ask.title")
    assert page.text_input[0].label == words("ask.question")
    assert words("hit.why") in [expander.label for expander in page.expander]
    assert words("hit.marked") in " ".join(shown(page))


def test_citations_are_in_the_language_of_the_app(page: AppTest) -> None:
    page.query_params.update({"lang": "fr", "q": "lenses", "document": "harbour-2021"})
    page.run()
    assert ", aux para 1–6" in page.code[0].value


def test_the_browser_s_language_is_taken_and_not_put_into_the_address(page: AppTest) -> None:
    page.context = {"locale": "es-MX"}
    page.run()
    assert page.title[0].value == words_in("es")("ask.title")
    assert "lang" not in page.query_params
    page.context = {"locale": "de-DE"}
    assert page.radio[0].value == "es"


def test_the_switch_keeps_question_and_filters(page: AppTest) -> None:
    page.query_params.update({"q": "trees", "language": "fr", "year": "2021"})
    page.run()
    page.radio[0].set_value("fr").run()
    assert not page.exception
    assert page.title[0].value == words_in("fr")("ask.title")
    assert page.text_input[0].value == "trees"
    assert [choice.value for choice in page.multiselect] == [[], ["fr"], [2021]]
    assert page.query_params["lang"] in ("fr", ["fr"])
    page.text_input[0].set_value("phares").run()
    page.radio[0].set_value("es").run()
    assert page.text_input[0].value == "phares"


def test_a_name_in_an_error_is_no_markup(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMP_SEARCH_INDEX", "![x](https://fog.example/x.png)")
    page.run()
    assert "![x](" not in page.error[0].value
