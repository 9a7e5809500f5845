"""Asking, for the pages: a question waits for its turn, and is not asked again for a redraw.

1. The last answer of a visit is kept in its session, with all that it depends on. A page that is
   drawn again, with another view or since something was added to the note, shows that answer.
2. Any other question is counted (see `gate.questions`), and waits for its turn like that of any
   other visitor (see `search.door`).
3. A visitor who leaves, or asks something else meanwhile, gives up the turn: Streamlit stops a
   script where it reads the session.
"""

import streamlit as st

from cmp_search.index.base import Index
from cmp_search.search.answer import Answer
from cmp_search.search.searcher import Searcher
from cmp_search.settings import Settings
from cmp_search.web.address import Search
from cmp_search.web.engine import searcher
from cmp_search.web.gate.questions import count_question

LAST = "last_answered"
"""In the session: the last answer, after what it depends on."""


def answer_to(search: Search, language: str) -> tuple[Index, Answer]:
    """The answer to a question in a language of the interface, and the index that it is from.

    Raises:
        CmpSearchError: as in `Library.ask`.
        RateError: too much was asked.
    """
    current = searcher(Settings())
    basis = _basis(current, search, language)
    kept: tuple[object, Answer] | None = st.session_state.get(LAST)
    if kept is not None and kept[0] == basis:
        return current.index, kept[1]
    count_question()
    answer = current.ask(search.question, search.filters, search.count, language, _look)
    st.session_state[LAST] = basis, answer
    return current.index, answer


def _basis(current: Searcher, search: Search, language: str) -> object:
    """All that an answer depends on (step 1).

    Raises:
        MismatchError: the index has been found damaged.
    """
    index, manifest = current.index, current.index.manifest
    return (
        (search.question, search.filters, search.count, language),
        (index.address, manifest.generation, manifest.fingerprint, index.caveats()),
        (current.calibration, current.reader_identity),
    )


def _look() -> None:
    """Let Streamlit stop the script (step 3)."""
    st.session_state.get(LAST)
