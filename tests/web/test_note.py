"""The note's page: what it shows of a note, and which note it shows."""

import re
from html import unescape
from pathlib import Path

import pytest

from cmp_search.locales import interfaces, messages_for
from cmp_search.notes.drafts import Drafts
from cmp_search.notes.editing import add_words, new_note
from cmp_search.notes.note import Note, Quotation
from tests.notes.filling import ENGLISH
from tests.notes.making import make_search
from tests.web.conftest import Open, sentence_read, shown
from tests.web.note_page import choose

WORDS = messages_for("en")
HOSTILE = '<script>alert(1)</script> ![x](https://fog.example/x.png) <img src=x onerror="1">'


@pytest.mark.parametrize("language", interfaces())
def test_an_empty_note_says_how_to_fill_it(open_page: Open, drafts: Drafts, language: str) -> None:
    words = messages_for(language)
    page = open_page("note", lang=language)
    assert page.title[0].value == words("page.note")
    assert [one.value for one in page.markdown][:2] == list(words.lines("note.empty"))
    assert words("note.add_sentence") in page.markdown[0].value
    assert not page.text_area
    assert not drafts.folder.exists()


@pytest.mark.parametrize("language", interfaces())
def test_a_note_is_shown_in_order(open_page: Open, key: str, language: str) -> None:
    words = messages_for(language)
    page = open_page("note", note=key, lang=language)
    headings = [one.value for one in page.header]
    assert headings == [*WORDS.lines("note.headings"), words("note.files")]
    html = unescape(shown(page))
    assert html.index(words("note.quotation", number="1")) < html.index("“The group polished")
    assert html.index("forty lenses.”") < html.index(words("note.quotation", number="2"))
    own = next(one for one in page.text_area if one.label == words("note.own_words"))
    assert own.value == "My words."
    assert words.count("note.searches", 1) in [one.label for one in page.expander]


def test_a_quotation_has_its_marks_in_the_note_s_language(open_page: Open, key: str) -> None:
    page = open_page("note", note=key, lang="fr")
    assert "“The group polished forty lenses.”" in unescape(shown(page))
    choose(page, "note-language", "fr")
    assert "« The group polished forty lenses. »" in unescape(shown(page)).replace(
        "\u202f", " "
    ).replace("\xa0", " ")


def test_the_words_of_a_quotation_stand_out_in_their_text(open_page: Open, key: str) -> None:
    html = shown(open_page("note", note=key))
    address, *_ = re.findall(r'href="(read\?[^"]*passage=[^"]*)"', html)
    assert sentence_read(open_page, address) == ENGLISH


@pytest.mark.parametrize("language", interfaces())
def test_a_digest_warns_and_has_no_quotation_marks(
    open_page: Open, key: str, language: str
) -> None:
    html = unescape(shown(open_page("note", note=key, lang=language)))
    digest = html[html.index('id="quotation-2"') :]
    assert messages_for(language)("note.digest") in digest
    assert ">A short digest says that the exchange rested" in digest
    assert html.count('class="warning"') == 1


def test_every_button_that_changes_something_has_a_name_of_its_own(
    open_page: Open, key: str
) -> None:
    page = open_page("note", note=key)
    labels = [one.proto.popover.label for one in page.get("popover")]
    changes = [label for label in labels if label.startswith("Change")]
    assert len(changes) == 6 + 3
    assert len(set(changes)) == len(changes)
    for what in ("quotation 1", "quotation 2", "Background", "“My words.”"):
        assert f"Change: {what}" in changes


def test_a_damaged_note_is_said_and_every_page_still_works(
    open_page: Open, key: str, drafts: Drafts
) -> None:
    next(drafts.folder.iterdir()).write_text("{}", "utf-8")
    page = open_page("note", note=key)
    assert "note" in page.error[0].value
    assert "(" not in page.title[0].value
    page = open_page("", q="lenses")
    assert '<ol class="hits">' in shown(page)


def test_an_address_opens_its_note_and_an_unknown_one_none(
    open_page: Open, key: str, drafts: Drafts
) -> None:
    page = open_page("note", note="../../etc/passwd")
    assert page.session_state["note_key"] == ""
    page = open_page("note", note=key)
    assert page.session_state["note_key"] == key
    assert f'data-note="{key}"' in shown(page)
    page = open_page("note", note="x" * 22)
    assert page.session_state["note_key"] == key
    other = drafts.keep(new_note("Other", "en"))
    page = open_page("note", note=other)
    assert page.text_input[0].value == "Other"


def test_a_long_note_is_drawn_whole(open_page: Open, drafts: Drafts, note: Note) -> None:
    sections = list(note.sections)
    quote = note.quotations[0].quote
    items = tuple(Quotation(f"q{n}", quote) for n in range(100, 130))
    sections[2] = type(sections[2])("s3", "Background", items)
    long = Note("Long", "en", tuple(sections), last_id=200)
    html = shown(open_page("note", note=drafts.keep(long)))
    assert len(re.findall('class="quotation"', html)) == 30
    assert 'id="quotation-30"' in html


def test_hostile_words_are_only_words(open_page: Open, drafts: Drafts, note: Note) -> None:
    evil = add_words(new_note(HOSTILE, "en"), "s1", HOSTILE)
    sections = (type(evil.sections[0])("s1", HOSTILE, evil.sections[0].items), *note.sections[1:])
    key = drafts.keep(Note(HOSTILE, "en", sections, (make_search(HOSTILE),), last_id=50))
    page = open_page("note", note=key)
    assert "<script>" not in shown(page) and "<img" not in shown(page)
    assert "![x](" not in page.header[0].value and "<img" not in page.header[0].value.replace(
        "\\<", ""
    )
    labels = [one.proto.popover.label for one in page.get("popover")]
    assert all("\\<script" in label for label in labels if "script" in label)
    assert page.text_input[0].value == HOSTILE


def test_a_note_kept_elsewhere_is_none(open_page: Open, tmp_path: Path, note: Note) -> None:
    key = Drafts(tmp_path / "elsewhere").keep(note)
    page = open_page("note", note=key)
    assert page.session_state["note_key"] == ""
