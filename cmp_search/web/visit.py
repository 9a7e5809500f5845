"""The questions of this visit, to be asked again; they are in the session, and stored nowhere."""

from collections.abc import Sequence

import streamlit as st

from cmp_search.web.address import QUESTION
from cmp_search.web.rendering import escape_markdown
from cmp_search.words import Words

ASKED = "asked"
"""In the session: the questions that were answered, newest first."""
AGAIN = "again"
MOST = 20
SHOWN = 80
"""Characters of a question that are shown."""


def remember(question: str) -> None:
    """Put a question before the others of this visit."""
    asked = st.session_state.get(ASKED, [])
    st.session_state[ASKED] = [question, *(one for one in asked if one != question)][:MOST]


def show_visit(words: Words) -> None:
    """The questions asked so far; a click asks one again."""
    asked = st.session_state.get(ASKED, [])
    if not asked:
        return
    with st.expander(words.count("visit.asked", len(asked))):
        pick(words("visit.again"), asked, AGAIN)
        st.caption(words("visit.kept"))
        st.button(words("visit.clear"), on_click=_clear)


def pick(label: str, questions: Sequence[str], key: str) -> None:
    """Questions of which a click asks one."""
    st.pills(label, questions, key=key, format_func=_short, on_change=_ask, args=(key,))


def _short(question: str) -> str:
    return escape_markdown(question if len(question) <= SHOWN else f"{question[: SHOWN - 1]}…")


def _ask(key: str) -> None:
    picked = st.session_state[key]
    if picked:
        st.session_state[QUESTION] = picked
        # So that the same one can be picked another time.
        st.session_state[key] = None


def _clear() -> None:
    st.session_state[ASKED] = []
