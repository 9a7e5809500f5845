"""The Documents page: what is indexed, how well it was read, what failed, what is duplicated.

The filter is in the address: /documents?find=forestry&in=fr&of=2019
"""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from cmp_search.documents.source import has_no_text
from cmp_search.errors import CmpSearchError
from cmp_search.index.status import DocumentStatus, Status
from cmp_search.language.unseen import on_a_page
from cmp_search.locales import Messages
from cmp_search.settings import Settings
from cmp_search.web.access.current import may
from cmp_search.web.access.roles import Role
from cmp_search.web.address import DOCUMENT, address_of, write_query
from cmp_search.web.corpus_forms import show_corpus_forms
from cmp_search.web.document_filter import DocumentFilter, filter_documents
from cmp_search.web.engine import jobs, status_of
from cmp_search.web.error_view import show_error
from cmp_search.web.facts import (
    document_facts,
    duplicate_line,
    failure_line,
    index_facts,
    language_and_editions,
    reading_quality,
)
from cmp_search.web.job_view import told_failures
from cmp_search.web.rendering import element, escape_markdown

FIND, IN, OF = "find", "in", "of"
"""In the address: words of a title, languages, years. Ask uses other names for its filters."""
SHOWN_ROWS = "documents_shown"
"""In the session: how many rows are shown."""
ROWS_AT_A_TIME = 50
COLUMNS = (
    "documents.name",
    "documents.language",
    "documents.year",
    "documents.extent",
    "documents.reading",
)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document: its title and address, short cells, and facts shown on demand."""

    title: str
    language: str
    address: str
    cells: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """Documents with column headers; `details` labels the button for the facts of each."""

    caption: str
    headers: tuple[str, ...]
    details: str
    rows: tuple[DocumentRow, ...]


def show(messages: Messages) -> None:
    """Draw the page."""
    st.title(messages("documents.title"))
    st.html(element("remark", messages("documents.lead")))
    settings, status = Settings(), None
    with st.container():
        try:
            status = status_of(settings)
        except CmpSearchError as error:
            if may(Role.EDITOR) and has_no_text(settings.corpus):
                st.info(messages("jobs.first"))
            else:
                show_error(error, messages)
        if status:
            _document_list(status, messages)
    _problems(status, messages, settings)
    with st.container():
        show_corpus_forms(settings, status, messages)
    if status:
        with st.expander(messages("documents.about_index")):
            st.html(element("remarks", index_facts(status.manifest, messages)))


def _problems(status: Status | None, messages: Messages, settings: Settings) -> None:
    """Show what a build would do now, unless one is running; what failed; what is duplicated.

    What failed in the visitor's own jobs is said where that is, not here too.
    """
    pending, failed, duplicated = (st.container() for _ in range(3))
    if status is None:
        return
    busy, told = bool(jobs(settings).pending()), told_failures(settings)
    failures = [failure for failure in status.failed if failure.id not in told]
    if status.unread and not busy:
        pending.warning(
            escape_markdown(messages("documents.pending", ids=", ".join(status.unread)))
        )
    if status.gone and not busy:
        pending.warning(escape_markdown(messages("documents.gone", ids=", ".join(status.gone))))
    if failures:
        failed.header(messages("documents.failures"))
        lines = [failure_line(failure, messages) for failure in failures]
        failed.html(element("remarks", lines))
    if status.duplicates:
        titles = {document.entry.id: document.entry.title for document in status.documents}
        duplicated.header(messages("documents.duplicates"))
        lines = [duplicate_line(pair, titles, messages) for pair in status.duplicates]
        duplicated.html(element("remarks", lines))


def _document_list(status: Status, messages: Messages) -> None:
    """Show the documents that match the filter in a table, some at a time."""
    st.header(messages("documents.list"))
    matching = filter_documents(status.documents, _filter_controls(status, messages))
    shown = matching[: st.session_state.setdefault(SHOWN_ROWS, ROWS_AT_A_TIME)]
    counts = (len(status.documents), len(matching), len(shown))
    st.html(element("status", _counted(*counts, messages)))
    if shown:
        st.html(element("document_table", _table(shown, messages)))
    if len(shown) < len(matching):
        st.button(messages("documents.more"), on_click=_show_more)


def _counted(every: int, found: int, shown: int, messages: Messages) -> str:
    """How many texts there are, were found and are shown, as far as these are not the same."""
    if every == found == shown:
        return messages.count("unit.documents", every)
    numbers = {"all": every, "found": found} | ({"shown": shown} if shown < found else {})
    counts = {name: messages.number(number) for name, number in numbers.items()}
    return messages("documents.shown" if shown < found else "documents.found", **counts)


def _show_more() -> None:
    st.session_state[SHOWN_ROWS] += ROWS_AT_A_TIME


def _filter_controls(status: Status, messages: Messages) -> DocumentFilter:
    """The controls of the filter, filled from the address when the page is opened."""
    query = st.query_params
    entries = [document.entry for document in status.documents]
    known = {entry.language for entry in entries}
    language_names = {code: on_a_page(messages.name(code)) for code in known}
    years = sorted({e.year for e in entries if e.year is not None}, reverse=True)
    if FIND not in st.session_state:
        st.session_state[FIND] = query.get(FIND, "")
        st.session_state[IN] = [code for code in query.get_all(IN) if code in language_names]
        selected = query.get_all(OF)
        st.session_state[OF] = [year for year in years if str(year) in selected]
    find, language, year = st.columns([2, 1, 1])
    text = find.text_input(messages("documents.find"), key=FIND, on_change=_reset_rows)
    codes = language.multiselect(
        messages("documents.language"),
        sorted(language_names, key=language_names.__getitem__),
        key=IN,
        format_func=language_names.__getitem__,
        placeholder=messages("ask.all"),
        select_all=False,
        on_change=_reset_rows,
    )
    chosen = year.multiselect(
        messages("documents.year"),
        years,
        key=OF,
        placeholder=messages("ask.all"),
        select_all=False,
        on_change=_reset_rows,
    )
    write_query({FIND: text, IN: codes, OF: list(map(str, chosen))})
    return DocumentFilter(text, tuple(codes), tuple(chosen))


def _reset_rows() -> None:
    """Go back to showing the first rows only."""
    st.session_state[SHOWN_ROWS] = ROWS_AT_A_TIME


def _table(documents: Iterable[DocumentStatus], messages: Messages) -> DocumentTable:
    return DocumentTable(
        caption=messages("documents.list"),
        headers=tuple(map(messages, COLUMNS)),
        details=messages("documents.details"),
        rows=tuple(_row(document, messages) for document in documents),
    )


def _row(status: DocumentStatus, messages: Messages) -> DocumentRow:
    entry = status.entry
    language, also = language_and_editions(status, messages)
    return DocumentRow(
        title=entry.title,
        language=entry.language,
        address=address_of("read", {DOCUMENT: entry.id}),
        cells=(
            " · ".join(part for part in (language, also) if part),
            str(entry.year or ""),
            messages.count("unit.passages", status.passages),
            reading_quality(status, messages),
        ),
        facts=tuple(document_facts(status, messages)),
    )
