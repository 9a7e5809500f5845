"""The language of the app.

1. The address names it (`?lang=fr`); otherwise it is the one of `locales` that the browser prefers,
   or English. The server writes it into the page that it sends.
2. The switch on every page changes it, and nothing else: question and filters stay. The page's
   script then tells the browser.
3. Once chosen, by address or switch, it stays in the address.
"""

import streamlit as st

from cmp_search.locales import Messages, interfaces, messages_for
from cmp_search.locales.preference import preferred_language
from cmp_search.web.address import INTERFACE_LANGUAGE, LANGUAGE_CHOSEN
from cmp_search.web.rendering import element


def chosen_messages() -> Messages:
    """The messages in the language that was chosen."""
    if INTERFACE_LANGUAGE not in st.session_state:
        named = st.query_params.get(INTERFACE_LANGUAGE)
        accepted = st.context.headers.get("accept-language") or st.context.locale or ""
        st.session_state[LANGUAGE_CHOSEN] = named in interfaces()
        st.session_state[INTERFACE_LANGUAGE] = preferred_language(named, accepted)
    return messages_for(st.session_state[INTERFACE_LANGUAGE])


def show_language_switch(messages: Messages) -> None:
    """Show the switch, and set the page's language for screen readers (steps 2 and 3)."""
    in_address = st.query_params.get(INTERFACE_LANGUAGE) == messages.language
    if st.session_state[LANGUAGE_CHOSEN] and not in_address:
        st.query_params[INTERFACE_LANGUAGE] = messages.language
    st.radio(
        messages("app.language"),
        list(interfaces()),
        key=INTERFACE_LANGUAGE,
        format_func=interfaces().__getitem__,
        horizontal=True,
        label_visibility="collapsed",
        on_change=_mark_as_chosen,
    )
    st.html(element("page_language", messages.language))


def _mark_as_chosen() -> None:
    st.session_state[LANGUAGE_CHOSEN] = True
