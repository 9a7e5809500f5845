"""Finding words in the text that Read shows, by the keyboard."""

import pytest
from playwright.sync_api import Page, expect

from cmp_search.language.normalisation import fold
from cmp_search.locales import interfaces, messages_for
from tests.browser.conftest import Visit
from tests.browser.places import at

HERE = "[...CSS.highlights.get('found-here')].map(range => range.toString())"
FOUND = "[...CSS.highlights.get('found-here')][0].getBoundingClientRect()"


def here(page: Page) -> list[str]:
    """The words of the place that was found last."""
    found: list[str] = page.evaluate(HERE)
    return found


WANTED = """box => {
    const pen = document.createElement("canvas").getContext("2d"), style = getComputedStyle(box);
    pen.font = style.font;
    return pen.measureText(box.placeholder).width;
}"""
"""How wide the words in an empty box are, and how much room it has for them, in CSS pixels."""
ROOM = """box => {
    const style = getComputedStyle(box);
    return box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
}"""


@pytest.mark.parametrize("language", interfaces())
def test_the_words_in_the_empty_box_fit_on_a_phone(visit: Visit, language: str) -> None:
    page = visit(at("read", lang=language, document="ports-2021"), width=390)
    box = page.get_by_role("searchbox", name=messages_for(language)("read.find"))
    assert 0 < box.evaluate(WANTED) <= box.evaluate(ROOM)


@pytest.mark.parametrize("language", interfaces())
def test_words_are_found_one_after_the_other(visit: Visit, language: str) -> None:
    words = messages_for(language)
    page = visit(at("read", lang=language, document="ports-2021"))
    box = page.get_by_role("searchbox", name=words("read.find"))
    box.fill("LÉS")
    count = fold(page.locator(".text").inner_text()).count("les")
    assert count > 1
    status = page.locator(".finder [role=status]")
    expect(status).to_have_text(words("read.found", n="1", of=str(count)))
    assert [fold(one) for one in here(page)] == ["les"]
    box.press("Enter")
    expect(status).to_have_text(words("read.found", n="2", of=str(count)))
    box.press("Shift+Enter")
    box.press("Shift+Enter")
    expect(status).to_have_text(words("read.found", n=str(count), of=str(count)))
    page.get_by_role("button", name=words("read.find_next")).click()
    expect(status).to_have_text(words("read.found", n="1", of=str(count)))
    box.fill("zebras")
    expect(status).to_have_text(words("read.not_found"))
    assert here(page) == []


def test_what_is_found_comes_into_view(visit: Visit) -> None:
    page = visit(at("read", lang="en", document="harbour-2021"))
    page.set_viewport_size({"width": 1200, "height": 320})
    expect(page.locator("html")).to_have_js_property("clientHeight", 320)
    page.get_by_role("searchbox").fill("sourdough")
    top, bottom = page.evaluate(f"[{FOUND}.top, {FOUND}.bottom]")
    covered = page.locator(".st-key-way").bounding_box()
    assert covered and covered["y"] + covered["height"] <= top < bottom <= 320
