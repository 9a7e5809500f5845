"""Adding to the note on the way: what is added, and the count that stays in sight."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from cmp_search.locales import Messages, messages_for
from tests.browser.conftest import Visit
from tests.browser.driving import settled, unfold
from tests.browser.keyboard import FOCUS
from tests.browser.note_page import (
    ASKED,
    QUESTION,
    WORDS,
    add,
    button,
    count_is,
    each_language,
    open_note,
    passage,
    quotations,
)
from tests.browser.places import at
from tests.notes.filling import ENGLISH

NARROW = 360


def select(page: Page, words: str, where: str) -> None:
    """Select words of one text node, unfolded where that is in a part that can be."""
    unfold(page)
    page.evaluate(
        """([words, where]) => {
          for (const holder of document.querySelectorAll(where)) {
            const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              const start = node.data.indexOf(words);
              if (start < 0) continue;
              getSelection().setBaseAndExtent(node, start, node, start + words.length);
              return;
            }
          }
          throw new Error(`no “${words}”`);
        }""",
        [words, where],
    )


def test_a_sentence_a_selection_and_a_passage_are_added(visit: Visit) -> None:
    page = visit(ASKED)
    add(page, "forty lenses")
    select(page, "swap recipes", ".passage:not(.around)")
    add(page, "swap recipes")
    add(page, "cincuenta lentes", "note.add_passage")
    count_is(page, 3)
    expect(page.get_by_role("link", name=WORDS("note.in_note"))).to_have_count(3)
    open_note(page)
    found = quotations(page)
    assert found[:2] == [ENGLISH, "swap recipes"]
    assert found[2].startswith("El grupo pulió cincuenta lentes") and "Íñiguez" in found[2]
    expect(page.get_by_text(WORDS.count("note.searches", 1))).to_be_visible()


def test_a_whole_passage_is_added_whatever_is_selected(visit: Visit) -> None:
    page = visit(ASKED)
    select(page, "polished", ".passage:not(.around)")
    add(page, "forty lenses", "note.add_passage")
    add(page, "forty lenses", said="kept")
    open_note(page)
    (found,) = quotations(page)
    assert ENGLISH in found and found != ENGLISH


def test_words_of_a_text_are_added_also_after_a_step_within_it(visit: Visit) -> None:
    page = visit(at("read", lang="en", document="harbour-2021"))
    adds = button(page, "note.add_selected")
    adds.click()
    expect(page.get_by_text(WORDS("note.select"))).to_be_visible()
    page.get_by_role("navigation", name=WORDS("read.outline")).get_by_role("link").last.click()
    here = page.url
    assert "#" in here
    select(page, "travelled by sea", ".text")
    adds.click()
    count_is(page, 1)
    settled(page)
    assert page.url.partition("#")[0] == here.partition("#")[0]
    open_note(page)
    assert quotations(page) == ["travelled by sea"]


def test_the_marked_passage_of_a_text_is_added(visit: Visit) -> None:
    page = visit(ASKED)
    passage(page, "cincuenta lentes").get_by_role("link", name=WORDS("read.link")).click()
    expect(page.locator("mark#passage")).to_be_visible()
    settled(page)
    button(page, "note.add_marked").click()
    count_is(page, 1)
    open_note(page)
    assert "El grupo pulió cincuenta lentes" in quotations(page)[0]


def test_going_back_adds_nothing_and_history_has_only_pages(visit: Visit) -> None:
    page = visit(ASKED)
    before = page.evaluate("history.length")
    here = page.url
    add(page, "forty lenses")
    add(page, "swap recipes")
    assert page.url == here
    assert page.evaluate("history.length") == before
    open_note(page)
    button(page, "note.undo").click()
    expect(page.locator(".quotation")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("heading", name=re.compile(r"^1\. "))).to_be_visible()
    assert page.url == here
    count_is(page, 1)
    page.go_forward()
    expect(page.locator(".quotation")).to_have_count(1)
    assert "once" not in page.url


def test_a_passage_that_is_gone_is_one_line(visit: Visit) -> None:
    page = visit(ASKED)
    hit = passage(page, "forty lenses")
    hit.locator("button[data-adds]").first.evaluate("one => { one.dataset.adds = 'fog:gone' }")
    hit.get_by_role("button", name=WORDS("note.add_sentence")).click()
    expect(page.locator(".note-sign")).to_contain_text("There is no passage “fog:gone”")
    expect(page.get_by_role("link", name="Note", exact=True)).to_be_visible()


def test_the_count_stays_through_all_that_one_does(
    visit: Visit, context: BrowserContext, address: str
) -> None:
    page = visit(ASKED)
    add(page, "forty lenses")
    add(page, "swap recipes")
    page.get_by_role("textbox", name=WORDS("ask.question")).fill("bread")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=bread"))
    count_is(page, 2)
    page.reload()
    settled(page)
    count_is(page, 2)
    page.get_by_text("Español", exact=True).click()
    count_is(page, 2, messages_for("es"))
    count_is(visit(at("about", lang="fr")), 2, messages_for("fr"))
    (cookie,) = [one for one in context.cookies(address) if one["name"] == "cmp-search-note"]
    assert cookie["sameSite"] == "Strict"


@each_language
def test_on_a_phone_the_count_is_in_sight_and_nothing_is_cut(visit: Visit, words: Messages) -> None:
    page = visit(at("ask", lang=words.language, q=QUESTION), NARROW)
    for n in (0, 1):
        button(page, "note.add_sentence", words).nth(n).click()
        expect(page.locator(".note-count")).to_have_text(f"{words('page.note')} ({n + 1})")
    settled(page)
    wide = page.locator(".acts > *").evaluate_all(
        "all => all.map(one => { const [a, b] ="
        " [one, one.closest('article, .answer')].map(e => e.getBoundingClientRect());"
        " return a.right - b.right })"
    )
    assert max(wide) <= 0
    page.reload()
    settled(page)
    expect(page.locator(".note-count a")).to_be_in_viewport()
    page.locator(".note-count a").click()
    expect(page.locator(".quotation")).to_have_count(2)
    expect(page.locator(".note-count"), "the page itself needs no way to it").to_have_count(0)


def test_what_has_the_focus_is_not_covered(visit: Visit) -> None:
    page = visit(ASKED, NARROW)
    adds = button(page, "note.add_sentence")
    for n in range(adds.count()):
        one = adds.nth(n)
        one.evaluate("one => one.scrollIntoView({ block: 'end' })")
        one.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".note-sign p")).to_be_visible()
        settled(page)
        expect(one).to_be_focused()
        assert page.evaluate(FOCUS)["seen"], n
