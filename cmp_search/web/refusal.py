"""Errors as the app shows them: what happened in the reader's language, then the error's own line.

The lines of `errors` are English, as the terminal is; each class that a reader can meet here has a
sentence in every language.
"""

import streamlit as st

from cmp_search.errors import (
    CmpSearchError,
    GenerationError,
    NoIndexError,
    QuestionError,
    UnknownDocumentError,
)
from cmp_search.web.html import plain
from cmp_search.words import Words

KINDS: tuple[tuple[type[CmpSearchError], str], ...] = (
    (QuestionError, "error.question"),
    (UnknownDocumentError, "error.unknown"),
    (NoIndexError, "error.no_index"),
    (GenerationError, "error.index"),
    (CmpSearchError, "error.other"),
)
"""The first class that an error belongs to says what happened."""


def refuse(error: CmpSearchError, words: Words) -> None:
    """Show an error in place of what was asked for."""
    kind = next(key for known, key in KINDS if isinstance(error, known))
    line = str(error)
    detail = f"{line[:1].upper()}{line[1:]}."
    st.error(plain(words("app.error", kind=words(kind), detail=detail)))
