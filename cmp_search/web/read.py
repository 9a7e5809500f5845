"""The Read page: a document with its outline, and the passage that the address names."""

from dataclasses import dataclass
from zlib import crc32

import streamlit as st

from cmp_search.citations.citation import caution
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document
from cmp_search.documents.editions import editions
from cmp_search.errors import CmpSearchError
from cmp_search.index.base import Index
from cmp_search.language.unseen import on_a_page
from cmp_search.locales import Messages, own_name
from cmp_search.settings import Settings
from cmp_search.web.address import (
    DOCUMENT,
    FROM,
    PASSAGE,
    PDF_PAGE,
    SECTION,
    SENTENCE,
    Query,
    Search,
    link,
    read_query,
    search_of_read_page,
    write_query,
)
from cmp_search.web.document_view import (
    NO_SPAN,
    PASSAGE_ID,
    document_view,
    section_id,
)
from cmp_search.web.engine import entries_of, generation
from cmp_search.web.error_view import show_error
from cmp_search.web.facts import date_of
from cmp_search.web.hit_navigation import show_hit_navigation
from cmp_search.web.outline_view import outline_view
from cmp_search.web.pdf_page import SHOWN, is_pdf_page_shown, page_names, pdf_page_toggle, pdf_pages
from cmp_search.web.rendering import element, render
from cmp_search.web.target import Target, find_target

READING = "reading"
LAST_READ = "last_read"
"""In the session: the document that was read last, for the way back to this page."""


def show(messages: Messages) -> None:
    """Draw the page."""
    try:
        index = generation(Settings())
        entries = entries_of(index)
        if not entries:
            st.title(messages("page.read"))
            st.info(messages("read.none"))
            return
        document = _chosen_document(index, entries, messages)
    except CmpSearchError as error:
        st.title(messages("page.read"))
        show_error(error, messages)
        return
    related = editions(entries.values())[document.id]
    target = find_target(index, document, related, messages)
    search = search_of_read_page() if target.passage else Search()
    more: Query = {PDF_PAGE: SHOWN if is_pdf_page_shown() else ""}
    sentence = st.query_params.get(SENTENCE, "") if target.passage else ""
    place: Query = {PASSAGE: target.passage, SENTENCE: sentence, SECTION: target.section}
    here = {**place, **more, **read_query(search)}
    write_query({DOCUMENT: document.id, FROM: target.edition, **here})
    with st.container():
        _head(document, messages)
        _editions(document, related, {FROM: target.edition or document.id, **here}, messages)
        if target.is_missing:
            st.warning(messages("read.lost"))
    _outline(document, messages)
    bar = st.container(key="way", horizontal=True, vertical_alignment="center")
    names, text = page_names(document, messages), st.empty()
    view, pages = document_view(document, target.span, names, target.sentence), None
    text.html(render("document.html", "document", view, None))
    with bar:
        st.html(render("document.html", "reading", document.entry, messages("hit.digest")))
        own = "" if target.edition else target.passage
        label = messages("note.add_marked" if own else "note.add_selected")
        st.html(
            render("document.html", "add_button", document.id, own, label, messages("note.select"))
        )
        st.html(render("document.html", "finder", _finder_labels(messages)), width="content")
        if target.remark:
            st.html(element("remark", target.remark))
        show_hit_navigation(search, target.passage, more, messages)
        if document.pages and target.span != NO_SPAN and pdf_page_toggle(messages):
            pages = pdf_pages(document, target.span, names, messages)
    if pages:
        text.html(render("document.html", "document", view, pages))
    _scroll_to(document, target, pages is not None)


@dataclass(frozen=True, slots=True)
class FinderLabels:
    """The words of the box that finds words in the text; `of` has places for two numbers."""

    find: str
    placeholder: str
    of: str
    none: str
    previous: str
    next: str


def _finder_labels(messages: Messages) -> FinderLabels:
    return FinderLabels(
        find=messages("read.find"),
        placeholder=messages("read.find_short"),
        of=messages("read.found", n="{n}", of="{of}"),
        none=messages("read.not_found"),
        previous=messages("read.find_previous"),
        next=messages("read.find_next"),
    )


def _scroll_to(document: Document, target: Target, has_pdf_pages: bool) -> None:
    """Make the browser scroll to the target."""
    id = PASSAGE_ID if target.span != NO_SPAN else section_id(target.heading)
    if target.span != NO_SPAN or target.heading:
        occasion = crc32(f"{document.id} {target} {has_pdf_pages}".encode())
        st.html(element("go_to", id, occasion))


def _outline(document: Document, messages: Messages) -> None:
    """Show the outline in the sidebar."""
    outline = outline_view(document, messages("read.outline"))
    if outline.items:
        with st.sidebar:
            st.header(outline.label)
            st.html(render("document.html", "outline", outline))


def _chosen_document(index: Index, entries: dict[str, Entry], messages: Messages) -> Document:
    """The document of the address, or the one read last, or the first; shows a choice of all.

    The first is the newest official text, in the reader's language where it has such an edition.

    Raises:
        UnknownDocumentError: the address names one that is not in the index.
    """
    ids = list(entries)
    last = st.session_state.get(LAST_READ)
    id = st.query_params.get(DOCUMENT) or (
        last if last in ids else _first(entries, messages.language)
    )
    if id in ids:
        st.session_state[READING] = st.session_state[LAST_READ] = id
    st.selectbox(
        messages("read.choose"),
        ids,
        key=READING,
        format_func=lambda id: on_a_page(_named(entries[id], messages)),
        on_change=_open_picked,
    )
    return index.document(id)


def _named(entry: Entry, messages: Messages) -> str:
    """A text as it is chosen: by its title and language."""
    return f"{entry.title} ({messages.name(entry.language)})"


def _first(entries: dict[str, Entry], language: str) -> str:
    """The id of the text that a reader who named none sees first."""
    first = min(entries.values(), key=lambda e: (bool(e.digest_of), -(e.year or 0), e.id))
    related = editions(entries.values())[first.id]
    return next((one.id for one in related if one.language == language), first.id)


def _open_picked() -> None:
    """Put the picked document into the address, without a passage or section."""
    write_query({DOCUMENT: st.session_state[READING]})


def _head(document: Document, messages: Messages) -> None:
    """Show the title, who issued it and when, and a link to the official page."""
    entry = document.entry
    st.html(element("page_title", entry.title, entry.language))
    parts = (entry.issuing_body, date_of(entry, messages))
    st.html(element("remark", " · ".join(filter(None, parts))))
    if entry.digest_of:
        st.html(element("remark", messages("read.digest")))
    if words := caution(entry.provided_by, messages.language):
        st.html(element("remark", words))
    official = element("external_link", entry.url, messages("read.official"))
    if official:
        st.html(official)


def _editions(
    document: Document, related: tuple[Entry, ...], here: Query, messages: Messages
) -> None:
    """Show links to the same place in other editions; one leads back to where the reader was."""
    others = [other for other in related if other.id != document.id]
    if not others:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(element("remark", messages("read.editions")), width="content")
        for other in others:
            place = here if here[PASSAGE] or here[SECTION] else {}
            back = {FROM: ""} if other.id == here[FROM] else {}
            label = own_name(other.language)
            link("read", label, {**place, **back, DOCUMENT: other.id})
