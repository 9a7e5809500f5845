"""What cannot be asked, found or read is said in a sentence, to each who can mend it."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cmp_search.errors import NoIndexError, QuestionError
from cmp_search.locales import interfaces, messages_for
from cmp_search.web.error_view import error_sentence
from cmp_search.web.rendering import escape_markdown
from tests.web.conftest import Open, ask


def test_a_missing_index_is_said_in_a_sentence(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    page.run()
    assert not page.exception
    assert [one.value for one in page.info] == [messages_for("en")("app.no_text")]
    assert not page.error and not page.code


@pytest.mark.parametrize("language", interfaces())
@pytest.mark.parametrize("place", ["", "start", "read"])
def test_whoever_may_add_the_first_text_is_led_to_it(
    open_page: Open, language: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", "yes")
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    monkeypatch.setenv("CMP_SEARCH_CORPUS", str(tmp_path / "empty"))
    page, words = open_page(place, lang=language), messages_for(language)
    assert [one.value for one in page.info] == [words("app.empty")]
    assert words("app.add_first") in [one.proto.label for one in page.get("page_link")]
    assert not page.error and not page.code


def test_whoever_may_change_the_texts_reads_what_is_wrong_with_their_index(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", "yes")
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    page = open_page("", lang="en")
    missing = NoIndexError("no_index", folder=tmp_path / "nothing")
    assert page.error[0].value == escape_markdown(error_sentence(missing, messages_for("en")))
    assert page.code[0].value == "cmp-search index"


def test_a_question_that_cannot_be_asked_is_answered_by_a_sentence(page: AppTest) -> None:
    page.run()
    ask(page, "?!")
    assert not page.exception
    empty = QuestionError("question_empty")
    assert page.error[0].value == escape_markdown(error_sentence(empty, messages_for("en")))
    page.radio[0].set_value("es").run()
    assert page.error[0].value == escape_markdown(error_sentence(empty, messages_for("es")))


def test_a_name_in_an_error_is_no_markup(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", "yes")
    monkeypatch.setenv("CMP_SEARCH_INDEX", "![x](https://fog.example/x.png)")
    page.run()
    assert "![x](" not in page.error[0].value


@pytest.mark.parametrize("upkeep", ["yes", "no"])
def test_a_damaged_index_is_told_in_the_language_of_the_app(
    page: AppTest, index: Path, monkeypatch: pytest.MonkeyPatch, upkeep: str
) -> None:
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", upkeep)
    page.query_params.update({"q": "lenses", "lang": "fr"})
    (next(index.glob("g*")) / "manifest.json").write_text("{}", "utf-8")
    st.cache_resource.clear()
    page.run()
    assert not page.exception
    if upkeep == "yes":
        assert "reconstruisez-le avec la commande" in page.error[0].value
    else:
        assert [one.value for one in page.info] == [messages_for("fr")("app.no_index")]
        assert not page.error and not page.code
