"""Errors as the app shows them: what happened, in the reader's language, and how to fix it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from cmp_search.documents.source import has_no_text
from cmp_search.errors import CmpSearchError, GenerationError, NoIndexError, ReadError
from cmp_search.gate.discreet import discreet
from cmp_search.gate.noting import APP, NOTES
from cmp_search.index.caveats import Caveat
from cmp_search.locales import Messages
from cmp_search.locales.error_messages import Parameter
from cmp_search.programs.problems import status_of
from cmp_search.settings import Settings
from cmp_search.web.access.current import may
from cmp_search.web.access.roles import Role
from cmp_search.web.address import link
from cmp_search.web.rendering import escape_markdown

INDEX_COMMAND = "cmp-search index"


def show_error(error: CmpSearchError, messages: Messages) -> None:
    """Show an error in place of what was asked for, and note it (see `show_known_error`)."""
    NOTES.failed(error, APP, status_of(error))
    show_known_error(error, messages)


def show_known_error(error: CmpSearchError, messages: Messages) -> None:
    """Show an error that was noted before.

    Where there is no index that can be used, only who may change the texts reads of folders and
    commands; others read what to ask of whoever may.
    """
    if isinstance(error, GenerationError) and not may(Role.EDITOR):
        missing = isinstance(error, NoIndexError)
        st.info(messages("app.no_text" if missing else "app.no_index"))
        return
    if isinstance(error, NoIndexError) and has_no_text(Settings().corpus):
        st.info(messages("app.empty"))
        link("documents", messages("app.add_first"), {})
        return
    st.error(escape_markdown(error_sentence(error, messages)))
    if isinstance(error, GenerationError):
        st.code(INDEX_COMMAND, language=None)


def error_sentence(error: CmpSearchError, messages: Messages) -> str:
    """The message of an error, as a sentence."""
    told = discreet(error)
    line = told.message(messages.language)
    if isinstance(error, ReadError):
        line = without_reason(line, told.parameters)
    # The name of a file or folder at the start keeps its case.
    template = str(messages.messages[f"error.{error.code}"])
    return as_sentence(line, named=isinstance(error, ReadError) or template.startswith("{"))


def caveat_line(caveat: Caveat, messages: Messages) -> str:
    """What to know before relying on what is shown; backquotes are for the terminal."""
    return caveat.message(messages.language).replace("`", "")


def show_caveats(caveats: Sequence[Caveat], messages: Messages) -> None:
    """Show what to know before relying on a page."""
    for caveat in caveats:
        st.warning(escape_markdown(caveat_line(caveat, messages)))


def without_reason(line: str, parameters: Mapping[str, Parameter]) -> str:
    """The message of a reader without what its library gave as the reason, in English."""
    return line.replace(f" ({parameters.get('reason')})", "")


def as_sentence(line: str, *, named: bool = False) -> str:
    """A message as a sentence; `named`: it begins with a name, which keeps its case."""
    # Backquotes around commands are for the terminal.
    line = line.replace("`", "")
    return f"{line}." if named else f"{line[:1].upper()}{line[1:]}."
