"""The frame: pages one touch away on a narrow screen, limits that stay open, a lost connection."""

from contextlib import suppress

import pytest
from playwright.sync_api import expect

from cmp_search.locales import interfaces, messages_for
from tests.browser.conftest import Visit
from tests.browser.driving import settled
from tests.browser.places import at

TRIES, TRY_MS = 3, 10_000
PICKS = 3


@pytest.mark.parametrize("width", [360, 768, 1400])
def test_every_page_is_one_click_away_and_the_session_is_kept(visit: Visit, width: int) -> None:
    words = messages_for("fr")
    page = visit(at("ask", lang="fr", q="lenses"), width)
    links = page.get_by_role("navigation", name=words("app.pages")).get_by_role("link")
    boxes = [link.bounding_box() for link in links.all()]
    assert len(boxes) == 7
    for box in boxes:
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width and box["y"] < 150
    page.evaluate("window.kept = true")
    links.filter(has_text=words("page.documents")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("documents.title"))
    settled(page)
    page.get_by_role("link", name="cmp-search", exact=True).click()
    expect(page.get_by_role("textbox", name=words("ask.question"))).to_have_value("")
    assert page.evaluate("window.kept"), "the app was not loaded anew"


def test_who_picks_fast_finds_the_list_still_open(visit: Visit) -> None:
    words = messages_for("en")
    page = visit(at("ask", lang="en", q="lenses"))
    page.get_by_role("button", name=words("ask.limit")).click()
    page.get_by_role("combobox").first.click()
    options = page.get_by_role("option")
    box = options.first.bounding_box()
    assert box
    before = options.count()
    for pick in range(1, PICKS + 1):
        # What is drawn anew at this moment takes no click; somebody then clicks again.
        for _ in range(TRIES):
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            with suppress(AssertionError):
                expect(options).to_have_count(before - pick, timeout=TRY_MS)
                break
        expect(options).to_have_count(before - pick)
    page.locator("[data-test-script-state=notRunning]").wait_for()
    expect(options).to_have_count(before - PICKS)
    expect(page.locator("[data-tag]")).to_have_count(PICKS)


@pytest.mark.parametrize("language", interfaces())
def test_a_lost_connection_is_said_in_the_language_of_the_page(visit: Visit, language: str) -> None:
    """The dialog is drawn as Streamlit draws it; its server is shared by all tests."""
    words = messages_for(language)
    page = visit(at("about", lang=language))
    page.evaluate(
        """() => document.body.insertAdjacentHTML("beforeend", `<section role="dialog">
        <h2>Connection error</h2><div><div>Streamlit server is not responding. Are you connected
 to the internet?</div></div></section>`.replaceAll("\\n", ""))"""
    )
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text(words("streamlit.lost"))
    expect(dialog).to_contain_text(words("streamlit.stopped"))
