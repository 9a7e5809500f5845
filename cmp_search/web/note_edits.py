"""Widgets that change the note: each shows what the note has, and makes one edit of it.

A widget is given the note's value on every run, so that it follows an undo or another page; what a
visitor enters is in the note before that, since Streamlit calls back first.
"""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.locales import Messages
from cmp_search.notes.note import Note
from cmp_search.web.error_view import error_sentence
from cmp_search.web.note_draft import change_note

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
    try:
        change_note(edit, messages)
    except CmpSearchError as error:
        st.session_state[PROBLEM] = error_sentence(error, messages)


def edit_button(label: str, key: str, edit: Edit, messages: Messages) -> None:
    """A button that makes an edit."""
    st.button(label, key=key, on_click=apply, args=(edit, messages))


def adding_field(
    label: str, name: str, add: Callable[[Note, str], Note], messages: Messages
) -> None:
    """A field whose words are added when it is left; it is then empty again."""
    turn = st.session_state.setdefault(f"turn-{name}", 0)
    key = f"{name}-{turn}"
    st.text_area(
        messages(label), key=key, height=68, on_change=_take, args=(name, key, add, messages)
    )


def _take(name: str, key: str, add: Callable[[Note, str], Note], messages: Messages) -> None:
    words = st.session_state[key].strip()
    if words:
        st.session_state[f"turn-{name}"] += 1
        apply(lambda note: add(note, words), messages)
