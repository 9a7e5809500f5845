"""Links from page to page, with the language of the app in them."""

import streamlit as st

from cmp_search.web.address import Query, with_interface

PAGES = "pages"
"""In the session: the pages of the app by their addresses."""


def link(address: str, label: str, query: Query) -> None:
    """A link to a page with what it is to show."""
    st.page_link(st.session_state[PAGES][address], label=label, query_params=with_interface(query))
