"""The address of the Ask page: it holds the question and its limits, also on the way back."""

from re import findall

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.locales import messages_for
from tests.web.conftest import Open, ask, press, shown

WORDS = messages_for("en")


def test_an_address_is_a_search(page: AppTest) -> None:
    page.query_params["q"] = "trees"
    page.query_params["language"] = "fr"
    page.run()
    assert page.text_area[0].value == "trees"
    assert page.multiselect[1].value == ["fr"]
    passages = findall(r'class="passage" lang="(..)"', shown(page))
    assert passages and set(passages) == {"fr"}


def test_the_switch_keeps_question_and_filters(page: AppTest) -> None:
    page.query_params.update({"q": "trees", "language": "fr", "year": "2021"})
    page.run()
    page.radio[0].set_value("fr").run()
    assert not page.exception
    assert page.title[0].value == messages_for("fr")("ask.title")
    assert page.text_area[0].value == "trees"
    assert [choice.value for choice in page.multiselect] == [[], ["fr"], [2021]]
    assert page.query_params["lang"] in ("fr", ["fr"])
    ask(page, "phares")
    page.radio[0].set_value("es").run()
    assert page.text_area[0].value == "phares"


def test_the_navigation_leads_to_the_empty_page(open_page: Open) -> None:
    open_page("", q="lenses", year="2021", lang="es")
    for address in ("about", ""):
        page = open_page(address)
        page.query_params.clear()
    assert page.text_area[0].value == ""
    assert page.multiselect[2].value == []
    assert page.button_group(key="example").options
    assert page.title[0].value == messages_for("es")("ask.title")


def test_back_leads_to_the_empty_page_too(page: AppTest) -> None:
    page.run()
    ask(page, "lenses")
    del page.query_params["q"]
    page.run()
    assert page.text_area[0].value == ""
    assert page.button_group(key="example").options
    assert "q" not in page.query_params
    page.query_params["q"] = "lenses"
    page.run()
    assert page.text_area[0].value == "lenses"


def test_only_the_button_asks_what_is_typed(page: AppTest) -> None:
    page.query_params["q"] = "lenses"
    page.run()
    page.text_area[0].set_value("lenses in 20").run()
    page.radio[0].set_value("fr").run()
    assert page.query_params["q"] in ("lenses", ["lenses"])
    ask(page, "lenses in 2021")
    assert page.query_params["q"] in ("lenses in 2021", ["lenses in 2021"])


def test_the_address_of_a_passage_is_no_search(open_page: Open) -> None:
    open_page("", q="lenses")
    page = open_page("read", document="harbour-2021", passage="harbour-2021:0")
    assert page.query_params["passage"]
    page = open_page("")
    assert page.text_area[0].value == "lenses"
    assert page.multiselect[0].value == []


def test_limits_are_named_and_can_be_taken_off(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.query_params.update({"q": "lenses", "language": "fr", "year": "2021", "lang": "en"})
    page.run()
    limits = shown(page).partition('<p class="limits">')[2].partition("</p>")[0]
    assert limits.startswith("Limited to: Français, 2021. ")
    assert 'href="./?q=lenses&amp;lang=en">Remove all limits</a>' in limits
    page.multiselect[2].set_value([2022]).run()
    assert page.error[0].value.startswith("No document matches the filters")
    press(page, "ask.widen")
    assert not page.exception and not page.error
    assert [choice.value for choice in page.multiselect] == [[], [], []]
    assert "language" not in page.query_params


def test_limits_that_do_not_exist_are_said_and_not_applied(page: AppTest) -> None:
    page.query_params.update({"q": "lenses", "year": "1999", "document": "nosuch", "lang": "en"})
    page.run()
    said = WORDS("ask.unknown_limits", limits="nosuch, 1999")
    assert said in shown(page)
    assert '<p class="limits">' not in shown(page) and "year" not in page.query_params
    assert [choice.value for choice in page.multiselect] == [[], [], []]
    ask(page, "bread")
    assert said not in shown(page)


def test_back_in_the_browser_asks_the_question_of_the_address(page: AppTest) -> None:
    page.run()
    for question in ("lenses", "bread"):
        ask(page, question)
    page.query_params["q"] = "lenses"
    page.query_params["language"] = "en"
    page.run()
    assert page.text_area[0].value == "lenses"
    assert page.multiselect[1].value == ["en"]
    ask(page, "bread")
    assert page.query_params["q"] in ("bread", ["bread"])
    assert page.text_area[0].value == "bread"


def test_an_address_from_before_the_last_pick_takes_no_limit_away(page: AppTest) -> None:
    page.query_params["q"] = "lenses"
    page.run()
    first, second = page.multiselect(key="document").options[:2]
    page.multiselect(key="document").select(first).run()
    page.query_params.clear()
    page.query_params["q"] = "lenses"
    page.multiselect(key="document").select(second).run()
    assert not page.exception
    assert len(page.multiselect(key="document").value) == 2
    page.query_params.clear()
    page.query_params["q"] = "lenses"
    page.run()
    assert page.multiselect(key="document").value == [], "a step back is followed"
