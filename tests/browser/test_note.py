"""Writing a note: every step is undone, and the focus and what is being written stay."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.driving import settled
from tests.browser.keyboard import press, tab_to
from tests.browser.note_page import ASKED, WORDS, add, button, change, open_note, own, quotations
from tests.browser.places import KEY, at
from tests.notes.filling import ENGLISH, FRENCH

LOOKS = 10
"""How often another tab looks whether something has been kept."""


def test_a_note_is_written_and_every_step_is_undone(visit: Visit) -> None:
    page = visit(ASKED)
    add(page, "forty lenses")
    add(page, "swap recipes")
    open_note(page)
    fields = page.get_by_label(WORDS("note.write"))
    fields.nth(0).fill("Lenses were polished.")
    fields.nth(0).press("Control+Enter")
    expect(page.get_by_label(WORDS("note.own_words"))).to_have_value("Lenses were polished.")
    expect(fields.nth(0)).to_have_value("")
    expect(fields.nth(0)).to_be_focused()
    quoted = page.locator(".quotation .passage")
    change(page, "quotation 1", WORDS("note.down"))
    expect(quoted.nth(1)).to_contain_text(ENGLISH)
    change(page, "quotation 1", WORDS("note.remove"))
    expect(quoted).to_have_count(1)
    expect(quoted).to_contain_text(ENGLISH)
    change(page, "Issue", WORDS("note.remove_section"))
    expect(page.get_by_role("heading", name="Issue")).to_have_count(0)
    undo = button(page, "note.undo")
    undo.click()
    expect(page.get_by_role("heading", name="Issue")).to_be_visible()
    undo.click()
    expect(page.locator(".quotation")).to_have_count(2)
    undo.click()
    expect(page.locator(".quotation .passage").first).to_contain_text(ENGLISH)
    undo.click()
    expect(page.get_by_label(WORDS("note.own_words"))).to_have_count(0)
    undo.click()
    expect(page.locator(".quotation")).to_have_count(1)


def test_what_is_being_written_is_not_lost_while_the_page_is_drawn(visit: Visit) -> None:
    page = visit(at("note", lang="en", note=KEY))
    button(page, "note.new").click()
    fields = page.get_by_label(WORDS("note.write"))
    expect(page.locator(".quotation")).to_have_count(0)
    settled(page)
    words = "one two three four five six seven eight nine ten"
    for n in range(3):
        fields.nth(n).focus()
        page.keyboard.type(f"{words} {n}", delay=10)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label(WORDS("note.own_words"))).to_have_count(3)
    assert own(page) == [f"{words} {n}" for n in range(3)]


def test_what_a_button_opens_comes_next_and_leads_back(visit: Visit) -> None:
    page = visit(at("note", lang="en", note=KEY))
    opener = page.get_by_role("button", name="Change: quotation 1")
    opener.press("Enter")
    opened = page.get_by_role("dialog")
    expect(opened).to_be_visible()
    press(page, "Tab")
    expect(opened.get_by_role("button", name=WORDS("note.down"))).to_be_focused()
    press(page, "Shift+Tab")
    expect(opener).to_be_focused()
    tab_to(page, "button", WORDS("note.remove"))
    press(page, "Tab")
    expect(opener).to_be_focused()
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(opener).to_be_focused()
    press(page, "Tab")
    press(page, "Tab")
    expect(page.locator(".quotation").nth(1).get_by_role("button")).to_be_focused()


def test_the_focus_stays_near_what_was_changed(visit: Visit) -> None:
    page = visit(ASKED)
    add(page, "forty lenses")
    add(page, "swap recipes")
    open_note(page)
    background = page.get_by_role("button", name="Change: Background")
    background.focus()
    for act, left in ((WORDS("note.down"), 2), (WORDS("note.remove"), 1)):
        tab_to(page, "button", "Change: quotation 1")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        tab_to(page, "button", act)
        page.keyboard.press("Enter")
        expect(page.locator(".quotation")).to_have_count(left)
        settled(page)
        expect(page.get_by_role("heading", level=1)).not_to_be_focused()
        expect(page.locator("body")).not_to_be_focused()
        page.get_by_role("heading", level=1).click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        background.focus()


def test_a_quotation_is_moved_under_another_heading(visit: Visit) -> None:
    page = visit(ASKED)
    add(page, "forty lenses")
    open_note(page)
    page.get_by_role("button", name="Change: quotation 1").click()
    page.get_by_role("combobox", name=WORDS("note.move_to")).click()
    page.get_by_role("option", name="Conclusion").click()
    settled(page)
    expect(page.locator(".st-key-section-s5 .quotation")).to_be_visible()
    expect(page.locator("body")).not_to_be_focused()


def test_a_passage_is_quoted_in_the_other_edition_s_words(visit: Visit) -> None:
    page = visit(at("note", lang="en", note=KEY))
    change(page, "quotation 1", WORDS("note.in_language", language="French"))
    expect(page.locator(".quotation .passage").first).to_have_text(f"“{FRENCH}”")
    expect(page.locator(".quotation .passage").first).to_have_attribute("lang", "fr")
    button(page, "note.undo").click()
    expect(page.locator(".quotation .passage").first).to_have_text(f"“{ENGLISH}”")


def test_a_digest_warns_and_own_words_stand_apart(visit: Visit) -> None:
    page = visit(at("note", lang="en", note=KEY))
    digest = page.locator(".quotation").nth(1)
    expect(digest).to_contain_text(WORDS("note.digest"))
    assert "“" not in digest.locator(".passage").inner_text()
    assert page.locator(".quotation textarea").count() == 0
    assert own(page) == ["My words."]


def test_two_tabs_do_not_undo_each_other_s_changes(visit: Visit) -> None:
    one = visit(ASKED)
    add(one, "forty lenses")
    two = visit(ASKED)
    add(two, "swap recipes")
    open_note(one)
    assert len(quotations(one)) == 2
    open_note(two)
    one.get_by_label(WORDS("note.title")).fill("From one")
    one.keyboard.press("Enter")
    # What is typed shows at once where it is typed, and elsewhere only when it has been kept.
    for _ in range(LOOKS):
        three = visit(ASKED)
        open_note(three)
        if three.get_by_label(WORDS("note.title")).input_value() == "From one":
            break
    two.get_by_label(WORDS("note.write")).first.fill("From two.")
    two.keyboard.press("Control+Enter")
    expect(two.get_by_label(WORDS("note.title"))).to_have_value("From one")
    button(one, "note.undo").click()
    expect(one.get_by_role("alert")).to_contain_text("changed elsewhere")
    expect(one.get_by_label(WORDS("note.own_words"))).to_have_value("From two.")
    expect(one.get_by_label(WORDS("note.title"))).to_have_value("From one")
