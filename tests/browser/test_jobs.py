"""What people come for, from the first page to the result, in each language, by roles and names."""

import re

import pytest
from playwright.sync_api import Page, expect

from cmp_search.locales import Messages, interfaces, messages_for
from tests.browser.conftest import Visit
from tests.browser.driving import at_rest, unfold
from tests.browser.places import at

CODES = list(interfaces())
each_language = pytest.mark.parametrize("words", list(map(messages_for, CODES)), ids=CODES)
QUESTION = "Who polished the lenses?"


def go(page: Page, words: Messages, name: str) -> None:
    """Go to another page of the app by its name in the navigation."""
    page.get_by_role("navigation").get_by_role(
        "link", name=words(f"page.{name}"), exact=True
    ).click()


def ask(page: Page, words: Messages, question: str = QUESTION) -> None:
    box = page.get_by_role("textbox", name=words("ask.question"))
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(r"^1\. "))).to_be_visible()


@each_language
def test_a_typed_question_leads_to_its_passage_in_the_text(visit: Visit, words: Messages) -> None:
    page = visit(at("ask", lang=words.language))
    ask(page, words)
    expect(page.locator("mark").first).to_be_visible()
    expect(page).to_have_url(re.compile("q=Who"))
    page.get_by_role("link", name=words("read.link")).first.click()
    held = page.locator("mark#passage")
    expect(held).to_be_in_viewport()
    expect(held).to_be_focused()
    expect(page).to_have_url(re.compile("passage=.*lang=" + words.language))
    page.get_by_role("link", name=words("read.back")).click()
    expect(page.get_by_role("textbox", name=words("ask.question"))).to_have_value(QUESTION)
    expect(page.get_by_role("heading", name=re.compile(r"^1\. "))).to_be_visible()


@each_language
def test_an_example_is_asked_with_a_click(visit: Visit, words: Messages) -> None:
    example = words.lines("ask.examples")[0]
    page = visit(at("ask", lang=words.language))
    page.get_by_role("button", name=example).or_(page.get_by_role("radio", name=example)).click()
    expect(page.get_by_role("heading", name=re.compile(r"^1\. "))).to_be_visible()
    expect(page.get_by_role("textbox", name=words("ask.question"))).to_have_value(example)


@each_language
def test_a_search_is_limited_to_a_document(visit: Visit, words: Messages) -> None:
    page = visit(at("ask", lang=words.language))
    page.get_by_text(words("ask.limit"), exact=True).click()
    # A list that is opened while the limits unfold closes again.
    at_rest(page)
    page.get_by_role("combobox", name=words("ask.documents")).click()
    page.get_by_role("option", name="Échange des ports").click()
    page.keyboard.press("Escape")
    ask(page, words)
    expect(page).to_have_url(re.compile("document=ports-2021"))
    unfold(page)
    citations = page.locator(".citation")
    expect(citations.first).to_be_visible()
    assert all("Échange des ports" in cited for cited in citations.all_inner_texts())


@each_language
def test_the_language_is_changed_and_all_else_stays(visit: Visit, words: Messages) -> None:
    other = messages_for(CODES[(CODES.index(words.language) + 1) % len(CODES)])
    page = visit(at("ask", lang=words.language))
    ask(page, words)
    page.get_by_text(interfaces()[other.language], exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(other("ask.title"))
    expect(page.get_by_role("textbox", name=other("ask.question"))).to_have_value(QUESTION)
    expect(page.locator("html")).to_have_attribute("lang", other.language)
    expect(page.get_by_role("button", name=other("hit.copy_sentence")).first).to_be_visible()
    expect(page.get_by_role("link", name=other("streamlit.skip"))).to_be_attached()
    go(page, other, "about")
    expect(page.get_by_role("heading", level=1)).to_have_text(other("about.title"))
    expect(page).to_have_title(re.compile(re.escape(other("page.about"))))
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", other.language)


@each_language
def test_the_documents_are_listed_and_one_is_read(visit: Visit, words: Messages) -> None:
    page = visit(at("documents", lang=words.language))
    title = "Échange des ports : bilan 2021"
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    outline = page.get_by_role("navigation", name=words("read.outline")).get_by_role("link")
    heading = outline.last.inner_text()
    outline.last.click()
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_in_viewport()
