"""Narrow screens, print, and reduced motion."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cmp_search.locales import messages_for
from tests.browser.conftest import Visit
from tests.browser.driving import at_rest, unfold
from tests.browser.places import KEY, at, places
from tests.notes.filling import ENGLISH

NARROW = 320
"""CSS pixels: a window of 1280 at 400 %, as WCAG 1.4.10 asks."""


@pytest.mark.parametrize(("place", "path"), list(places("fr")))
def test_nothing_is_wider_than_a_narrow_screen(visit: Visit, place: str, path: str) -> None:
    """In French, whose words are the longest."""
    page = visit(path, width=NARROW)
    unfold(page)
    assert widest(page) <= NARROW


def widest(page: Page) -> int:
    """The width of the scrolling element of the page."""
    return int(
        page.evaluate(
            "Math.max(...['html', 'body', '.stApp', '.stMain'].map(name =>"
            " document.querySelector(name)?.scrollWidth ?? 0))"
        )
    )


def test_buttons_keep_their_distance_from_the_words_of_a_passage(visit: Visit) -> None:
    page = visit(at("ask", lang="en", q="Who polished the lenses?"))
    page.locator("article .acts").first.wait_for()
    gaps = page.locator("article > .passage + .acts").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().top"
        " - one.previousElementSibling.getBoundingClientRect().bottom)"
    )
    assert gaps and min(gaps) >= 6


@pytest.mark.parametrize("width", [360, 768, 1400])
def test_a_passage_begins_below_the_bar_that_names_its_text(visit: Visit, width: int) -> None:
    page = visit(at("ask", lang="en", q="Who polished the lenses?"), width=width)
    page.get_by_role("link", name=messages_for("en")("read.link")).first.click()
    passage = page.locator("#passage")
    expect(passage).to_be_in_viewport()
    expect(passage).to_be_focused()
    bar = page.locator(".st-key-way")
    over, under = bar.bounding_box(), passage.bounding_box()
    assert over and under and over["y"] + over["height"] <= under["y"]
    expect(bar.locator(".reading")).to_be_in_viewport(ratio=1)
    page.locator(".stMain").evaluate("one => one.scrollBy(0, 200)")
    for tool in (
        page.get_by_role("searchbox"),
        page.locator("button[data-adds]"),
        page.get_by_role("link", name=messages_for("en")("read.next")),
        page.get_by_role("link", name=messages_for("en")("read.back")),
    ):
        expect(tool).to_be_in_viewport(ratio=1)
    before = bar.bounding_box()
    page.get_by_role("searchbox").fill("zzzz")
    expect(page.get_by_text(messages_for("en")("read.not_found"))).to_be_in_viewport()
    assert bar.bounding_box() == before


def test_the_outline_lies_below_the_header(visit: Visit) -> None:
    page = visit(at("read", document="harbour-2021"), width=360)
    page.get_by_test_id("stExpandSidebarButton").click()
    at_rest(page)
    sidebar, language = page.locator(".stSidebar"), page.locator(".st-key-lang")
    over, under = language.bounding_box(), sidebar.bounding_box()
    assert over and under and over["y"] + over["height"] <= under["y"]


@pytest.mark.parametrize(
    "question",
    ["Who polished the lenses?", "Who is the Canadian co-chair of the Lens Working Group?"],
)
def test_a_printed_search_is_passages_and_citations(visit: Visit, question: str) -> None:
    words = messages_for("en")
    page = visit(at("ask", lang="en", q=question))
    expect(page.get_by_text(re.compile("^Searched on"))).to_be_visible()
    cited = page.locator(".citation").all_text_contents()
    page.emulate_media(media="print")
    for hidden in (
        page.get_by_role("navigation"),
        page.get_by_role("radiogroup"),
        page.get_by_role("button"),
        page.get_by_role("link", name=words("read.link")),
        page.get_by_text(words("hit.why")),
    ):
        expect(hidden.filter(visible=True)).to_have_count(0)
    printed = printed_text(page)
    assert len(cited) > 2
    for citation in cited:
        assert squeezed(citation) in printed
    expect(page.get_by_role("textbox", name=words("ask.question"))).to_be_visible()


def test_a_printed_note_is_quotations_citations_and_own_words(visit: Visit) -> None:
    words = messages_for("en")
    page = visit(at("note", lang="en", note=KEY))
    written = "\n".join(f"Line {n} of what is written." for n in range(30))
    page.get_by_label(words("note.write")).nth(4).fill(written)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label(words("note.own_words"))).to_have_count(2)
    cited = page.locator(".quotation .citation").all_inner_texts()
    page.emulate_media(media="print")
    for hidden in (
        page.get_by_role("navigation"),
        page.get_by_role("button"),
        page.get_by_label(words("note.write")),
        page.get_by_label(words("note.add_heading")),
        page.locator(".acts"),
    ):
        expect(hidden.filter(visible=True)).to_have_count(0)
    printed = printed_text(page)
    for said in (ENGLISH, *cited, "My words.", "Line 0 of", "Line 29 of", "Background"):
        assert squeezed(said) in printed
    page.emulate_media(media="screen")
    page.get_by_role("button", name=words("note.undo")).click()
    expect(page.get_by_label(words("note.own_words"))).to_have_count(1)


def test_a_printed_text_is_whole(visit: Visit) -> None:
    page = visit(at("read", document="harbour-2021"))
    expect(page.locator(".text")).to_contain_text("sourdough")
    printed = printed_text(page)
    for words in ("swap recipes", "Their sourdough travelled by sea", "https://fog.example/2021"):
        assert squeezed(words) in printed


def printed_text(page: Page) -> str:
    """The printed text, without spaces, since lines may break anywhere."""
    pages = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return squeezed("".join(page.extract_text() for page in pages))


def squeezed(words: str) -> str:
    return "".join(words.split())


def test_nothing_moves_where_that_is_not_wanted(visit: Visit) -> None:
    page = visit(at("ask", q="lenses"))
    longest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].flatMap(e => {"
        " const s = getComputedStyle(e);"
        " return [...s.transitionDuration.split(','), ...s.animationDuration.split(',')]"
        ".map(parseFloat) }))"
    )
    assert longest <= 0.001
