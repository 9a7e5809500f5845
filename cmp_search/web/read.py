"""The Read page: a document with its outline, and the passage that the address names in place."""

from zlib import crc32

import streamlit as st

from cmp_search.catalogue import Entry
from cmp_search.document import Document
from cmp_search.editions import editions
from cmp_search.errors import CmpSearchError
from cmp_search.index.base import Index
from cmp_search.settings import Settings
from cmp_search.web.address import (
    DOCUMENT,
    FROM,
    PASSAGE,
    SECTION,
    SHEET,
    Query,
    Search,
    query_behind,
    read_search_behind,
    write,
)
from cmp_search.web.document_html import (
    HELD,
    NOTHING,
    document_html,
    outline_html,
    section_id,
)
from cmp_search.web.engine import entries_of, generation
from cmp_search.web.facts import date_of
from cmp_search.web.hits import way
from cmp_search.web.html import go_to, link_html, said, title_html
from cmp_search.web.links import link
from cmp_search.web.place import Place, place_of
from cmp_search.web.refusal import refuse
from cmp_search.web.sheet import SHOWN, ask_for_sheet, is_sheet_wanted, page_names, sheets
from cmp_search.words import Words, own_name

READING = "reading"
LAST = "last_read"
"""In the session: the document that was read last, for the way back to this page."""


def show(words: Words) -> None:
    """Draw the page."""
    try:
        found = generation(Settings())
        entries = entries_of(found)
        if not entries:
            st.title(words("page.read"))
            st.info(words("read.none"))
            return
        document = _chosen(found, entries, words)
    except CmpSearchError as error:
        st.title(words("page.read"))
        refuse(error, words)
        return
    related = editions(entries.values())[document.id]
    place = place_of(found, document, related, words)
    search = read_search_behind() if place.passage else Search()
    more: Query = {SHEET: SHOWN if is_sheet_wanted() else ""}
    here = {PASSAGE: place.passage, SECTION: place.section, **more, **query_behind(search)}
    write({DOCUMENT: document.id, FROM: place.edition, **here})
    _head(document, words)
    _editions(document, related, {FROM: place.edition or document.id, **here}, words)
    if place.is_lost:
        st.warning(words("read.lost"))
    _outline(document, words)
    bar = st.container(key="way", horizontal=True, vertical_alignment="center")
    names, text = page_names(document, words), st.empty()
    text.html(document_html(document, place.held, names))
    beside = ""
    with bar:
        if place.remark:
            st.html(said(place.remark))
        way(search, place.passage, more, words)
        if document.pages and place.held != NOTHING and ask_for_sheet(words):
            beside = sheets(document, place.held, names, words)
    if beside:
        text.html(document_html(document, place.held, names, beside))
    _go(document, place, bool(beside))


def _go(document: Document, place: Place, has_sheet: bool) -> None:
    """Go to the place in the browser."""
    target = HELD if place.held != NOTHING else section_id(place.heading)
    if place.held != NOTHING or place.heading:
        occasion = crc32(f"{document.id} {place} {has_sheet}".encode())
        st.html(go_to(target, occasion))


def _outline(document: Document, words: Words) -> None:
    """The outline, beside the text."""
    outline = outline_html(document, words("read.outline"))
    if outline:
        with st.sidebar:
            st.header(words("read.outline"))
            st.html(outline)


def _chosen(found: Index, entries: dict[str, Entry], words: Words) -> Document:
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
        format_func=lambda id: f"{entries[id].title} ({own_name(entries[id].language)})",
        on_change=_turn,
    )
    return found.document(id)


def _turn() -> None:
    """Put the document that was picked into the address, and no place in it."""
    write({DOCUMENT: st.session_state[READING]})


def _head(document: Document, words: Words) -> None:
    """Title, who issued it and when, and the way to the official page."""
    entry = document.entry
    st.html(title_html(entry.title, entry.language))
    parts = (entry.issuing_body, date_of(entry, words))
    st.html(said(" · ".join(part for part in parts if part)))
    if entry.digest_of:
        st.html(said(words("read.digest")))
    official = link_html(entry.url, words("read.official"))
    if official:
        st.html(official)


def _editions(document: Document, related: tuple[Entry, ...], here: Query, words: Words) -> None:
    """The ways to the same place in other editions; to the edition that it is of, the way back."""
    others = [other for other in related if other.id != document.id]
    if not others:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(said(words("read.editions")), width="content")
        for other in others:
            at = here if here[PASSAGE] or here[SECTION] else {}
            back = {FROM: ""} if other.id == here[FROM] else {}
            label = own_name(other.language)
            link("read", label, {**at, **back, DOCUMENT: other.id})
