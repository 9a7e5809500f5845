"""Texts and questions that contain scripts and markup: all of it is shown as plain text.

The fixture `visit` fails a test where anything ran, opened a dialog, complained or left the
machine.
"""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.hostile import ID, PIECES, QUESTIONS, TITLE, WORD
from tests.browser.places import at


def test_the_words_are_shown_as_they_stand(visit: Visit) -> None:
    page = visit(at("read", document=ID))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    for piece in PIECES:
        expect(page.locator(".text")).to_contain_text(piece)


def test_a_question_is_only_words(visit: Visit) -> None:
    page = visit(at("ask", document=ID))
    box = page.get_by_role("textbox").first
    for question in QUESTIONS:
        box.fill(question)
        box.press("Enter")
        expect(page.locator(".passage").first).to_contain_text(WORD)
        assert page.locator("main a[href^='javascript:'], main iframe, main img").count() == 0
    expect(box).to_have_value(QUESTIONS[-1])
