"""The Ask page in three languages, run by Streamlit's own test runner with the fake encoder."""

from pathlib import Path
from re import findall

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.language import LANGUAGES
from cmp_search.words import words_in
from tests.web.conftest import Open, shown

EXAMPLES = words_in("en").lines("ask.examples")


def test_the_first_page_offers_questions(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert page.title[0].value
    assert tuple(page.button_group[0].options) == EXAMPLES


def test_a_question_gets_marked_passages_and_citations(page: AppTest) -> None:
    page.run()
    page.text_input[0].set_value("who plants trees?").run()
    assert not page.exception
    assert "<mark>" in shown(page)
    assert page.code[0].value
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
    passages = findall(r'class="passage" lang="(..)"', shown(page))
    assert passages and set(passages) == {"fr"}


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
    assert words("hit.marked") in shown(page)


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


def test_a_hit_leads_to_its_place_in_the_document(page: AppTest) -> None:
    page.query_params.update({"q": "lenses", "lang": "fr"})
    page.run()
    links = [element.proto for element in page.get("page_link")]
    assert links and all(link.page == "read" for link in links)
    assert all("passage=" in link.query_string for link in links)
    assert all("lang=fr" in link.query_string for link in links)


def test_the_last_search_is_there_on_the_way_back(open_page: Open) -> None:
    open_page("", q="lenses", year="2021", lang="es")
    for address in ("about", ""):
        page = open_page(address)
        page.query_params.clear()
    assert page.text_input[0].value == "lenses"
    assert page.multiselect[2].value == [2021]
    assert page.title[0].value == words_in("es")("ask.title")


def test_the_address_of_a_passage_is_no_search(open_page: Open) -> None:
    open_page("", q="lenses")
    page = open_page("read", document="harbour-2021", passage="harbour-2021:0")
    assert page.query_params["passage"]
    page = open_page("")
    assert page.text_input[0].value == "lenses"
    assert page.multiselect[0].value == []
