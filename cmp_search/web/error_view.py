"""Errors as the app shows them: what happened, in the reader's language, and how to fix it."""

import streamlit as st

from cmp_search.errors import CmpSearchError, GenerationError, ReadError
from cmp_search.locales import Messages
from cmp_search.web.rendering import escape_markdown

INDEX_COMMAND = "cmp-search index"


def show_error(error: CmpSearchError, messages: Messages) -> None:
    """Show an error in place of what was asked for."""
    st.error(escape_markdown(error_sentence(error, messages)))
    if isinstance(error, GenerationError):
        st.code(INDEX_COMMAND, language=None)


def error_sentence(error: CmpSearchError, messages: Messages) -> str:
    """What happened, as a sentence."""
    line = error.message(messages.language)
    # A sentence that begins with the name of a file or folder leaves that as it is.
    template = str(messages.messages[f"error.{error.code}"])
    return as_sentence(line, named=isinstance(error, ReadError) or template.startswith("{"))


def as_sentence(line: str, *, named: bool = False) -> str:
    """A message as a sentence of a page; one that begins with a name leaves that as it is."""
    # The terminal sets commands off by grave accents.
    line = line.replace("`", "")
    return f"{line}." if named else f"{line[:1].upper()}{line[1:]}."
