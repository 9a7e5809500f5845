"""The note's page: what was collected, in order, beside the writer's own words; export and files.

Every change is an edit of `notes.editing`; it is kept at once, and can be undone.
"""

from functools import partial

import streamlit as st

from cmp_search.citations.styles import Style
from cmp_search.errors import NoteError
from cmp_search.export.setting import manuscript_of
from cmp_search.locales import Messages, interfaces
from cmp_search.notes import editing
from cmp_search.notes.note import Note
from cmp_search.web.error_view import show_error
from cmp_search.web.note_draft import can_undo, current_note
from cmp_search.web.note_edits import PROBLEM, apply_widget, bound, edit_button, heading_field, undo
from cmp_search.web.note_files import show_export, show_files
from cmp_search.web.note_items import show_section
from cmp_search.web.rendering import escape_markdown


def show(messages: Messages) -> None:
    """Draw the page."""
    st.title(messages("page.note"), anchor=False)
    note = None
    with st.container():
        try:
            note = current_note()
        except NoteError as error:
            show_error(error, messages)
        if problem := st.session_state.pop(PROBLEM, ""):
            st.error(escape_markdown(problem))
    with st.container():
        if note is None:
            for line in messages.lines("note.empty"):
                st.write(line)
        else:
            _note(note, messages)
    with st.container(key="own-file"):
        show_files(note, messages)


def _note(note: Note, messages: Messages) -> None:
    _head(note, messages)
    footnotes = manuscript_of(note).footnotes
    by_id = {item.id: footnotes[n] for n, item in enumerate(note.quotations)}
    for section in note.sections:
        show_section(note, section, by_id, messages)
    heading_field("heading", editing.add_section, messages)
    _searches(note, messages)


def _head(note: Note, messages: Messages) -> None:
    """The title, the ways out and back, and how the note is written and cited."""
    title = bound("note-title", note.title)
    st.text_input(
        messages("note.title"),
        key=title,
        on_change=apply_widget,
        args=(title, editing.set_title, messages),
    )
    with st.container(horizontal=True):
        show_export(note, messages)
        st.button(messages("note.undo"), disabled=not can_undo(), on_click=undo, args=(messages,))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        language = bound("note-language", note.language)
        st.selectbox(
            messages("note.language"),
            list(interfaces()),
            key=language,
            format_func=interfaces().__getitem__,
            on_change=apply_widget,
            args=(language, editing.set_language, messages),
        )
        style = bound("note-style", note.style)
        st.selectbox(
            messages("note.style"),
            list(Style),
            key=style,
            format_func=lambda one: messages(f"style.{one.value}"),
            on_change=apply_widget,
            args=(style, editing.set_style, messages),
        )
        short = bound("note-short", note.short_form)
        st.checkbox(
            messages("note.short"),
            key=short,
            on_change=apply_widget,
            args=(short, _set_short_form, messages),
        )


def _set_short_form(note: Note, short: bool) -> Note:
    return editing.set_short_form(note, short_form=short)


def _searches(note: Note, messages: Messages) -> None:
    """The searches that the note rests on."""
    if not note.searches:
        return
    with st.expander(messages.count("note.searches", len(note.searches))):
        for place, search in enumerate(note.searches):
            level = messages(f"level.{search.level.value}")
            found = messages.count("note.search_found", len(search.hits))
            st.write(escape_markdown(f"{messages.quote(search.question)} – {level} – {found}"))
            remove = partial(_remove_search, place)
            label = messages("note.remove_search")
            edit_button(label, f"remove-search-{place}", remove, messages)


def _remove_search(place: int, note: Note) -> Note:
    return editing.remove_search(note, place)
