"""What is copied, as rich text and plain: quotations, sentences, passages, facts, a selection."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.conftest import Visit
from tests.browser.note_page import ASKED, WORDS, passage
from tests.browser.places import KEY, at
from tests.notes.filling import ENGLISH


@pytest.fixture(autouse=True)
def clipboard(context: BrowserContext, address: str) -> Iterator[None]:
    """Pages may copy."""
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    yield
    context.clear_permissions()


def test_a_quotation_is_copied_as_rich_text_and_plain(visit: Visit) -> None:
    page = visit(at("note", lang="en", note=KEY))
    first = page.locator(".quotation").first
    plain, rich = copied(first, "hit.copy_sentence")
    assert plain.startswith(f"“{ENGLISH}” (")
    assert "Harbour Exchange: report for 2021" in plain
    assert re.search("<em[^>]*>Harbour Exchange: report for 2021</em>", rich)
    assert "<sup>" not in rich and not plain.endswith(".)")
    assert f"“{ENGLISH}”" in rich and "https://fog.example/2021" in rich


def copied(holder: Locator, label: str) -> tuple[str, str]:
    """What a button copies, plain and rich."""
    holder.get_by_role("button", name=WORDS(label), exact=True).first.click()
    expect(holder.get_by_text(WORDS("hit.copied"), exact=True)).to_be_visible()
    plain, rich = holder.page.evaluate(
        "async () => { const [item] = await navigator.clipboard.read();"
        " return Promise.all(['text/plain', 'text/html'].map(async kind =>"
        " (await item.getType(kind)).text())) }"
    )
    return plain, rich


def test_the_marked_sentence_is_copied_with_its_own_citation(visit: Visit) -> None:
    hit = passage(visit(ASKED), "forty lenses")
    plain, rich = copied(hit, "hit.copy_sentence")
    assert re.match(r"“The group polished forty lenses\.” \(.*, para \d+, https:.*\d\)$", plain)
    assert re.search(r'<p lang="en">“The group polished forty lenses\.” \(', rich)
    assert '<a href="https://fog.example/2021' in rich and "<em lang" in rich
    assert "style=" not in rich and "<mark" not in rich


def test_a_passage_is_copied_in_paragraphs_and_lines(visit: Visit) -> None:
    hit = passage(visit(ASKED), "forty lenses")
    hit.locator("summary", has_text=WORDS("hit.cited")).click()
    plain, rich = copied(hit, "hit.copy_both")
    assert re.match(r"“.*forty lenses.*” \(.*paras \d+–\d+", plain, re.DOTALL)
    assert rich.count("</p>") == len(re.findall("\n{2,}", plain)) + 1 > 1
    assert "\n" not in rich


def test_a_fact_is_copied_and_added(visit: Visit) -> None:
    page = visit(at("ask", lang="en", q="Who is the Canadian co-chair of the Lens Working Group?"))
    fact = page.locator(".statement")
    plain, _ = copied(fact, "fact.copy")
    assert re.match(r"“Ottoline Quickwater.*” \(.*para", plain, re.DOTALL)
    fact.get_by_role("button", name=WORDS("note.add_sentence")).click()
    expect(page.locator(".note-sign")).to_contain_text(WORDS("note_added.new"))


def test_a_digest_is_copied_without_quotation_marks(visit: Visit) -> None:
    page = visit(at("ask", lang="en", q="storm", document="harbour-2020-digest"))
    plain, _ = copied(page.get_by_role("article").first, "hit.copy_sentence")
    assert not plain.startswith("“")
    assert plain.endswith(f". {WORDS('hit.digest')})")


def test_what_is_selected_is_copied_as_words(visit: Visit) -> None:
    page = visit(ASKED)
    page.locator("article mark").first.evaluate("one => getSelection().selectAllChildren(one)")
    page.keyboard.press("Control+C")
    rich = page.evaluate(
        "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    assert "polished forty lenses" in rich
    assert "<mark" not in rich and "background" not in rich
