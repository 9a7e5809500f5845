"""What each widget of the note's page changes, and how changes are undone."""

from dataclasses import replace
from html import unescape

import pytest

from cmp_search.citations.styles import Style
from cmp_search.locales import interfaces, messages_for
from cmp_search.notes.drafts import Drafts
from cmp_search.notes.editing import add_words
from cmp_search.notes.note import Note, OwnWords
from cmp_search.notes.places import replace_item
from cmp_search.web.rendering import escape_markdown
from tests.notes.filling import ENGLISH, FRENCH
from tests.web.conftest import Open, note_of, shown
from tests.web.note_page import choose, fill, ids, press, undo

WORDS = messages_for("en")


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
