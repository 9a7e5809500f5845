"""A note is dropped in and checked, in each language."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from cmp_search.locales import Messages
from tests.browser.conftest import Visit
from tests.browser.driving import recolour, settled, unfold
from tests.browser.places import at
from tests.browser.test_every_page import COLOURS, grave
from tests.browser.test_jobs import each_language

NOTE = """\
“The group polished forty lenses.”

“The group polished sixty lenses.”

“<b>Whales</b> sing at night off Zanzibar.”
"""


@each_language
def test_a_note_is_checked_and_its_differences_seen_and_heard(
    visit: Visit, words: Messages, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text(NOTE, "utf-8")
    page = visit(at("check", lang=words.language))
    page.locator("input[type=file]").set_input_files(note)
    expect(page.get_by_role("heading", name=words("check.fails"))).to_be_visible()
    expect(page.locator(".checked.differs ins").first).to_be_visible()
    expect(page.locator(".checked b")).to_have_count(0)
    settled(page)  # Until then, what is below is greyed out.
    unfold(page)
    assert grave(page) == []
    recolour(page, "dark")
    assert grave(page, COLOURS) == []


@each_language
@pytest.mark.parametrize("keys", ["Enter", "Control+Enter"])
def test_a_sentence_is_traced_by_a_key_that_the_page_names(
    visit: Visit, words: Messages, keys: str
) -> None:
    page = visit(at("check", lang=words.language))
    expect(page.get_by_text(words("check.keys"))).to_be_visible()
    page.get_by_role("textbox", name=words("check.sentence")).fill(
        "The group polished sixty lenses."
    )
    page.keyboard.press(keys)
    found = page.get_by_role("heading", name=words("support.contradicted"))
    expect(found).to_be_visible()
    expect(page.locator(".verdict.not_found")).to_be_visible()


SIZES = {"en": "34 bytes", "fr": "34 octets", "es": "34 bytes"}
LARGE = {"en": "1.5 kB", "fr": "1,5 ko", "es": "1,5 kB"}


@each_language
def test_what_is_said_of_a_file_is_in_the_page_s_language(visit: Visit, words: Messages) -> None:
    page = visit(at("check", lang=words.language))
    chooser, chip = page.locator("input[type=file]"), page.get_by_test_id("stFileChip")
    for name, data, size in (
        ("note.txt", NOTE[:32].encode(), SIZES[words.language]),
        ("note.xyz", b"x" * 1536, LARGE[words.language]),
    ):
        chooser.set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})
        expect(chip.last).to_contain_text(name)
        expect(chip.last).to_contain_text(size)
    refused = words("streamlit.error") + words("streamlit.not_taken")
    expect(chip.last.get_by_role("alert")).to_have_text(refused)
    label = (chip.last.get_attribute("aria-label") or "").split()
    assert " ".join(label) == f"note.xyz, {LARGE[words.language]}"
    settled(page)
    chip.last.hover()
    expect(page.get_by_role("tooltip")).to_have_text(words("streamlit.not_taken"))


@pytest.mark.parametrize("name", ["broken.docx", "empty.txt"])
def test_a_file_that_cannot_be_read_is_one_line(visit: Visit, tmp_path: Path, name: str) -> None:
    note = tmp_path / name
    note.write_bytes(b"")
    page = visit(at("check"))
    page.locator("input[type=file]").set_input_files(note)
    expect(page.get_by_role("alert")).to_contain_text(name)
