"""The Ask page, run by Streamlit's own test runner with the fake encoder."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.web.page import EXAMPLES
from tests.conftest import CHECKOUT


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
    def captions() -> list[str]:
        return [caption.value for caption in page.caption]

    page.query_params["q"] = "who plants tres?"
    page.run()
    assert not any("Read" in caption for caption in captions())
    monkeypatch.setattr("cmp_search.search.searcher.read_as", lambda *_: {"tres": "trees"})
    page.run()
    assert not page.exception
    assert "Read “tres” as “trees”." in captions()
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
