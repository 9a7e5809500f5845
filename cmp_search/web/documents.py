"""The Documents page: what is indexed and how well it could be read, what failed, what is twice.

What is looked for is in the address: /documents?find=forestry&in=fr&of=2019
"""

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.settings import Settings
from cmp_search.status import DocumentStatus, Status
from cmp_search.web.address import DOCUMENT, write
from cmp_search.web.changing import change
from cmp_search.web.engine import status_of, upkeep
from cmp_search.web.facts import (
    document_facts,
    duplicate_line,
    failure_line,
    index_facts,
    languages,
    reading,
)
from cmp_search.web.html import Row, list_html, plain, said, shelf_html
from cmp_search.web.links import address_of
from cmp_search.web.listing import Wanted, listed
from cmp_search.web.refusal import refuse
from cmp_search.words import Words

FIND, IN, OF = "find", "in", "of"
"""In the address: words of a title, languages, years. Ask has names of its own for its filters."""
SHOWN = "documents_shown"
"""In the session: how many rows are shown."""
MORE = 50
COLUMNS = (
    "documents.name",
    "documents.language",
    "documents.year",
    "documents.extent",
    "documents.reading",
)


def show(words: Words) -> None:
    """Draw the page."""
    st.title(words("documents.title"))
    st.html(said(words("documents.lead")))
    settings, status = Settings(), None
    try:
        status = status_of(settings)
    except CmpSearchError as error:
        refuse(error, words)
    if status:
        st.html(list_html(index_facts(status.manifest, words)))
        _amiss(status, words, upkeep(settings).busy)
        _list(status, words)
    change(settings, status, words)


def _amiss(status: Status, words: Words, busy: bool) -> None:
    """What a build would do now, unless one is at work; what failed, and what is there twice."""
    if status.unread and not busy:
        st.warning(plain(words("documents.pending", ids=", ".join(status.unread))))
    if status.gone and not busy:
        st.warning(plain(words("documents.gone", ids=", ".join(status.gone))))
    if status.failed:
        st.header(words("documents.failures"))
        st.html(list_html(failure_line(failure, words) for failure in status.failed))
    if status.duplicates:
        titles = {one.entry.id: one.entry.title for one in status.documents}
        st.header(words("documents.duplicates"))
        st.html(list_html(duplicate_line(pair, titles, words) for pair in status.duplicates))


def _list(status: Status, words: Words) -> None:
    """The documents that are looked for, in a table, some at a time."""
    st.header(words("documents.list"))
    found = listed(status.documents, _wanted(status, words))
    shown = found[: st.session_state.setdefault(SHOWN, MORE)]
    counts = (words.number(n) for n in (len(shown), len(found), len(status.documents)))
    first, of, among = counts
    told = words("documents.shown", shown=first, found=of, all=among)
    # A screen reader is told when the number changes.
    st.html(f'<div role="status">{said(told)}</div>')
    if shown:
        headers = [words(column) for column in COLUMNS]
        details = words("documents.details")
        rows = (_row(one, words) for one in shown)
        st.html(shelf_html(words("documents.list"), headers, details, rows))
    if len(shown) < len(found):
        st.button(words("documents.more"), on_click=_more)


def _more() -> None:
    st.session_state[SHOWN] += MORE


def _wanted(status: Status, words: Words) -> Wanted:
    """The words and choices to look for, from the address when the page is opened."""
    query = st.query_params
    entries = [one.entry for one in status.documents]
    spoken = {entry.language: words.name(entry.language) for entry in entries}
    years = sorted({e.year for e in entries if e.year is not None}, reverse=True)
    if FIND not in st.session_state:
        st.session_state[FIND] = query.get(FIND, "")
        st.session_state[IN] = [code for code in query.get_all(IN) if code in spoken]
        named = query.get_all(OF)
        st.session_state[OF] = [year for year in years if str(year) in named]
    find, language, year = st.columns([2, 1, 1])
    looked_for = find.text_input(words("documents.find"), key=FIND, on_change=_anew)
    codes = language.multiselect(
        words("documents.language"),
        sorted(spoken, key=spoken.__getitem__),
        key=IN,
        format_func=spoken.__getitem__,
        placeholder=words("ask.all"),
        on_change=_anew,
    )
    chosen = year.multiselect(
        words("documents.year"), years, key=OF, placeholder=words("ask.all"), on_change=_anew
    )
    write({FIND: looked_for, IN: codes, OF: [str(one) for one in chosen]})
    return Wanted(looked_for, tuple(codes), tuple(chosen))


def _anew() -> None:
    """Another search begins at the top."""
    st.session_state[SHOWN] = MORE


def _row(status: DocumentStatus, words: Words) -> Row:
    entry = status.entry
    language, also = languages(status, words)
    extent = ("unit.pages", status.pages) if status.pages else ("unit.passages", status.passages)
    return Row(
        title=entry.title,
        language=entry.language,
        address=address_of("read", {DOCUMENT: entry.id}),
        cells=(
            " · ".join(part for part in (language, also) if part),
            str(entry.year or ""),
            words.count(*extent),
            reading(status, words),
        ),
        facts=tuple(document_facts(status, words)),
    )
