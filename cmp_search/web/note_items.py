"""The sections of the note's page, and what stands in them."""

from collections.abc import Mapping
from functools import partial
from textwrap import shorten

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.export.manuscript import Footnote
from cmp_search.language.unseen import on_a_page
from cmp_search.locales import Messages
from cmp_search.notes import editing
from cmp_search.notes.note import Item, Note, NoteSection, OwnWords, Quotation
from cmp_search.settings import Settings
from cmp_search.web.engine import entries_of, generation, library
from cmp_search.web.note_edits import PROBLEM, apply_widget, bound, edit_button, writing_field
from cmp_search.web.note_view import quotation_labels, quotation_view
from cmp_search.web.rendering import escape_markdown, render

MAX_NAME = 32
"""Most characters of a heading or of own words in the name of the button that changes them."""
Footnotes = Mapping[str, Footnote]
"""The footnote of each quotation, by its id."""


def show_section(
    note: Note, section: NoteSection, footnotes: Footnotes, messages: Messages
) -> None:
    """A heading with what stands under it, and room to write."""
    with st.container(key=f"section-{section.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(escape_markdown(section.heading or "–"), anchor=False)
            with st.popover(_change(_short(section.heading), messages), key=f"change-{section.id}"):
                _section_changes(note, section, messages)
        for item in section.items:
            _item(note, section, item, footnotes, messages)
        write = partial(_add_words, section.id)
        writing_field(f"new-{section.id}", write, messages)


def _section_changes(note: Note, section: NoteSection, messages: Messages) -> None:
    """What can be done to a heading."""
    id, place = section.id, note.sections.index(section)
    key = bound(f"heading-{id}", section.heading)
    rename = partial(_rename, id)
    st.text_input(
        messages("note.heading"), key=key, on_change=apply_widget, args=(key, rename, messages)
    )
    if place > 0:
        edit_button(
            messages("note.up"), f"up-{id}", partial(_move_section, id, place - 1), messages
        )
    if place < len(note.sections) - 1:
        edit_button(
            messages("note.down"), f"down-{id}", partial(_move_section, id, place + 1), messages
        )
    edit_button(
        messages("note.remove_section"),
        f"remove_section-{id}",
        partial(editing.remove_section, id=id),
        messages,
    )


def _item(
    note: Note, section: NoteSection, item: Item, footnotes: Footnotes, messages: Messages
) -> None:
    """A quotation or own words, with what can be done to it."""
    with st.container(key=f"item-{item.id}"):
        if isinstance(item, OwnWords):
            name = messages.quote(_short(item.text))
            key = bound(f"words-{item.id}", item.text)
            edit = partial(_edit_words, item.id)
            st.text_area(
                messages("note.own_words"),
                key=key,
                height="content",
                on_change=apply_widget,
                args=(key, edit, messages),
            )
        else:
            view = quotation_view(item, footnotes[item.id], note.language, messages)
            name = view.label.lower()
            st.html(render("note.html", "quotation", view, quotation_labels(messages)))
        with st.popover(_change(name, messages), key=f"change-{item.id}"):
            _item_changes(note, section, item, messages)


def _item_changes(note: Note, section: NoteSection, item: Item, messages: Messages) -> None:
    """What can be done to an item."""
    id, place = item.id, section.items.index(item)
    if place > 0:
        edit_button(
            messages("note.up"), f"up-{id}", partial(_move, id, section.id, place - 1), messages
        )
    if place < len(section.items) - 1:
        edit_button(
            messages("note.down"), f"down-{id}", partial(_move, id, section.id, place + 1), messages
        )
    headings = {one.id: one.heading or "–" for one in note.sections}
    if len(headings) > 1:
        key = bound(f"home-{id}", section.id)
        st.selectbox(
            messages("note.move_to"),
            list(headings),
            key=key,
            format_func=lambda id: on_a_page(headings[id]),
            on_change=apply_widget,
            args=(key, partial(_move_to, id), messages),
        )
    if isinstance(item, Quotation):
        _other_languages(item, messages)
    edit_button(
        messages("note.remove"), f"remove-{id}", partial(editing.remove_item, id=id), messages
    )


def _change(what: str, messages: Messages) -> str:
    """The name of the button that changes something; each has a name of its own."""
    return messages("note.change", what=escape_markdown(what))


def _short(words: str) -> str:
    return shorten(words, MAX_NAME, placeholder="…") or "–"


def _other_languages(item: Quotation, messages: Messages) -> None:
    """Buttons to quote the same passage in the words of another edition."""
    try:
        entries = entries_of(generation(Settings()))
    except CmpSearchError:
        return  # Without an index there are no other words.
    cited = entries.get(item.quote.citation.document)
    works = (one for one in entries.values() if cited and one.work == cited.work)
    for language in sorted({one.language for one in works} - {item.quote.citation.language}):
        label = messages("note.in_language", language=messages.name(language))
        change = partial(_in_language, item.id, language, messages)
        edit_button(label, f"{language}-{item.id}", change, messages)


def _in_language(id: str, language: str, messages: Messages, note: Note) -> Note:
    changed = library(Settings()).notes.in_language(note, id, language)
    if changed == note:
        st.session_state[PROBLEM] = messages("note.in_doubt", language=messages.name(language))
    return changed


def _rename(id: str, note: Note, heading: str) -> Note:
    return editing.rename_section(note, id, heading)


def _move_section(id: str, place: int, note: Note) -> Note:
    return editing.move_section(note, id, place)


def _add_words(section: str, note: Note, words: str) -> Note:
    return editing.add_words(note, section, words)


def _edit_words(id: str, note: Note, words: str) -> Note:
    return editing.edit_words(note, id, words)


def _move(id: str, section: str, place: int, note: Note) -> Note:
    return editing.move_item(note, id, section, place)


def _move_to(id: str, note: Note, section: str) -> Note:
    return editing.move_item(note, id, section)
