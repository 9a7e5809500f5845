"""Errors as the app shows them: what happened, in the reader's language, and how to fix it."""

import streamlit as st

from cmp_search.errors import CmpSearchError, GenerationError, ReadError
from cmp_search.locales import Messages
from cmp_search.web.gate.discreet import discreet
from cmp_search.web.rendering import escape_markdown

INDEX_COMMAND = "cmp-search index"


def show_error(error: CmpSearchError, messages: Messages) -> None:
    """Show an error in place of what was asked for."""
    st.error(escape_markdown(error_sentence(error, messages)))
    if isinstance(error, GenerationError):
        st.code(INDEX_COMMAND, language=None)


def error_sentence(error: CmpSearchError, messages: Messages) -> str:
    """The message of an error, as a sentence."""
    line = discreet(error).message(messages.language)
    # The name of a file or folder at the start keeps its case.
    template = str(messages.messages[f"error.{error.code}"])
    return as_sentence(line, named=isinstance(error, ReadError) or template.startswith("{"))


def as_sentence(line: str, *, named: bool = False) -> str:
    """A message as a sentence; `named`: it begins with a name, which keeps its case."""
    # Backquotes around commands are for the terminal.
    line = line.replace("`", "")
    return f"{line}." if named else f"{line[:1].upper()}{line[1:]}."
