"""Asking on a page: a redraw asks nothing, and who leaves gives up the turn."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.search.answer import Answer
from cmp_search.search.door import DOOR, WIDTH
from cmp_search.search.searcher import Searcher
from cmp_search.web.address import INTERFACE_LANGUAGE, VIEW
from cmp_search.web.asking import LAST
from cmp_search.web.note_adding import LAST_ANSWER
from tests.index.building import build
from tests.web.conftest import Open, ask, shown


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that were asked of an index."""
    questions: list[str] = []
    real = Searcher.ask

    def counting(self: Searcher, question: str, *others: object) -> Answer:
        questions.append(question)
        return real(self, question, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(Searcher, "ask", counting)
    return questions


def test_a_page_that_is_drawn_again_asks_nothing(page: AppTest, asked: list[str]) -> None:
    page.query_params["q"] = "trees"
    page.run()
    before = shown(page)
    page.run()
    page.button_group(key=VIEW).select("map").run()
    assert not page.exception
    assert asked == ["trees"] and before != shown(page)


def test_what_is_read_of_an_answer_asks_nothing(open_page: Open, asked: list[str]) -> None:
    answer = open_page("ask", q="trees").session_state[LAST_ANSWER]
    hit = answer.hits[0].passage
    open_page("read", document=hit.document, passage=hit.id, q="trees")
    assert asked == ["trees"]


def test_another_question_limit_or_language_is_asked(page: AppTest, asked: list[str]) -> None:
    page.query_params["q"] = "trees"
    page.run()
    ask(page, "who plants trees?")
    page.multiselect[1].select("fr").run()
    assert asked == ["trees", *["who plants trees?"] * 2]
    page.multiselect[1].unselect("fr").run()
    page.session_state[INTERFACE_LANGUAGE] = "fr"
    page.run()
    assert asked == ["trees", *["who plants trees?"] * 4]


def test_a_new_generation_is_asked(
    page: AppTest, asked: list[str], corpus: Path, index: Path
) -> None:
    page.query_params["q"] = "trees"
    page.run()
    (corpus / "more.md").write_text("# More\n\nMany more trees were planted.\n", "utf-8")
    build(corpus, index)
    page.run()
    assert asked == ["trees"] * 2 and "Many more trees" in shown(page)


def test_whoever_leaves_while_waiting_gives_up_the_turn(page: AppTest) -> None:
    page.run()
    page.query_params["q"] = "trees"
    with ExitStack() as inside:
        for _ in range(WIDTH):
            inside.enter_context(DOOR.turn())
        with pytest.raises(RuntimeError, match="timed out"):
            page.run(timeout=0.5)
        assert DOOR.waiting == 0
    assert LAST not in page.session_state
    page.run()
    assert page.session_state[LAST_ANSWER].hits
