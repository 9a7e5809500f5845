"""Follow-ups on Ask: completed in the box, said below it, and asked as typed with one click."""

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.locales import interfaces, messages_for
from cmp_search.web.note_adding import LAST_ANSWER
from tests.web.conftest import ask as ask_one

FIRST = "Who is the Canadian co-chair of the Lens Working Group?"
TYPED = "and Mexico?"
MEANT = "Who is the Mexican co-chair of the Lens Working Group?"


def box(page: AppTest) -> str:
    return str(page.text_area[0].value)


def ask(page: AppTest, *questions: str) -> None:
    page.run()
    for question in questions:
        ask_one(page, question)


def lines(page: AppTest) -> list[str]:
    """What is said below the box, and what the button there does."""
    buttons = [one.label for one in page.button if one.key == "literally"]
    return [one.value for one in page.markdown if FIRST[:20] in one.value] + buttons


@pytest.mark.parametrize("language", interfaces())
def test_a_follow_up_is_completed_in_sight(page: AppTest, language: str) -> None:
    page.query_params["lang"] = language
    ask(page, FIRST, TYPED)
    assert box(page) == MEANT
    assert page.query_params["q"] in (MEANT, [MEANT])
    assert page.session_state[LAST_ANSWER].question == MEANT
    assert page.session_state["asked"] == [MEANT, FIRST]
    words = messages_for(language)
    last, typed = words.quote(FIRST), words.quote(TYPED)
    assert lines(page) == [words("ask.follows", last=last), words("ask.literally", asked=typed)]


def test_no_line_begins_with_the_sign_of_a_question(page: AppTest) -> None:
    ask(page, f"{FIRST[:-1]} ?", "et le Mexique ?")
    assert box(page) == f"{MEANT[:-1]} ?"
    assert all("\u00a0?" in line and " ?" not in line for line in lines(page))


def test_it_is_asked_as_typed_with_one_click(page: AppTest) -> None:
    ask(page, FIRST, TYPED)
    page.button(key="literally").click().run()
    assert not page.exception
    assert box(page) == TYPED
    assert page.session_state[LAST_ANSWER].question == TYPED
    assert not lines(page)


def test_a_follow_up_may_follow_another_and_be_edited(page: AppTest) -> None:
    ask(page, FIRST, TYPED, "in 2021?")
    assert box(page) == f"{MEANT[:-1]} in 2021?"
    ask(page, f"{MEANT[:-1]} in 2022?")
    assert box(page) == f"{MEANT[:-1]} in 2022?"
    assert not lines(page)


def test_what_an_address_or_list_asks_is_asked_as_it_stands(page: AppTest) -> None:
    page.query_params["q"] = TYPED
    page.run()
    assert box(page) == TYPED
    ask(page, FIRST)
    page.query_params["q"] = TYPED
    page.run()
    assert box(page) == TYPED
    ask(page, FIRST)
    page.button_group(key="again").select(TYPED).run()
    assert box(page) == TYPED
    assert not lines(page)


def test_there_must_be_an_answer_to_follow(page: AppTest) -> None:
    ask(page, TYPED)
    assert box(page) == TYPED
    ask(page, FIRST, "?!", TYPED)
    assert box(page) == TYPED


def test_the_line_is_there_again_on_the_way_back(page: AppTest) -> None:
    ask(page, FIRST, TYPED)
    page.query_params["q"] = FIRST
    page.run()
    assert box(page) == FIRST
    assert not lines(page)
    page.query_params["q"] = MEANT
    page.run()
    assert box(page) == MEANT
    assert len(lines(page)) == 2
