"""Errors as the app shows them: what happened, in the reader's language, and how to fix it.

An error without a message in that language (see `errors`) is shown in English, and that is said.
"""

import streamlit as st

from cmp_search.errors import CmpSearchError, GenerationError, ReadError
from cmp_search.web.rendering import escape_markdown
from cmp_search.words import Words

INDEX_COMMAND = "cmp-search index"


def show_error(error: CmpSearchError, messages: Words) -> None:
    """Show an error in place of what was asked for."""
    st.error(escape_markdown(error_sentence(error, messages)))
    if isinstance(error, GenerationError):
        st.code(INDEX_COMMAND, language=None)


def error_sentence(error: CmpSearchError, messages: Words) -> str:
    """What happened, as a sentence."""
    # The terminal sets commands off by grave accents.
    line = error.told(messages.language).replace("`", "")
    if isinstance(error, ReadError):
        return messages("app.reason", why=messages(f"failure.{error.failure}"), detail=f"{line}.")
    if not error.kind:
        return messages("error.other", line=line)
    # A sentence that begins with the name of a file or folder leaves that as it is.
    named = str(messages.messages[f"error.{error.kind}"]).startswith("{")
    return f"{line}." if named else f"{line[:1].upper()}{line[1:]}."
