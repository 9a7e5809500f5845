"""The note's sign on every page: its count, what was just added, and its key for the browser."""

from dataclasses import dataclass

import streamlit as st

from cmp_search.errors import NoteError
from cmp_search.locales import Messages
from cmp_search.notes.note import Note
from cmp_search.web.address import address_of
from cmp_search.web.note_adding import count_additions, said
from cmp_search.web.note_draft import current_note, note_key
from cmp_search.web.rendering import render


@dataclass(frozen=True, slots=True)
class SignView:
    """The sign; `counted` is the page's name with the count, empty without a quotation.

    `occasion` is the number of what was added, in this session.
    """

    key: str
    said: str
    occasion: int
    address: str
    open: str
    counted: str


def count_quotations() -> int:
    """How many quotations the visitor's note has; 0 if it cannot be read, which its page says."""
    note = readable_note()
    return len(note.quotations) if note else 0


def quoted_passages() -> frozenset[str]:
    """The ids of the passages that the visitor's note quotes, in any edition."""
    note = readable_note()
    quotations = note.quotations if note else ()
    return frozenset(one.passage for q in quotations for one in (q.quote, *q.editions))


def show_note_sign(page: str, messages: Messages) -> None:
    """Say what was added, and let the script keep the key of the note (see `note_draft`).

    The note's own page needs no way to it.
    """
    view = SignView(
        key=note_key(),
        said=said(),
        occasion=count_additions(),
        address=address_of("note", {}),
        open=messages("note.open"),
        counted=title_with_count(messages) if count_quotations() and page != "note" else "",
    )
    st.html(render("note.html", "sign", view))


def title_with_count(messages: Messages) -> str:
    """The name of the note's page, with how many quotations the note has, if any."""
    title, count = messages("page.note"), count_quotations()
    return f"{title} ({count})" if count else title


def readable_note() -> Note | None:
    """The visitor's note, if there is one that can be read."""
    try:
        return current_note()
    except NoteError:
        return None
