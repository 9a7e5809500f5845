from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.citations.styles import Style
from cmp_search.errors import NoteError
from cmp_search.locales import interfaces
from cmp_search.notes import editing
from cmp_search.notes.joining import add_quote
from cmp_search.notes.note import Note, OwnWords
from cmp_search.notes.places import section_named
from tests.notes.making import make_quote, make_search, notes
from tests.raising import raises_code


def ids(note: Note) -> list[str]:
    return [one.id for one in note.sections] + [item.id for item in note.items]


def headings(note: Note) -> list[str]:
    return [section.heading for section in note.sections]


Edit = Callable[[Note, st.DataObject], Note]


def _section(note: Note, data: st.DataObject) -> str:
    return data.draw(st.sampled_from([one.id for one in note.sections]))


def _item(note: Note, data: st.DataObject) -> str:
    return data.draw(st.sampled_from([item.id for item in note.items]))


PLACES = st.integers(-1, 5)
ADDING: list[Edit] = [
    lambda note, data: editing.add_section(note, "Fog", data.draw(PLACES)),
    lambda note, data: (
        add_quote(note, make_quote(start=data.draw(st.integers(0, 9)) * 10, end=95)).note
    ),
    lambda note, data: editing.set_title(note, "Fog"),
]
OF_SECTIONS: list[Edit] = [
    lambda note, data: editing.add_words(note, _section(note, data), "Fog", data.draw(PLACES)),
    lambda note, data: editing.remove_section(note, _section(note, data)),
    lambda note, data: editing.move_section(note, _section(note, data), data.draw(PLACES)),
]
OF_ITEMS: list[Edit] = [
    lambda note, data: editing.remove_item(note, _item(note, data)),
    lambda note, data: editing.move_item(
        note, _item(note, data), _section(note, data), data.draw(PLACES)
    ),
]


@given(note=notes(), data=st.data())
def test_ids_stay_unique_and_none_is_given_twice(note: Note, data: st.DataObject) -> None:
    given_ids = {*ids(note)}
    for _ in range(6):
        possible = ADDING + OF_SECTIONS * bool(note.sections) + OF_ITEMS * any(note.items)
        before, known = note, {*ids(note)}
        kept = repr(before)
        note = data.draw(st.sampled_from(possible))(before, data)
        assert repr(before) == kept, "the note before is the way back"
        assert len({*ids(note)}) == len(ids(note))
        assert not ({*ids(note)} - known) & given_ids
        given_ids |= {*ids(note)}


@given(note=notes())
def test_footnotes_are_numbered_in_the_order_of_items(note: Note) -> None:
    in_order = [item.id for section in note.sections for item in section.items]
    numbered = [quotation.id for quotation in note.quotations]
    assert numbered == [id for id in in_order if id in set(numbered)]


@pytest.mark.parametrize("language", interfaces())
def test_a_new_note_has_the_usual_headings_of_its_language(language: str) -> None:
    note = editing.new_note("Fog", language)
    assert (note.title, note.language, len(note.sections)) == ("Fog", language, 6)
    assert headings(note) == list(editing.standard_headings(language))
    assert [editing.standard_place(heading) for heading in headings(note)] == [*range(6)]


def test_the_usual_headings_are_those_that_were_agreed() -> None:
    assert editing.standard_headings("en") == (
        "Summary", "Issue", "Background", "Considerations", "Conclusion", "Recommendation"
    )  # fmt: skip


def test_another_language_changes_the_usual_headings_and_no_others() -> None:
    note = editing.rename_section(editing.new_note("Fog", "en"), "s2", "Fog at sea")
    french = editing.set_language(note, "fr")
    assert french.language == "fr"
    assert headings(french)[:3] == ["Résumé", "Fog at sea", "Contexte"]
    assert editing.set_language(french, "en") == note


def test_title_style_and_form_can_be_set() -> None:
    note = editing.set_title(editing.new_note("", "en"), "Fog")
    note = editing.set_short_form(editing.set_style(note, Style.APA), short_form=True)
    assert (note.title, note.style, note.short_form) == ("Fog", Style.APA, True)


def test_sections_are_added_renamed_moved_and_removed() -> None:
    note = editing.add_section(editing.new_note("Fog", "en"), "Risks", 0)
    assert headings(note)[0] == "Risks"
    note = editing.move_section(note, note.sections[0].id, 2)
    assert headings(note)[:3] == ["Summary", "Issue", "Risks"]
    note = editing.rename_section(note, "s1", "In short")
    note = editing.remove_section(note, "s2")
    assert headings(note)[:2] == ["In short", "Risks"]
    with raises_code(NoteError, "note_no_section", name="s2"):
        editing.remove_section(note, "s2")


def test_own_words_are_added_changed_and_removed() -> None:
    note = editing.add_words(editing.new_note("Fog", "en"), "s1", "first")
    note = editing.add_words(note, "s1", "second", 0)
    assert [item.id for item in note.items] == ["w8", "w7"]
    note = editing.edit_words(note, "w7", "third")
    assert note.sections[0].items == (OwnWords("w8", "second"), OwnWords("w7", "third"))
    note = editing.remove_item(note, "w8")
    with raises_code(NoteError, "note_no_item", id="w8", known=["w7"]):
        editing.edit_words(note, "w8", "")


def test_a_quotation_is_not_edited_as_own_words() -> None:
    added = add_quote(editing.new_note("Fog", "en"), make_quote())
    with raises_code(NoteError, "note_no_item", id=added.id):
        editing.edit_words(added.note, added.id, "other words")


def test_an_item_moves_to_a_section_and_a_place() -> None:
    note = editing.new_note("Fog", "en")
    for words in ("a", "b", "c"):
        note = editing.add_words(note, "s1", words)
    note = editing.move_item(note, "w9", "s1", 0)
    assert [item.id for item in note.sections[0].items] == ["w9", "w7", "w8"]
    note = editing.move_item(note, "w7", "s6")
    assert [item.id for item in note.sections[5].items] == ["w7"]


def test_a_quotation_goes_where_the_last_one_went() -> None:
    note = editing.new_note("Fog", "en")
    first = add_quote(note, make_quote(start=0, end=5))
    assert first.note.sections[2].items, "at first to the background"
    moved = editing.move_item(first.note, first.id, "s4")
    second = add_quote(moved, make_quote(start=10, end=15))
    assert [item.id for item in second.note.sections[3].items] == [first.id, second.id]


@pytest.mark.parametrize(("kept", "heading"), [(0, "Background"), (1, "Summary")])
def test_without_a_background_a_quotation_still_has_a_place(kept: int, heading: str) -> None:
    note = editing.new_note("Fog", "en")
    for section in note.sections[kept:]:
        note = editing.remove_section(note, section.id)
    added = add_quote(note, make_quote())
    assert headings(added.note) == [heading]
    assert added.note.sections[0].items


def test_a_section_is_found_by_its_heading_or_id() -> None:
    note = editing.new_note("Fog", "en")
    assert section_named(note, "ISSUE").id == section_named(note, "s2").id == "s2"
    with raises_code(NoteError, "note_no_section", name="Fog"):
        section_named(note, "Fog")


def test_a_search_is_recorded_once() -> None:
    note = editing.add_search(editing.new_note("Fog", "en"), make_search())
    assert editing.add_search(note, make_search()) == note
    more = editing.add_search(note, make_search(fingerprint="f1"))
    assert len(more.searches) == 2
    assert editing.remove_search(more, 0).searches == (make_search(fingerprint="f1"),)
