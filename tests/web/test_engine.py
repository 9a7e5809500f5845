"""What visitors share is loaded in the background; opening a page does not wait for it."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cmp_search.errors import EncoderError
from cmp_search.locales import messages_for
from cmp_search.settings import Settings
from cmp_search.web import engine
from cmp_search.web.error_view import error_sentence
from cmp_search.web.rendering import escape_markdown
from tests.index.building import build
from tests.sample import CountingEncoder
from tests.web.conftest import ask, shown


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Nothing is loaded yet."""
    st.cache_resource.clear()


def test_a_page_is_drawn_without_the_encoder(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = EncoderError("model_missing", package="asked for", command="pip")

    def refuse(_: str) -> None:
        raise refused

    monkeypatch.setattr("cmp_search.search.opened.open_encoder", refuse)
    page.run()
    assert not page.exception
    assert not page.error
    ask(page, "lenses")
    assert page.error[0].value == escape_markdown(error_sentence(refused, messages_for("en")))


def test_the_server_warms_what_a_visitor_gets(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[CountingEncoder] = []

    def count(_: str) -> CountingEncoder:
        opened.append(CountingEncoder())
        return opened[-1]

    monkeypatch.setattr("cmp_search.search.opened.open_encoder", count)
    engine.warm()
    page.query_params["q"] = "lenses"
    page.run()
    assert 'class="citation"' in shown(page)
    assert engine.searcher(Settings()).encoder is opened[0]
    assert len(opened) == 1


def test_a_server_without_an_index_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    monkeypatch.setenv("CMP_SEARCH_MODEL", "fake")
    engine.warm()


def test_a_new_generation_is_taken_up(page: AppTest, corpus: Path, index: Path) -> None:
    first = engine.searcher(Settings())
    assert engine.searcher(Settings()).index is first.index
    (corpus / "oars.txt").write_text("Oars\n\nThe oars are of ash.\n", "utf-8")
    build(corpus, index)
    second = engine.searcher(Settings())
    assert second.index is not first.index
    assert second.encoder is first.encoder
    assert second.ask("Which wood are the oars of?").hits[0].passage.document == "oars"
