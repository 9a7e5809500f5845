"""Follow-ups on Ask: a short question after an answer is completed, in sight and with a way back.

1. What is typed after an answer is read as going on from it (see `search.following`). The box then
   has the question that is meant, to be edited; so do the address, the answer and the note.
2. A line below the box tells what it goes on from, as long as that question is in the box, and asks
   the words as they were typed with one click.
3. A question of the address or of a list is never completed.
"""

from contextlib import suppress

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.locales import Messages
from cmp_search.search.answer import Answer
from cmp_search.search.following.follow_up import FollowUp, follow_up
from cmp_search.settings import Settings
from cmp_search.web.address import QUESTION, last_search
from cmp_search.web.engine import searcher
from cmp_search.web.history import shortened
from cmp_search.web.note_adding import LAST_ANSWER
from cmp_search.web.rendering import escape_markdown

FOLLOWED = "followed"
"""In the session: the last question that was completed."""


def complete_question() -> None:
    """Put what was typed into the box as the question that it means after the last answer."""
    answer: Answer | None = st.session_state.get(LAST_ANSWER)
    typed, last = st.session_state[QUESTION], last_search().question
    if answer is None or answer.question != last or typed == last:
        return
    with suppress(CmpSearchError):  # The page reports it.
        current = searcher(Settings())
        names = current.shelf.book(current.index)
        found = follow_up(typed, answer.question, names)
        if found:
            st.session_state[QUESTION] = found.meant
            st.session_state[FOLLOWED] = found


def show_followed(question: str, messages: Messages) -> None:
    """What a completed question goes on from, and a button that asks it as it was typed."""
    found: FollowUp | None = st.session_state.get(FOLLOWED)
    if found is None or found.meant != question:
        return
    last, asked = (_quoted(words, messages) for words in (found.last, found.asked))
    with st.container(horizontal=True, vertical_alignment="center", key="following"):
        st.markdown(escape_markdown(messages("ask.follows", last=last)), width="content")
        label = escape_markdown(messages("ask.literally", asked=asked))
        st.button(label, type="tertiary", key="literally", on_click=_ask_literally)


def _quoted(question: str, messages: Messages) -> str:
    """A question in quotation marks; no line begins with its sign."""
    return messages.quote(shortened(question).replace(" ?", "\u00a0?"))


def _ask_literally() -> None:
    """Ask what was typed as it stands."""
    found: FollowUp = st.session_state[FOLLOWED]
    st.session_state[QUESTION] = found.asked
