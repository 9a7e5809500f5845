"""The visitor's note: where it is kept, how it is changed, and how a change is taken back.

1. The note's key is in the address of its page, so that it can be linked to; else in the session;
   else in a cookie, which the page's script writes and the browser sends to this server alone.
2. A note is first kept when something is put into it.
3. The session keeps what the note was before and after each change, and undoes one after another.
   Where the note was changed elsewhere since, nothing is undone, as that change would be lost.
"""

from collections.abc import Callable

import streamlit as st

from cmp_search.errors import NoteError
from cmp_search.locales import Messages
from cmp_search.notes.drafts import Drafts
from cmp_search.notes.editing import new_note
from cmp_search.notes.note import Note
from cmp_search.settings import Settings

NOTE = "note"
"""In the address of the note's page: its key."""
COOKIE = "cmp-search-note"
KEY = "note_key"
"""In the session: the key of the visitor's note."""
UNDONE = "note_changes"
"""In the session: the note before and after each change, the last one at the end."""
MAX_UNDONE = 100


def note_key() -> str:
    """The key of the visitor's note (step 1); empty if there is none."""
    named = st.query_params.get(NOTE, "")
    if named and named != st.session_state.get(KEY) and _drafts().has(named):
        open_note(named)
    if KEY not in st.session_state:
        kept = st.context.cookies.get(COOKIE)
        st.session_state[KEY] = kept if isinstance(kept, str) and _drafts().has(kept) else ""
    key: str = st.session_state[KEY]
    return key


def open_note(key: str) -> None:
    """Make the note with a key the visitor's; changes of another one can no more be undone."""
    st.session_state[KEY] = key
    st.session_state[UNDONE] = []


def current_note() -> Note | None:
    """The visitor's note; None if nothing was put into one yet.

    Raises:
        NoteError: its file is damaged.
    """
    return _drafts().read(note_key())


def change_note(edit: Callable[[Note], Note], messages: Messages) -> Note:
    """Change the visitor's note, a new one if there is none.

    Raises:
        NoteError: the edit cannot be made, or the note's file is damaged.
    """
    changed = _drafts().change(note_key(), edit)
    if changed is None:
        before = new_note(messages("note.untitled"), messages.language)
        changed = (before, edit(before))
        keep_note(changed[1])
    before, after = changed
    if after != before:
        st.session_state[UNDONE] = [*st.session_state.get(UNDONE, []), changed][-MAX_UNDONE:]
    return after


def keep_note(note: Note) -> None:
    """Keep a new note as the visitor's; the one before stays at its address."""
    open_note(_drafts().keep(note))
    if NOTE in st.query_params:
        st.query_params[NOTE] = st.session_state[KEY]


def can_undo() -> bool:
    """Whether a change of this visit can be taken back."""
    return bool(st.session_state.get(UNDONE))


def undo_change() -> None:
    """Take the last change back.

    Raises:
        NoteError: the note was changed elsewhere since, or its file is damaged.
    """
    changes: list[tuple[Note, Note]] = st.session_state[UNDONE]
    *rest, (before, after) = changes
    st.session_state[UNDONE] = []

    def edit(note: Note) -> Note:
        if note != after:
            raise NoteError("note_changed")
        return before

    _drafts().change(note_key(), edit)
    st.session_state[UNDONE] = rest


def _drafts() -> Drafts:
    return Drafts(Settings().notes)
