"""What tests of the note do in the browser, and what they find on its page."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from cmp_search.locales import Messages, interfaces, messages_for
from cmp_search.notes.file_format import parse_note
from cmp_search.notes.note import Note
from tests.browser.driving import settled
from tests.browser.places import at

WORDS = messages_for("en")
QUESTION = "Who polished the lenses?"
ASKED = at("ask", lang="en", q=QUESTION)
each_language = pytest.mark.parametrize(
    "words", list(map(messages_for, interfaces())), ids=list(interfaces())
)


def button(page: Page, name: str, words: Messages = WORDS) -> Locator:
    """A button by the key of its words."""
    return page.get_by_role("button", name=words(name), exact=True)


def passage(page: Page, words: str) -> Locator:
    """The hit whose passage has certain words."""
    return page.locator("article", has=page.locator(".passage:not(.around)", has_text=words))


def add(page: Page, words: str, name: str = "note.add_sentence", said: str = "new") -> None:
    """Add what a button of a hit adds."""
    passage(page, words).get_by_role("button", name=WORDS(name), exact=True).click()
    expect(page.locator(".note-sign")).to_contain_text(WORDS(f"note_added.{said}"))
    settled(page)


def count_is(page: Page, count: int, words: Messages = WORDS) -> None:
    """Wait until the note's count is in sight."""
    name = f"{words('page.note')} ({count})"
    expect(page.get_by_role("link", name=name, exact=True).filter(visible=True)).to_be_visible()


def open_note(page: Page) -> None:
    """Go to the note by its link."""
    page.get_by_role("navigation").get_by_role("link", name=re.compile(r"^Note \(")).click()
    expect(page.get_by_role("heading", level=1, name=WORDS("page.note"))).to_be_visible()
    settled(page)


def quotations(page: Page) -> list[str]:
    """The words of the quotations of the note's page, without marks."""
    settled(page)
    return [one.strip("“”") for one in page.locator(".quotation .passage").all_inner_texts()]


def own(page: Page) -> list[str]:
    """The writer's words."""
    return [one.input_value() for one in page.get_by_label(WORDS("note.own_words")).all()]


def saved(page: Page) -> Note:
    """The note as its file has it."""
    data = downloaded(page, button(page, "note.save"))
    return parse_note(data, "saved")


def downloaded(page: Page, clicked: Locator) -> bytes:
    """What a button gives, once it is drawn with what the note has now."""
    settled(page)
    with page.expect_download() as download:
        clicked.click()
    return content(download.value)


def content(download: Download) -> bytes:
    """What was saved."""
    return Path(download.path()).read_bytes()


def change(page: Page, what: str, act: str) -> None:
    """Open what changes something, and press a button of it."""
    page.get_by_role("button", name=f"Change: {what}", exact=True).click()
    page.get_by_role("button", name=act, exact=True).filter(visible=True).click()
    settled(page)


def upload(page: Page, data: bytes, name: str = "a.cmp-note.json") -> None:
    """Choose a file to open."""
    file = {"name": name, "mimeType": "application/json", "buffer": data}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
