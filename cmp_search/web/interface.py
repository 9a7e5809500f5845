"""The language of the app.

1. The address names it (`?lang=fr`), else it is the browser's, else English.
2. The switch on every page changes it, and nothing else: question and filters stay.
3. Once chosen, by address or switch, it stays in the address.
"""

import streamlit as st

from cmp_search.language import LANGUAGES
from cmp_search.web.address import CHOSEN, INTERFACE
from cmp_search.web.html import document_language
from cmp_search.words import NAMES, Words, words_in


def interface() -> Words:
    """The words to show, in the language that was chosen."""
    if INTERFACE not in st.session_state:
        named = st.query_params.get(INTERFACE)
        st.session_state[CHOSEN] = named in LANGUAGES
        st.session_state[INTERFACE] = named if named in LANGUAGES else _of_browser()
    return words_in(st.session_state[INTERFACE])


def switch(words: Words) -> None:
    """The switch; screen readers are told the page's language, too."""
    st.radio(
        words("app.language"),
        LANGUAGES,
        key=INTERFACE,
        format_func=NAMES.__getitem__,
        horizontal=True,
        label_visibility="collapsed",
        on_change=_choose,
    )
    st.html(document_language(words.language), unsafe_allow_javascript=True)


def _of_browser() -> str:
    """The browser's language, "fr" of "fr-CA", where there are words in it."""
    code = (st.context.locale or "").split("-")[0].lower()
    return code if code in LANGUAGES else "en"


def _choose() -> None:
    st.session_state[CHOSEN] = True
