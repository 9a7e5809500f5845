"""Asking: the focus, Enter, the browser's history, and what the first screen shows."""

import re

import pytest
from playwright.sync_api import Page, expect

from cmp_search.locales import messages_for
from tests.browser.conftest import Visit
from tests.browser.driving import settled
from tests.browser.places import at

WORDS = messages_for("en")
FIRST, SECOND = "Who polished forty lenses?", "When did the exchange begin?"
CHAIR, FOLLOW_UP = "Who is the Canadian co-chair of the Lens Working Group?", "and Mexico?"
MEANT = "Who is the Mexican co-chair of the Lens Working Group?"
EXAMPLE = WORDS.lines("ask.examples")[0]
HIT = re.compile(r"^1\. ")


def asked(page: Page, question: str) -> None:
    field = page.get_by_role("textbox", name=WORDS("ask.question"))
    field.fill(question)
    field.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(question.split()[1])))
    expect(page.get_by_role("heading", name=HIT)).to_be_visible()


def test_who_opens_the_page_can_type_at_once(visit: Visit) -> None:
    page = visit(at("ask", lang="en"))
    field = page.get_by_role("textbox", name=WORDS("ask.question"))
    expect(field).to_be_focused()
    page.keyboard.type(FIRST)
    page.get_by_role("button", name=WORDS("ask.ask"), exact=True).click()
    expect(page.get_by_role("heading", name=HIT)).to_be_visible()


def test_shift_and_enter_begin_a_line(visit: Visit) -> None:
    page = visit(at("ask", lang="en"))
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    field = page.get_by_role("textbox", name=WORDS("ask.question"))
    expect(field).to_have_value("one\ntwo")


def test_back_and_forward_go_from_question_to_question(visit: Visit) -> None:
    page = visit(at("ask", lang="en"))
    field = page.get_by_role("textbox", name=WORDS("ask.question"))
    asked(page, FIRST)
    asked(page, SECOND)
    page.go_back()
    expect(field).to_have_value(FIRST)
    expect(page.locator("mark").first).to_contain_text("forty")
    page.go_forward()
    expect(field).to_have_value(SECOND)
    page.go_back()
    page.go_back()
    expect(page).not_to_have_url(re.compile("q="))
    expect(field).to_have_value("")
    expect(page.get_by_role("radio", name=EXAMPLE)).to_be_visible()
    page.go_forward()
    expect(field).to_have_value(FIRST)


def test_the_name_and_the_navigation_lead_to_the_empty_page(visit: Visit) -> None:
    page = visit(at("ask", lang="en", q=FIRST))
    for link in ("cmp-search", WORDS("page.ask")):
        page.get_by_role("link", name=link, exact=True).click()
        expect(page.get_by_role("textbox", name=WORDS("ask.question"))).to_have_value("")
        expect(page.locator(".answer")).to_have_count(0)
        page.go_back()
        expect(page.locator(".answer")).to_be_visible()


def test_what_is_typed_waits_for_enter(visit: Visit) -> None:
    page = visit(at("ask", lang="en", q=FIRST))
    field = page.get_by_role("textbox", name=WORDS("ask.question"))
    answered = page.url
    field.press("End")
    page.keyboard.type(" and")
    page.locator(".count").click()
    page.get_by_role("button", name=WORDS("ask.limit")).click()
    page.keyboard.press("Escape")
    page.locator(".stRadio").get_by_text("Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    settled(page)
    expect(page.locator("textarea")).to_have_value(f"{FIRST} and")
    assert page.url.replace("lang=fr", "lang=en") == answered


def test_a_click_on_the_navigation_while_typing_goes_there(visit: Visit) -> None:
    page = visit(at("ask", lang="en", q=FIRST))
    page.get_by_role("textbox", name=WORDS("ask.question")).fill("Who polished")
    page.get_by_role("link", name=WORDS("page.start")).click()
    expect(page).to_have_url(re.compile("/start"))
    page.go_back()
    expect(page.get_by_role("textbox", name=WORDS("ask.question"))).to_have_value(FIRST)


def test_a_follow_up_is_completed_and_can_be_asked_as_typed(visit: Visit) -> None:
    page = visit(at("ask", lang="en"))
    field = page.get_by_role("textbox", name=WORDS("ask.question"))
    literal = page.get_by_role("button", name=WORDS("ask.literally", asked=WORDS.quote(FOLLOW_UP)))
    asked(page, CHAIR)
    field.fill(FOLLOW_UP)
    page.keyboard.press("Enter")
    expect(field).to_have_value(MEANT)
    expect(page).to_have_url(re.compile("Mexican"))
    literal.press("Enter")
    expect(field).to_have_value(FOLLOW_UP)
    expect(literal).to_have_count(0)
    page.go_back()
    expect(field).to_have_value(MEANT)
    page.go_back()
    expect(field).to_have_value(CHAIR)


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (360, 740)])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_sentence_that_answers_is_on_the_first_screen(
    visit: Visit, language: str, width: int, height: int
) -> None:
    page = visit(at("ask", lang=language, q=FIRST), width)
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("article mark").first).to_be_in_viewport()
