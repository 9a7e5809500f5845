"""The questions of a visit: asked again, shown short, forgotten."""

from streamlit.testing.v1 import AppTest

from tests.web.conftest import ask, press


def test_questions_of_this_visit_are_asked_again_and_forgotten(page: AppTest) -> None:
    page.run()
    assert "asked" not in page.session_state
    for question in ("lenses", "bread", "?!", "lenses"):
        ask(page, question)
    assert page.session_state["asked"] == ["lenses", "bread"]
    page.button_group[1].select("bread").run()
    assert page.text_area[0].value == "bread"
    assert page.session_state["asked"] == ["bread", "lenses"]
    press(page, "history.clear")
    assert not page.exception
    assert page.session_state["asked"] == ["bread"]


def test_a_long_question_is_shown_short_in_the_list_and_asked_whole(page: AppTest) -> None:
    question = "lenses " * 40
    page.run()
    ask(page, question)
    assert page.session_state["asked"] == [question]
    ask(page, "bread")
    assert len(page.button_group[1].options[0]) < 100
