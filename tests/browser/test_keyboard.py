"""The keyboard alone: from the first page to a cited passage, into the text, and back.

After every key it must be seen where the focus is.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from cmp_search.locales import messages_for
from tests.browser.conftest import Visit
from tests.browser.driving import settled, unfold
from tests.browser.places import KEY, PAGES, at

WORDS = messages_for("en")
MOST_STEPS = 80
STOPS = 20
LEAST = 3
FOCUS = """() => {
  const at = document.activeElement;
  const drawn = (e) => {
    const style = getComputedStyle(e);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== 'none';
  };
  const box = (at.closest('label') ?? at).getBoundingClientRect();
  const over = document.elementFromPoint(
    Math.max(box.left, 0) + Math.min(box.width, innerWidth) / 2,
    Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
  const holder = at.closest('label') ?? at;
  return {
    lost: at === document.body,
    drawn: drawn(at) || drawn(holder),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      && (holder.contains(over) || over?.contains(holder)),
    what: at.outerHTML.slice(0, 200),
  };
}"""


def press(page: Page, key: str) -> None:
    """Press a key; whatever gets the focus must show it."""
    page.keyboard.press(key)
    # What is drawn anew at this moment gets the focus back when it is there.
    page.wait_for_function("document.activeElement !== document.body")
    focus = page.evaluate(FOCUS)
    assert not focus["lost"], f"{key} lost the focus"
    assert focus["drawn"] and focus["seen"], (
        f"{key}: the focus is not to be seen on {focus['what']}"
    )


def from_the_top(page: Page) -> None:
    """Begin at the first stop, although the question's box has the focus on the first page."""
    page.get_by_test_id("stSkipToContent").focus()


def tab_to(page: Page, role: str, name: str) -> None:
    for _ in range(MOST_STEPS):
        press(page, "Tab")
        focused = page.locator("*:focus").and_(page.get_by_role(role, name=name))  # type: ignore[arg-type]
        if focused.count():
            return
    raise AssertionError(f"no {role} “{name}” within {MOST_STEPS} steps")


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
