"""The Read page: a document with its outline, and the passage that the address names in place."""

from zlib import crc32

import streamlit as st

from cmp_search.catalogue import Entry
from cmp_search.document import Document
from cmp_search.editions import editions
from cmp_search.errors import CmpSearchError
from cmp_search.index.embedded.generation import Generation
from cmp_search.settings import Settings
from cmp_search.web.address import (
    DOCUMENT,
    FROM,
    PASSAGE,
    SECTION,
    SHEET,
    Query,
    Search,
    link,
    read_query,
    read_search_behind,
    write,
)
from cmp_search.web.document_view import (
    NO_SPAN,
    PASSAGE_ID,
    document_view,
    outline_view,
    section_id,
)
from cmp_search.web.engine import entries_of, generation
from cmp_search.web.facts import date_of
from cmp_search.web.hits import way
from cmp_search.web.place import Place, place_of
from cmp_search.web.refusal import refuse
from cmp_search.web.rendering import element, render
from cmp_search.web.sheet import SHOWN, ask_for_sheet, is_sheet_wanted, page_names, pdf_pages
from cmp_search.words import NAMES, Words

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
    here = {PASSAGE: place.passage, SECTION: place.section, **more, **read_query(search)}
    write({DOCUMENT: document.id, FROM: place.edition, **here})
    _head(document, words)
    _editions(document, related, {FROM: place.edition or document.id, **here}, words)
    if place.is_lost:
        st.warning(words("read.lost"))
    _outline(document, words)
    bar = st.container(key="way", horizontal=True, vertical_alignment="center")
    names, text = page_names(document, words), st.empty()
    view, pages = document_view(document, place.held, names), None
    text.html(render("document.html", "document", view, None))
    with bar:
        if place.remark:
            st.html(element("remark", place.remark))
        way(search, place.passage, more, words)
        if document.pages and place.held != NO_SPAN and ask_for_sheet(words):
            pages = pdf_pages(document, place.held, names, words)
    if pages:
        text.html(render("document.html", "document", view, pages))
    _go(document, place, pages is not None)


def _go(document: Document, place: Place, has_sheet: bool) -> None:
    """Go to the place in the browser."""
    target = PASSAGE_ID if place.held != NO_SPAN else section_id(place.heading)
    if place.held != NO_SPAN or place.heading:
        occasion = crc32(f"{document.id} {place} {has_sheet}".encode())
        st.html(element("go_to", target, occasion))


def _outline(document: Document, words: Words) -> None:
    """The outline, beside the text."""
    outline = outline_view(document, words("read.outline"))
    if outline.items:
        with st.sidebar:
            st.header(outline.label)
            st.html(render("document.html", "outline", outline))


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


def _head(document: Document, words: Words) -> None:
    """Title, who issued it and when, and the way to the official page."""
    entry = document.entry
    st.html(element("page_title", entry.title, entry.language))
    parts = (entry.issuing_body, date_of(entry, words))
    st.html(element("remark", " · ".join(filter(None, parts))))
    if entry.digest_of:
        st.html(element("remark", words("read.digest")))
    official = element("external_link", entry.url, words("read.official"))
    if official:
        st.html(official)


def _editions(document: Document, related: tuple[Entry, ...], here: Query, words: Words) -> None:
    """The ways to the same place in other editions; to the edition that it is of, the way back."""
    others = [other for other in related if other.id != document.id]
    if not others:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(element("remark", words("read.editions")), width="content")
        for other in others:
            at = here if here[PASSAGE] or here[SECTION] else {}
            back = {FROM: ""} if other.id == here[FROM] else {}
            label = NAMES.get(other.language, other.language)
            link("read", label, {**at, **back, DOCUMENT: other.id})
