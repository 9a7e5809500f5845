"""The language of the app.

1. The address names it (`?lang=fr`), else it is the one of `words` that the browser wants most,
   else English. The server writes it into the page that it sends.
2. The switch on every page changes it, and nothing else: question and filters stay. The page's
   script then tells the browser.
3. Once chosen, by address or switch, it stays in the address.
"""

import streamlit as st

from cmp_search.web.address import CHOSEN, INTERFACE
from cmp_search.web.html import page_language
from cmp_search.words import DEFAULT, Words, interfaces, words_in


def preferred(named: str | None, accepted: str) -> str:
    """The language to show (step 1).

    `named` is what the address says, `accepted` what the browser says in its header
    Accept-Language: "fr-CA, en;q=0.8".
    """
    if named in interfaces():
        return str(named)
    wanted = sorted(map(_wish, accepted.split(",")), key=lambda wish: -wish[0])
    known = (code for weight, code in wanted if weight > 0 and code in interfaces())
    return next(known, DEFAULT)


def _wish(part: str) -> tuple[float, str]:
    """A language of the header without its country, and its weight; 1 where none is given."""
    tag, _, weight = part.replace(" ", "").partition(";q=")
    try:
        return float(weight or 1), tag.partition("-")[0].lower()
    except ValueError:
        return 0.0, ""


def interface() -> Words:
    """The words to show, in the language that was chosen."""
    if INTERFACE not in st.session_state:
        named = st.query_params.get(INTERFACE)
        accepted = st.context.headers.get("accept-language") or st.context.locale or ""
        st.session_state[CHOSEN] = named in interfaces()
        st.session_state[INTERFACE] = preferred(named, accepted)
    return words_in(st.session_state[INTERFACE])


def switch(words: Words) -> None:
    """The switch; screen readers are told the page's language, too (steps 2 and 3)."""
    if st.session_state[CHOSEN] and st.query_params.get(INTERFACE) != words.language:
        st.query_params[INTERFACE] = words.language
    st.radio(
        words("app.language"),
        list(interfaces()),
        key=INTERFACE,
        format_func=interfaces().__getitem__,
        horizontal=True,
        label_visibility="collapsed",
        on_change=_choose,
    )
    st.html(page_language(words.language))


def _choose() -> None:
    st.session_state[CHOSEN] = True
