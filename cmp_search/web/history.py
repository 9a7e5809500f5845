"""The questions of this visit, to ask again; they are in the session only, never stored."""

from collections.abc import Sequence

import streamlit as st

from cmp_search.locales import Messages
from cmp_search.web.address import QUESTION
from cmp_search.web.rendering import escape_markdown

QUESTIONS = "asked"
"""In the session: the questions that were answered, newest first."""
PICKED_QUESTION = "again"
MAX_QUESTIONS = 20
MAX_LABEL_LENGTH = 80
"""Characters shown of a question."""


def remember_question(question: str) -> None:
    """Put a question first among those of this visit."""
    questions = st.session_state.get(QUESTIONS, [])
    others = [earlier for earlier in questions if earlier != question]
    st.session_state[QUESTIONS] = [question, *others][:MAX_QUESTIONS]


def show_history(messages: Messages) -> None:
    """The questions asked so far; a click asks one again."""
    questions = st.session_state.get(QUESTIONS, [])
    if not questions:
        return
    with st.popover(messages("history.recent"), key="recent"):
        pick_question(messages("history.again"), questions, PICKED_QUESTION)
        st.caption(messages("history.kept"))
        st.button(messages("history.clear"), on_click=_clear)


def pick_question(label: str, questions: Sequence[str], key: str) -> None:
    """Questions, each asked with a click."""
    st.pills(label, questions, key=key, format_func=_label, on_change=_ask_picked, args=(key,))


def shortened(question: str) -> str:
    """A question as it is shown in lists and lines."""
    short = f"{question[: MAX_LABEL_LENGTH - 1]}…"
    return question if len(question) <= MAX_LABEL_LENGTH else short


def _label(question: str) -> str:
    return escape_markdown(shortened(question))


def _ask_picked(key: str) -> None:
    picked = st.session_state[key]
    if picked:
        st.session_state[QUESTION] = picked
        # So that the same one can be picked again.
        st.session_state[key] = None


def _clear() -> None:
    st.session_state[QUESTIONS] = []
