"""The Documents page: what is indexed and how well it could be read, what failed, what is twice.

What is looked for is in the address: /documents?find=forestry&in=fr&of=2019
"""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.settings import Settings
from cmp_search.status import DocumentStatus, Status
from cmp_search.web.address import DOCUMENT, address_of, write
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
from cmp_search.web.listing import Wanted, listed
from cmp_search.web.refusal import refuse
from cmp_search.web.rendering import element, escape_markdown
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


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document: its title, the address it leads to, short cells, facts on demand."""

    title: str
    language: str
    address: str
    cells: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """Documents under the headers of their columns; `details` opens the facts of each."""

    caption: str
    headers: tuple[str, ...]
    details: str
    rows: tuple[DocumentRow, ...]


def show(words: Words) -> None:
    """Draw the page."""
    st.title(words("documents.title"))
    st.html(element("remark", words("documents.lead")))
    settings, status = Settings(), None
    try:
        status = status_of(settings)
    except CmpSearchError as error:
        refuse(error, words)
    if status:
        st.html(element("remarks", index_facts(status.manifest, words)))
        _amiss(status, words, upkeep(settings).busy)
        _list(status, words)
    change(settings, status, words)


def _amiss(status: Status, words: Words, busy: bool) -> None:
    """What a build would do now, unless one is at work; what failed, and what is there twice."""
    if status.unread and not busy:
        st.warning(escape_markdown(words("documents.pending", ids=", ".join(status.unread))))
    if status.gone and not busy:
        st.warning(escape_markdown(words("documents.gone", ids=", ".join(status.gone))))
    if status.failed:
        st.header(words("documents.failures"))
        lines = [failure_line(failure, words) for failure in status.failed]
        st.html(element("remarks", lines))
    if status.duplicates:
        titles = {one.entry.id: one.entry.title for one in status.documents}
        st.header(words("documents.duplicates"))
        lines = [duplicate_line(pair, titles, words) for pair in status.duplicates]
        st.html(element("remarks", lines))


def _list(status: Status, words: Words) -> None:
    """The documents that are looked for, in a table, some at a time."""
    st.header(words("documents.list"))
    found = listed(status.documents, _wanted(status, words))
    shown = found[: st.session_state.setdefault(SHOWN, MORE)]
    numbers = {"shown": len(shown), "found": len(found), "all": len(status.documents)}
    counts = {name: words.number(number) for name, number in numbers.items()}
    st.html(element("status", words("documents.shown", **counts)))
    if shown:
        st.html(element("document_table", _table(shown, words)))
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


def _table(documents: Iterable[DocumentStatus], words: Words) -> DocumentTable:
    return DocumentTable(
        caption=words("documents.list"),
        headers=tuple(map(words, COLUMNS)),
        details=words("documents.details"),
        rows=tuple(_row(one, words) for one in documents),
    )


def _row(status: DocumentStatus, words: Words) -> DocumentRow:
    entry = status.entry
    language, also = languages(status, words)
    extent = ("unit.pages", status.pages) if status.pages else ("unit.passages", status.passages)
    return DocumentRow(
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
