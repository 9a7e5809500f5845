"""How often a visitor may ask; Streamlit sends questions over a WebSocket, so pages count them."""

from secrets import token_hex

import streamlit as st

from cmp_search.errors import RateError
from cmp_search.gate.limits import QUESTIONS, Limiter
from cmp_search.gate.noting import APP, NOTES

KEY = "visitor"
"""In the session: what it is counted by."""
_LIMITER = Limiter(QUESTIONS)


def count_question() -> None:
    """Count a question of this session.

    Raises:
        RateError: it has asked too much, or all sessions together have.
    """
    if not _LIMITER.take(st.session_state.setdefault(KEY, token_hex(8))):
        NOTES.refused("asked_too_often", APP)
        raise RateError("asked_too_often")
