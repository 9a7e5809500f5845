"""The Read page: a document with its outline, and the passage that the address names in place."""

import streamlit as st

from cmp_search.catalogue import Entry
from cmp_search.document import Document, Span
from cmp_search.editions import editions
from cmp_search.errors import CmpSearchError
from cmp_search.index.generation import Generation
from cmp_search.settings import Settings
from cmp_search.web.address import DOCUMENT, PASSAGE, SECTION, write
from cmp_search.web.document_html import (
    HELD,
    NOTHING,
    document_html,
    outline_html,
    scroll_script,
    section_id,
)
from cmp_search.web.engine import generation
from cmp_search.web.html import link_html, said, title_html
from cmp_search.web.links import link
from cmp_search.web.refusal import refuse
from cmp_search.words import NAMES, Words

READING = "reading"
LAST = "last_read"
"""In the session: the document that was read last, for the way back to this page."""


def show(words: Words) -> None:
    """Draw the page."""
    try:
        found = generation(Settings())
        entries = {entry.id: entry for entry in found.texts.entries()}
        if not entries:
            st.info(words("read.none"))
            return
        document = _chosen(found, entries, words)
    except CmpSearchError as error:
        refuse(error, words)
        return
    passage, section = st.query_params.get(PASSAGE, ""), st.query_params.get(SECTION, "")
    write({DOCUMENT: document.id, PASSAGE: passage, SECTION: section})
    _head(document, editions(entries.values())[document.id], words)
    held = _place(found, document, passage)
    if passage and held == NOTHING:
        st.warning(words("read.lost"))
    outline = outline_html(document, words("read.outline"))
    if outline:
        with st.sidebar:
            st.header(words("read.outline"))
            st.html(outline)
    st.html(document_html(document, held))
    if held != NOTHING:
        st.html(scroll_script(HELD), unsafe_allow_javascript=True)
    elif section.isdecimal():
        st.html(scroll_script(section_id(int(section))), unsafe_allow_javascript=True)


def _chosen(found: Generation, entries: dict[str, Entry], words: Words) -> Document:
    """The document of the address, else the one read last, else the first; and a way to another.

    Raises:
        UnknownDocumentError: the address names one that is not in the index.
    """
    ids = list(entries)
    last = st.session_state.get(LAST)
    id = st.query_params.get(DOCUMENT) or (last if last in ids else ids[0])
    if id in ids:
        st.session_state[READING] = st.session_state[LAST] = id
    st.selectbox(
        words("read.choose"),
        ids,
        key=READING,
        format_func=lambda id: f"{entries[id].title} ({NAMES.get(entries[id].language, '')})",
        on_change=_turn,
    )
    return found.document(id)


def _turn() -> None:
    """Put the document that was picked into the address, and no place in it."""
    write({DOCUMENT: st.session_state[READING]})


def _head(document: Document, related: tuple[Entry, ...], words: Words) -> None:
    """Title, who issued it and when, and the ways to the official page and other editions."""
    entry = document.entry
    st.html(title_html(entry.title, entry.language))
    date = words.day(entry.date) if entry.date else str(entry.year or "")
    st.html(said(" · ".join(part for part in (entry.issuing_body, date) if part)))
    if entry.digest_of:
        st.html(said(words("read.digest")))
    official = link_html(entry.url, words("read.official"))
    if official:
        st.html(official)
    others = [other for other in related if other.id != entry.id]
    if others:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(said(words("read.editions")), width="content")
            for other in others:
                label = NAMES.get(other.language, other.language)
                link("read", label, {DOCUMENT: other.id})


def _place(found: Generation, document: Document, passage: str) -> Span:
    """The place of a passage by its id; nowhere where the text has none of that id."""
    numbers = found.texts.passage_numbers(document.id) if passage else []
    held = (one for one in found.texts.passages(numbers).values() if one.id == passage)
    return next((Span(one.start, one.end) for one in held), NOTHING)
