"""Links from page to page, with the language of the app in them.

A link of Streamlit's own is an element of the page, and each costs the browser time; lists of many
links are HTML, in which the page's script keeps a click from loading the app anew.
"""

from urllib.parse import urlencode

import streamlit as st

from cmp_search.web.address import Query, with_interface

PAGES = "pages"
"""In the session: the pages of the app by their addresses."""


def link(address: str, label: str, query: Query) -> None:
    """A link to a page with what it is to show."""
    st.page_link(st.session_state[PAGES][address], label=label, query_params=with_interface(query))


def address_of(page: str, query: Query) -> str:
    """The address of a page with what it is to show, for a link in HTML; relative to any page."""
    return f"{page}?{urlencode(with_interface(query), doseq=True)}"
