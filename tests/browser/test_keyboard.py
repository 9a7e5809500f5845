"""The keyboard alone: from the first page to a cited passage, into the text, and back.

After every key it must be seen where the focus is.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from cmp_search.locales import messages_for
from tests.browser.conftest import Visit
from tests.browser.driving import settled, unfold
from tests.browser.keyboard import FOCUS, MOST_STEPS, press, tab_to
from tests.browser.places import KEY, PAGES, at

WORDS = messages_for("en")
STOPS = 20
LEAST = 3


def from_the_top(page: Page) -> None:
    """Begin at the first stop, although the question's box has the focus on the first page."""
    page.get_by_test_id("stSkipToContent").focus()


def test_from_the_first_page_to_a_passage_and_back(visit: Visit) -> None:
    page = visit(at("ask", lang="en"))
    expect(page.get_by_role("textbox", name=WORDS("ask.question"))).to_be_focused()
    page.keyboard.type("Who polished the lenses?")
    press(page, "Enter")
    expect(page.get_by_role("heading", name=re.compile(r"^1\. "))).to_be_visible()
    tab_to(page, "link", WORDS("read.link"))
    page.keyboard.press("Enter")
    expect(page.locator("mark#passage")).to_be_focused()
    assert page.evaluate(FOCUS)["seen"]
    press(page, "Tab")
    page.go_back()
    expect(page.get_by_role("textbox", name=WORDS("ask.question"))).to_have_value(
        "Who polished the lenses?"
    )
    expect(page.locator("body")).not_to_be_focused()


def test_an_example_and_a_language_are_chosen(visit: Visit) -> None:
    page = visit(at("ask", lang="en"))
    from_the_top(page)
    tab_to(page, "radio", "English")
    page.keyboard.press("ArrowRight")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    settled(page)
    expect(page.locator("body")).not_to_be_focused()
    assert page.evaluate(FOCUS)["drawn"]
    french = messages_for("fr")
    example = french.lines("ask.examples")[0]
    for _ in range(MOST_STEPS):
        press(page, "Tab")
        if page.locator("*:focus").inner_text().strip() == example:
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(r"^1\. "))).to_be_visible()
    expect(page.locator("body")).not_to_be_focused()


@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize("path", [*PAGES.values(), at("note", note=KEY)])
def test_the_focus_is_seen_on_every_stop(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width)
    unfold(page)
    from_the_top(page)
    for stop in range(STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["lost"] and stop > LEAST:
            break  # After the last stop the browser's own bar has it.
        assert focus["drawn"] and focus["seen"], f"no focus to be seen on {focus['what']}"
