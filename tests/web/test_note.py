"""The note's page: what it shows of a note, and what each of its widgets changes."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.citations.styles import Style
from cmp_search.locales import interfaces, messages_for
from cmp_search.notes.drafts import Drafts
from cmp_search.notes.editing import add_words, new_note
from cmp_search.notes.note import Note, OwnWords, Quotation
from cmp_search.notes.places import replace_item
from cmp_search.web.rendering import escape_markdown
from tests.notes.filling import ENGLISH, FRENCH
from tests.notes.making import make_search
from tests.web.conftest import Open, note_of, sentence_read, shown

WORDS = messages_for("en")
HOSTILE = '<script>alert(1)</script> ![x](https://fog.example/x.png) <img src=x onerror="1">'


def press(page: AppTest, key: str) -> None:
    next(one for one in page.button if one.key == key).click().run()
    assert not page.exception


def fill(page: AppTest, key: str, value: str) -> None:
    fields = [*page.text_input, *page.text_area]
    next(one for one in fields if one.key == key).set_value(value).run()
    assert not page.exception


def choose(page: AppTest, key: str, value: object) -> None:
    next(one for one in page.selectbox if one.key == key).set_value(value).run()
    assert not page.exception


def undo(page: AppTest) -> None:
    next(one for one in page.button if one.label == WORDS("note.undo")).click().run()
    assert not page.exception


def ids(note: Note, section: str) -> list[str]:
    """The ids of the items of a section."""
    return [item.id for one in note.sections if one.id == section for item in one.items]


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


def test_the_head_is_changed(open_page: Open, key: str, drafts: Drafts) -> None:
    page = open_page("note", note=key)
    fill(page, "note-title", "Of lenses")
    choose(page, "note-style", Style.APA)
    choose(page, "note-language", "es")
    page.checkbox[0].check().run()
    note = note_of(page, drafts)
    assert (note.title, note.style, note.language) == ("Of lenses", Style.APA, "es")
    assert note.short_form
    assert page.header[2].value == messages_for("es").lines("note.headings")[2]


def test_words_are_written_changed_and_removed(open_page: Open, key: str, drafts: Drafts) -> None:
    page = open_page("note", note=key)
    fill(page, "new-s5", "  So be it.\n\nAlways. ")
    (id,) = ids(note_of(page, drafts), "s5")
    field = next(one for one in page.text_area if one.key == f"words-{id}")
    assert field.value == "So be it.\n\nAlways."
    assert next(one for one in page.text_area if one.key == "new-s5").value == ""
    fill(page, f"words-{id}", "Never.")
    assert OwnWords(id, "Never.") in list(note_of(page, drafts).items)
    press(page, f"remove-{id}")
    assert not ids(note_of(page, drafts), "s5")


def test_blanks_are_no_words(open_page: Open, key: str, note: Note, drafts: Drafts) -> None:
    page = open_page("note", note=key)
    fill(page, "new-s5", " \n ")
    assert note_of(page, drafts) == note


def test_items_are_moved(open_page: Open, key: str, note: Note, drafts: Drafts) -> None:
    first, second = ids(note, "s3")
    page = open_page("note", note=key)
    press(page, f"down-{first}")
    assert ids(note_of(page, drafts), "s3") == [second, first]
    assert shown(page).index("A short digest") < shown(page).index("The group polished")
    press(page, f"up-{first}")
    assert ids(note_of(page, drafts), "s3") == [first, second]
    choose(page, f"home-{first}", "s6")
    assert ids(note_of(page, drafts), "s6") == [first]
    assert ids(note_of(page, drafts), "s3") == [second]
    assert not [one for one in page.button if one.key in (f"up-{second}", f"down-{second}")]


def test_headings_are_added_renamed_moved_and_removed(
    open_page: Open, key: str, drafts: Drafts
) -> None:
    page = open_page("note", note=key)
    fill(page, "heading", "Annex")
    added = note_of(page, drafts).sections[-1]
    assert added.heading == "Annex"
    fill(page, f"heading-{added.id}", "Annex A")
    press(page, f"up-{added.id}")
    assert [one.heading for one in note_of(page, drafts).sections][-2:] == [
        "Annex A",
        "Recommendation",
    ]
    press(page, f"down-{added.id}")
    press(page, "remove_section-s3")
    headings = [one.heading for one in note_of(page, drafts).sections]
    assert headings[-1] == "Annex A" and "Background" not in headings
    assert not note_of(page, drafts).quotations


@pytest.mark.parametrize("language", interfaces())
def test_a_passage_is_quoted_in_another_edition_s_words(
    open_page: Open, key: str, note: Note, drafts: Drafts, language: str
) -> None:
    words = messages_for(language)
    id = note.quotations[0].id
    page = open_page("note", note=key, lang=language)
    assert words("note.editions", languages=words.name("fr")) in unescape(shown(page))
    press(page, f"fr-{id}")
    quotation = note_of(page, drafts).quotations[0]
    assert quotation.quote.text == FRENCH
    assert [one.text for one in quotation.editions] == [ENGLISH]
    assert f'lang="fr">“{FRENCH}”' in unescape(shown(page))
    press(page, f"en-{id}")
    assert note_of(page, drafts).quotations[0].quote == note.quotations[0].quote


def test_where_other_words_are_in_doubt_it_is_said(
    open_page: Open, key: str, note: Note, drafts: Drafts
) -> None:
    first, _ = note.quotations
    alone = replace_item(note, replace(first, editions=()))
    drafts.change(key, lambda _: alone)
    page = open_page("note", note=key)
    press(page, f"fr-{first.id}")
    assert page.error[0].value == escape_markdown(WORDS("note.in_doubt", language="French"))
    assert note_of(page, drafts) == alone


def test_a_search_is_removed(open_page: Open, key: str, drafts: Drafts) -> None:
    page = open_page("note", note=key)
    press(page, "remove-search-0")
    assert not note_of(page, drafts).searches


def test_changes_are_undone_one_after_another(
    open_page: Open, key: str, note: Note, drafts: Drafts
) -> None:
    page = open_page("note", note=key)
    button = next(one for one in page.button if one.label == WORDS("note.undo"))
    assert button.disabled
    fill(page, "note-title", "Another")
    fill(page, "new-s1", "More words.")
    press(page, f"remove-{note.quotations[0].id}")
    undo(page)
    assert len(note_of(page, drafts).quotations) == 2
    undo(page)
    undo(page)
    assert note_of(page, drafts) == note
    assert page.text_input[0].value == "Lenses"


def test_an_undo_gives_way_to_a_change_from_elsewhere(
    open_page: Open, key: str, drafts: Drafts
) -> None:
    page = open_page("note", note=key)
    fill(page, "note-title", "Another")
    drafts.change(key, lambda note: add_words(note, "s6", "From another window."))
    undo(page)
    assert "changed elsewhere" in page.error[0].value
    assert note_of(page, drafts).title == "Another"
    assert "From another window." in [one.value for one in page.text_area]
    assert next(one for one in page.button if one.label == WORDS("note.undo")).disabled


def test_what_was_removed_elsewhere_is_said(
    open_page: Open, key: str, note: Note, drafts: Drafts
) -> None:
    page = open_page("note", note=key)
    id = ids(note, "s1")[0]
    drafts.change(key, lambda note: Note(note.title, note.language, note.sections[1:]))
    fill(page, f"words-{id}", "Changed.")
    assert id in page.error[0].value
    page.run()
    assert not page.error


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
