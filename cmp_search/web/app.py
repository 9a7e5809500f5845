"""The app: language, pages, and the page that the address names."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from cmp_search.locales import Messages
from cmp_search.web import about, ask, documents, read, start
from cmp_search.web.address import PAGES
from cmp_search.web.language_switch import chosen_messages, show_language_switch

ICON = "📖"
ADDRESSES: dict[str, Callable[[Messages], None]] = {
    "ask": ask.show,
    "start": start.show,
    "read": read.show,
    "documents": documents.show,
    "about": about.show,
}
"""The pages by their addresses, in order; the app opens with the first."""


def show() -> None:
    """Draw the page that the address names."""
    messages = chosen_messages()
    first = next(iter(ADDRESSES))
    pages = {
        address: st.Page(
            partial(page, messages),
            title=messages(f"page.{address}"),
            url_path=address,
            default=address == first,
        )
        for address, page in ADDRESSES.items()
    }
    st.session_state[PAGES] = pages
    chosen = st.navigation(list(pages.values()), position="top")
    st.set_page_config(page_title=f"{chosen.title} – {messages('app.name')}", page_icon=ICON)
    show_language_switch(messages)
    chosen.run()
