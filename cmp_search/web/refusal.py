"""Errors as the app shows them: what happened, in the reader's language, and what fixes it."""

import streamlit as st

from cmp_search.errors import CmpSearchError, GenerationError, ReadError
from cmp_search.web.html import plain
from cmp_search.words import Words

INDEX = "cmp-search index"


def refuse(error: CmpSearchError, words: Words) -> None:
    """Show an error in place of what was asked for."""
    st.error(plain(sentence(error, words)))
    if isinstance(error, GenerationError):
        st.code(INDEX, language=None)


def sentence(error: CmpSearchError, words: Words) -> str:
    """What happened, as a sentence."""
    line = error.message(words.language)
    # A sentence that begins with the name of a file or folder leaves that as it is.
    template = str(words.messages[f"error.{error.code}"])
    return as_sentence(line, named=isinstance(error, ReadError) or template.startswith("{"))


def as_sentence(line: str, *, named: bool = False) -> str:
    """A message as a sentence of a page; one that begins with a name leaves that as it is."""
    # The terminal sets commands off by grave accents.
    line = line.replace("`", "")
    return f"{line}." if named else f"{line[:1].upper()}{line[1:]}."
