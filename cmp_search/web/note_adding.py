"""Adding to the note what the page's script asks for by the address.

/?q=…&add=PASSAGE&once=7f3c                  the passage
/?q=…&add=PASSAGE&words=forty+lenses&once=…  words of it, as selected
/?q=…&add=PASSAGE&span=120-180&once=…        characters of it: the marked sentence
/read?document=ID&at=900&words=…&once=…      words of a text, the first at or behind an offset
/?q=…&add-search=1&once=…                    the search alone, also one that found nothing

The script asks once, with a number that the session remembers, so that going back in the browser's
history adds nothing. With a quotation, the search that led to it is added.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from cmp_search.documents.document import Span
from cmp_search.errors import CmpSearchError
from cmp_search.library import Library
from cmp_search.locales import Messages
from cmp_search.notes.desk import NoteDesk
from cmp_search.notes.editing import add_search
from cmp_search.notes.joining import Outcome
from cmp_search.notes.note import Note, Quote
from cmp_search.search.answer import Answer
from cmp_search.settings import Settings
from cmp_search.web.address import DOCUMENT, QUESTION, last_search, span_of_address
from cmp_search.web.engine import library
from cmp_search.web.error_view import error_sentence
from cmp_search.web.note_draft import change_note

ADD, ADD_SEARCH, WORDS, SPAN, AT, ONCE = "add", "add-search", "words", "span", "at", "once"
"""In the address: what is to be added."""
ONCE_DONE = "note_added"
"""In the session: the numbers of what was added."""
SAID = "note_said"
"""In the session: what became of it, to be said once."""
LAST_ANSWER = "last_answer"
"""In the session: the answer that Ask showed last."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be added; what the address does not have is empty."""

    passage: str
    words: str
    span: Span | None
    document: str
    at: int


def take_addition(messages: Messages) -> None:
    """Add what the address asks for, if it does; `said` tells what became of it."""
    query = st.query_params
    once = query.get(ONCE, "")
    done = st.session_state.setdefault(ONCE_DONE, [])
    if not once or once in done:
        return
    done.append(once)
    try:
        if ADD_SEARCH in query:
            st.session_state[SAID] = _add_search(library(Settings()), messages)
        else:
            st.session_state[SAID] = _add_quote(library(Settings()), _wish(), messages)
    except CmpSearchError as error:
        st.session_state[SAID] = error_sentence(error, messages)


def said() -> str:
    """What became of the last addition; empty if that was said already."""
    return str(st.session_state.pop(SAID, ""))


def count_additions() -> int:
    """How often something was added in this session."""
    return len(st.session_state.get(ONCE_DONE, []))


def _wish() -> _Wish:
    query = st.query_params
    at = query.get(AT, "")
    return _Wish(
        passage=query.get(ADD, ""),
        words=query.get(WORDS, ""),
        span=span_of_address(SPAN),
        document=query.get(DOCUMENT, ""),
        at=int(at) if at.isascii() and at.isdecimal() and len(at) < 10 else 0,
    )


def _add_quote(opened: Library, wish: _Wish, messages: Messages) -> str:
    """Add a quotation and the search that led to it; returns what became of it."""
    quote = _quote(opened.notes, wish)
    outcome: list[Outcome] = []

    def edit(note: Note) -> Note:
        added = opened.notes.add(note, quote)
        outcome.append(added.outcome)
        return _with_search(opened.notes)(added.note)

    change_note(edit, messages)
    return messages(f"note_added.{outcome[-1].value}")


def _add_search(opened: Library, messages: Messages) -> str:
    change_note(_with_search(opened.notes), messages)
    return messages("note.search_added")


def _quote(desk: NoteDesk, wish: _Wish) -> Quote:
    if not wish.passage:
        return desk.quote_words_from(wish.document, wish.at, wish.words)
    if wish.words:
        return desk.quote_words(wish.passage, wish.words)
    return desk.quote(wish.passage, wish.span)


def _with_search(desk: NoteDesk) -> Callable[[Note], Note]:
    """The edit that adds the search whose answer was shown last, if it is that of the address."""
    answer: Answer | None = st.session_state.get(LAST_ANSWER)
    asked = st.query_params.get(QUESTION) or last_search().question
    if answer is None or answer.question != asked:
        return lambda note: note
    record = desk.record(answer)
    return lambda note: add_search(note, record)
