"""The note as a file: saved, opened, merged, linked, exported, hostile, and the way to one."""

import re
from io import BytesIO
from time import monotonic

import docx
from playwright.sync_api import BrowserContext, expect

from cmp_search.export import ExportFormat, export
from cmp_search.locales import Messages
from cmp_search.notes.file_format import note_bytes, parse_note
from cmp_search.notes.note import OwnWords
from tests.browser.conftest import Visit
from tests.browser.driving import settled
from tests.browser.hostile import PIECES, hostile_note
from tests.browser.keyboard import press, tab_to
from tests.browser.note_page import (
    ASKED,
    QUESTION,
    WORDS,
    add,
    button,
    content,
    count_is,
    downloaded,
    each_language,
    open_note,
    own,
    quotations,
    saved,
    upload,
)
from tests.browser.places import KEY, at
from tests.notes.filling import ENGLISH


def test_a_saved_note_is_opened_again_and_merged(visit: Visit) -> None:
    page = visit(at("note", lang="en", note=KEY))
    note = saved(page)
    assert len(note.quotations) == 2 and any(isinstance(one, OwnWords) for one in note.items)
    button(page, "note.new").click()
    expect(page.locator(".quotation")).to_have_count(0)
    upload(page, note_bytes(note))
    button(page, "note.merge").click()
    expect(page.locator(".quotation")).to_have_count(2)
    assert [one.quote for one in saved(page).quotations] == [one.quote for one in note.quotations]
    button(page, "note.undo").click()
    expect(page.locator(".quotation")).to_have_count(0)
    upload(page, note_bytes(note))
    button(page, "note.open_it").click()
    expect(page.locator(".quotation")).to_have_count(2)
    assert saved(page) == note
    assert KEY not in page.url


def test_a_note_is_linked_by_its_address(visit: Visit, context: BrowserContext) -> None:
    page = visit(ASKED)
    add(page, "forty lenses")
    open_note(page)
    path = "/note" + page.url.partition("/note")[2]
    context.clear_cookies()
    assert quotations(visit(path)) == [ENGLISH]


@each_language
def test_exports_are_those_of_the_note(visit: Visit, words: Messages) -> None:
    page = visit(at("note", lang=words.language, note=KEY))
    with page.expect_download() as download:
        button(page, "export_as.docx", words).click()
    assert download.value.suggested_filename == "lenses.docx"
    data = content(download.value)
    note = parse_note(downloaded(page, button(page, "note.save", words)), "saved")
    assert data == export(note, ExportFormat.DOCX)
    text = "\n".join(one.text for one in docx.Document(BytesIO(data)).paragraphs)
    assert ENGLISH in text and "My words." in text
    page.get_by_role("button", name=words("note.formats"), exact=True).click()
    for format in (ExportFormat.MARKDOWN, ExportFormat.HTML, ExportFormat.TEXT):
        given = downloaded(page, button(page, f"export_as.{format.value}", words))
        assert given == export(note, format)
    for kind, sign in (("csl-json", b"["), ("ris", b"TY  - "), ("bibtex", b"@")):
        assert downloaded(page, button(page, f"references.{kind}", words)).startswith(sign)


def test_a_hostile_file_stays_words(visit: Visit) -> None:
    page = visit(at("note", lang="en"))
    upload(page, note_bytes(hostile_note()), "<img src=x onerror=window.ran=1>.cmp-note.json")
    button(page, "note.open_it").click()
    expect(page.locator(".quotation")).to_have_count(len(PIECES))
    for found, piece in zip(quotations(page), PIECES, strict=True):
        assert found == piece.strip("“”")
    assert own(page) == list(PIECES)
    assert page.locator("main :is(iframe, img, svg[onload], [onerror])").count() == 0
    assert page.locator("main a[href^='javascript:']").count() == 0


def test_a_newcomer_has_a_word_file_of_two_quotations_within_a_minute(visit: Visit) -> None:
    """With the keyboard alone; the time includes what the test itself looks at on each step."""
    began = monotonic()
    page = visit("/?lang=en")
    keys: list[str] = []
    page.expose_function("pressed", lambda key: keys.append(key))
    page.evaluate("document.addEventListener('keydown', ({ key }) => pressed(key), true)")
    expect(page.get_by_role("textbox", name=WORDS("ask.question"))).to_be_focused()
    page.keyboard.type(QUESTION)
    press(page, "Enter")
    expect(page.get_by_role("heading", name=re.compile(r"^1\. "))).to_be_visible()
    for count in (1, 2):
        tab_to(page, "button", WORDS("note.add_sentence"))
        press(page, "Enter")
        count_is(page, count)
        settled(page)
    tab_to(page, "link", WORDS("note.in_note"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=WORDS("page.note"))).to_be_visible()
    expect(page.locator(".quotation")).to_have_count(2)
    settled(page)
    tab_to(page, "button", WORDS("export_as.docx"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    settled(page)
    expect(button(page, "export_as.docx")).to_be_focused()
    text = "\n".join(one.text for one in docx.Document(BytesIO(content(download.value))).paragraphs)
    assert text.count("“") >= 2
    others = len(keys) - len(QUESTION)
    assert others <= 45
    assert monotonic() - began < 60
