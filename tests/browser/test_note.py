"""The note: what is added to it on the way, what becomes of it, and how it leaves as a file."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from time import monotonic

import docx
import pytest
from playwright.sync_api import BrowserContext, Download, Locator, Page, expect

from cmp_search.export import ExportFormat, export
from cmp_search.locales import Messages, interfaces, messages_for
from cmp_search.notes.file_format import note_bytes, parse_note
from cmp_search.notes.note import Note, OwnWords
from tests.browser.conftest import Visit
from tests.browser.driving import settled, unfold
from tests.browser.hostile import PIECES, hostile_note
from tests.browser.places import KEY, at
from tests.browser.test_keyboard import FOCUS, press, tab_to
from tests.notes.filling import ENGLISH, FRENCH

WORDS = messages_for("en")
QUESTION = "Who polished the lenses?"
ASKED = at("ask", lang="en", q=QUESTION)
LOOKS = 10
"""How often another tab looks whether something has been kept."""
each_language = pytest.mark.parametrize(
    "words", list(map(messages_for, interfaces())), ids=list(interfaces())
)
NARROW = 360


@pytest.fixture(autouse=True)
def clipboard(context: BrowserContext, address: str) -> Iterator[None]:
    """Pages may copy."""
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    yield
    context.clear_permissions()


def button(page: Page, name: str, words: Messages = WORDS) -> Locator:
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
    name = f"{words('page.note')} ({count})"
    expect(page.get_by_role("link", name=name, exact=True).filter(visible=True)).to_be_visible()


def open_note(page: Page) -> None:
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
    return Path(download.path()).read_bytes()


def change(page: Page, what: str, act: str) -> None:
    """Open what changes something, and press a button of it."""
    page.get_by_role("button", name=f"Change: {what}", exact=True).click()
    page.get_by_role("button", name=act, exact=True).filter(visible=True).click()
    settled(page)


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


# What is added


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


# The count


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


# Writing


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
    change(page, "quotation 1", WORDS("note.down"))
    assert quotations(page)[1] == ENGLISH
    change(page, "quotation 1", WORDS("note.remove"))
    assert quotations(page) == [ENGLISH]
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


# Files


def upload(page: Page, data: bytes, name: str = "a.cmp-note.json") -> None:
    file = {"name": name, "mimeType": "application/json", "buffer": data}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]


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


# The whole way


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
