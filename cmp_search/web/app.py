"""The app: language, pages, and the page that the address names."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from cmp_search.locales import Messages
from cmp_search.settings import Settings
from cmp_search.web import about, administration, ask, check, documents, note, read, start
from cmp_search.web.access.current import may
from cmp_search.web.access.roles import Role
from cmp_search.web.address import FIRST_PAGE, PAGES
from cmp_search.web.engine import caveats
from cmp_search.web.error_view import show_caveats
from cmp_search.web.frame import show_frame
from cmp_search.web.language_switch import chosen_messages, show_language_switch
from cmp_search.web.note_adding import take_addition
from cmp_search.web.note_sign import show_note_sign, title_with_count
from cmp_search.web.queue_view import show_job_sign

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
FOR_ADMINISTRATORS: dict[str, Callable[[Messages], None]] = {
    administration.ADDRESS: administration.show,
}
"""Pages that are named to administrators alone, and shown to them alone."""


def show() -> None:
    """Draw the page that the address names."""
    messages = chosen_messages()
    take_addition(messages)
    named = {**ADDRESSES, **(FOR_ADMINISTRATORS if may(Role.ADMINISTRATOR) else {})}
    titles = {address: _title(address, messages) for address in named}
    pages = {
        address: st.Page(
            partial(page, messages),
            title=titles.get(address, messages("app.missing")),
            url_path=address,
            default=address == FIRST_PAGE,
        )
        for address, page in {**ADDRESSES, **FOR_ADMINISTRATORS}.items()
    }
    st.session_state[PAGES] = pages
    chosen = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(page_title=f"{chosen.title} – {messages('app.name')}", page_icon=ICON)
    here = chosen.url_path or FIRST_PAGE
    show_frame(titles, here, messages)
    show_language_switch(messages)
    show_note_sign(here, messages)
    with st.container():
        show_job_sign(here, Settings(), messages)
        if chosen.url_path:  # The first page tells them above its answer.
            show_caveats(caveats(Settings()), messages)
    chosen.run()


def _title(address: str, messages: Messages) -> str:
    """The name of a page in the navigation."""
    return title_with_count(messages) if address == "note" else messages(f"page.{address}")
