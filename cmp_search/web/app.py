"""The app: language, pages, and the page that the address names."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from cmp_search.locales import Messages
from cmp_search.web import about, ask, check, documents, note, read, start
from cmp_search.web.address import PAGES
from cmp_search.web.language_switch import chosen_messages, show_language_switch
from cmp_search.web.note_adding import take_addition
from cmp_search.web.note_sign import show_note_sign, title_with_count

ICON = "📖"
ADDRESSES: dict[str, Callable[[Messages], None]] = {
    "ask": ask.show,
    "start": start.show,
    "read": read.show,
    "documents": documents.show,
    "note": note.show,
    "check": check.show,
    "about": about.show,
}
"""The pages by their addresses, in order; the app opens with the first."""


def show() -> None:
    """Draw the page that the address names."""
    messages = chosen_messages()
    take_addition(messages)
    first = next(iter(ADDRESSES))
    pages = {
        address: st.Page(
            partial(page, messages),
            title=_title(address, messages),
            url_path=address,
            default=address == first,
        )
        for address, page in ADDRESSES.items()
    }
    st.session_state[PAGES] = pages
    chosen = st.navigation(list(pages.values()), position="top")
    st.set_page_config(page_title=f"{chosen.title} – {messages('app.name')}", page_icon=ICON)
    show_language_switch(messages)
    show_note_sign(messages)
    chosen.run()


def _title(address: str, messages: Messages) -> str:
    """The name of a page in the navigation."""
    return title_with_count(messages) if address == "note" else messages(f"page.{address}")
