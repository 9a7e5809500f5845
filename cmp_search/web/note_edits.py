"""Widgets that change the note: each shows what the note has, and makes one edit of it.

A widget is given the note's value on every run, so that it follows an undo or another page, also
where the browser draws it later; what a visitor enters is in the note before that, since Streamlit
calls back first, and what is being written stays.
"""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.locales import Messages
from cmp_search.notes.note import Note
from cmp_search.web.error_view import error_sentence
from cmp_search.web.note_draft import change_note, undo_change

PROBLEM = "note_problem"
"""In the session: why the last change could not be made."""
Edit = Callable[[Note], Note]
T = TypeVar("T")


def bound(key: str, value: object) -> str:
    """The key of a widget, which will show a value."""
    st.session_state[key] = value
    return key


def apply_widget(key: str, edit: Callable[[Note, T], Note], messages: Messages) -> None:
    """Make an edit with what a widget has now."""
    value: T = st.session_state[key]
    apply(lambda note: edit(note, value), messages)


def apply(edit: Edit, messages: Messages) -> None:
    """Make an edit; if it cannot be made, the page says why."""
    _try(lambda: change_note(edit, messages), messages)


def undo(messages: Messages) -> None:
    """Take the last change back; if it cannot be, the page says why."""
    _try(undo_change, messages)


def _try(change: Callable[[], object], messages: Messages) -> None:
    try:
        change()
    except CmpSearchError as error:
        st.session_state[PROBLEM] = error_sentence(error, messages)


def edit_button(label: str, key: str, edit: Edit, messages: Messages) -> None:
    """A button that makes an edit."""
    st.button(label, key=key, on_click=apply, args=(edit, messages))


def heading_field(name: str, add: Callable[[Note, str], Note], messages: Messages) -> None:
    """A field of one line whose words are added when it is left; it is then empty again."""
    st.text_input(
        messages("note.add_heading"), key=name, on_change=_take, args=(name, add, messages)
    )


def writing_field(name: str, add: Callable[[Note, str], Note], messages: Messages) -> None:
    """A field that grows with its words, which are added as with `heading_field`."""
    st.text_area(
        messages("note.write"),
        key=name,
        height="content",
        on_change=_take,
        args=(name, add, messages),
    )


def _take(name: str, add: Callable[[Note, str], Note], messages: Messages) -> None:
    words = st.session_state[name].strip()
    st.session_state[name] = ""
    if words:
        apply(lambda note: add(note, words), messages)
