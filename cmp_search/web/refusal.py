"""Errors as the app shows them: what happened, in the reader's language, and what mends it.

An error that has no words in that language (see `errors`) is told in English, and that is said.
"""

import streamlit as st

from cmp_search.errors import CmpSearchError, GenerationError, ReadError
from cmp_search.web.rendering import escape_markdown
from cmp_search.words import Words

INDEX = "cmp-search index"


def refuse(error: CmpSearchError, words: Words) -> None:
    """Show an error in place of what was asked for."""
    st.error(escape_markdown(sentence(error, words)))
    if isinstance(error, GenerationError):
        st.code(INDEX, language=None)


def sentence(error: CmpSearchError, words: Words) -> str:
    """What happened, as a sentence."""
    # The terminal sets commands off by grave accents.
    line = error.told(words.language).replace("`", "")
    if isinstance(error, ReadError):
        return words("app.reason", why=words(f"failure.{error.failure}"), detail=f"{line}.")
    if not error.kind:
        return words("error.other", line=line)
    # A sentence that begins with the name of a file or folder leaves that as it is.
    named = str(words.messages[f"error.{error.kind}"]).startswith("{")
    return f"{line}." if named else f"{line[:1].upper()}{line[1:]}."
