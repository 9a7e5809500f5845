"""The Ask page: question, filters, ranked passages with citations.

An answer is one piece of HTML, not a Streamlit element for each part of each hit: each element
costs the browser time, and the passages should be there as soon as the key is released.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

import streamlit as st

from cmp_search.documents.catalogue import Entry
from cmp_search.errors import CmpSearchError, QuestionError
from cmp_search.index.filters import Filters
from cmp_search.language.unseen import on_a_page
from cmp_search.locales import Messages, own_name
from cmp_search.search.searcher import DEFAULT_COUNT
from cmp_search.settings import Settings
from cmp_search.web.address import (
    COUNT,
    DOCUMENT,
    LANGUAGE,
    LAST_SEARCH,
    QUESTION,
    VIEW,
    YEAR,
    Search,
    address_search,
    is_own_address,
    keep_address,
    search_of_ask_page,
    write_search,
)
from cmp_search.web.answer_view import VIEWS, answer_view
from cmp_search.web.asking import answer_to
from cmp_search.web.engine import entries_of, generation
from cmp_search.web.error_view import show_error
from cmp_search.web.following import complete_question, show_followed
from cmp_search.web.history import pick_question, remember_question, show_history
from cmp_search.web.note_adding import LAST_ANSWER
from cmp_search.web.rendering import element, render

COUNTS = (5, 10, 20)
EXAMPLE = "example"
LIMITS = (DOCUMENT, LANGUAGE, YEAR)
"""The widgets that limit the search."""

T = TypeVar("T", str, int)
Entries = Mapping[str, Entry]


def show(messages: Messages) -> None:
    """Draw the page."""
    st.title(messages("ask.title"), anchor=False)
    st.caption(messages("ask.lead"))
    adopt_address()
    try:
        index = generation(Settings())
    except CmpSearchError as error:
        show_error(error, messages)
        return
    entries = entries_of(index)
    search = _controls(entries, messages)
    write_search(search)
    if search.question.strip():
        _answer(search, entries, messages)
    else:
        pick_question(messages("ask.try"), messages.lines("ask.examples"), EXAMPLE)


def adopt_address() -> None:
    """Ask what the address asks where the visitor went back or forward to it, which may be nothing.

    The address that this page wrote last is that of its own widgets; any other is the visitor's.
    With a change of a widget may come an address from before what the page wrote last, where
    somebody picks fast: then the widgets are right.
    """
    found, last = address_search(), st.session_state.get(LAST_SEARCH)
    if found is None or last in (None, found) or is_own_address() or _is_changed(last):
        return
    st.session_state[QUESTION] = found.question
    for name, values in (*_choices(found.filters), (VIEW, found.views)):
        st.session_state[name] = list(values)
    keep_address(found)


def _is_changed(last: Search) -> bool:
    """Whether a widget of the question or its limits is no longer as in the last search."""
    state = st.session_state
    return state.get(QUESTION, last.question) != last.question or any(
        tuple(state.get(name, values)) != values for name, values in _choices(last.filters)
    )


def _choices(filters: Filters) -> Sequence[tuple[str, Sequence[str | int]]]:
    """What is chosen in each widget that limits the search."""
    chosen = (filters.documents, filters.languages, filters.years)
    return tuple(zip(LIMITS, chosen, strict=True))


def _answer(search: Search, entries: Entries, messages: Messages) -> None:
    """Show the answer to a question, or why there is none."""
    try:
        with st.spinner(messages("ask.searching")):
            index, answer = answer_to(search, messages.language)
        limits = _limits(search.filters, entries)
        view = answer_view(index, answer, search.views, limits, messages)
    except CmpSearchError as error:
        show_error(error, messages)
        if isinstance(error, QuestionError) and search.filters:
            st.button(messages("ask.widen"), on_click=_widen)
        return
    remember_question(search.question)
    st.session_state[LAST_ANSWER] = answer
    st.html(render("answer.html", "answer", view))


def _limits(filters: Filters, entries: Entries) -> Iterator[str]:
    """What a search is limited to."""
    yield from (entries[id].title for id in filters.documents)
    yield from map(own_name, filters.languages)
    yield from map(str, filters.years)


def _widen() -> None:
    """Clear all filters."""
    for name in LIMITS:
        st.session_state[name] = []


def _controls(entries: Entries, messages: Messages) -> Search:
    """The question box, filters and views, filled from the address when the page is opened."""
    initial = search_of_ask_page()
    st.session_state.setdefault(QUESTION, initial.question)
    question = _question_box(messages)
    with st.container():
        show_followed(question, messages)
        _drop_unknown_limits(initial.filters, entries, messages)
    with st.container(horizontal=True, vertical_alignment="center", key="narrowing"):
        search = _narrowed(question, entries, initial, messages)
        show_history(messages)
    return search


def _question_box(messages: Messages) -> str:
    """The box and its button; only these ask, so that what is typed can be left and edited."""
    with (
        st.form("question", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", key="asking"),
    ):
        question = st.text_area(
            messages("ask.question"),
            key=QUESTION,
            placeholder=messages("ask.placeholder"),
            height="content",
        )
        label = messages("ask.ask")
        st.form_submit_button(label, type="primary", key="ask", on_click=complete_question)
    return question


def _narrowed(question: str, entries: Entries, initial: Search, messages: Messages) -> Search:
    """A question with its limits and views; the label tells that something limits the search."""
    titles, languages, years = _offered(entries)
    is_limited = any(st.session_state[name] for name in LIMITS)
    label = messages("ask.limits_set" if is_limited else "ask.limit")
    with st.popover(label, key="limits"):
        filters = Filters(
            documents=_choice(messages, DOCUMENT, "ask.documents", titles),
            languages=_choice(messages, LANGUAGE, "ask.languages", languages),
            years=_choice(messages, YEAR, "ask.years", years),
        )
        count = st.select_slider(messages("ask.count"), COUNTS, value=DEFAULT_COUNT, key=COUNT)
        views = _views(messages, initial.views) if question.strip() else initial.views
    return Search(question, filters, views, count)


def _drop_unknown_limits(limits: Filters, entries: Entries, messages: Messages) -> None:
    """Choose the limits initially, as the address says; say which of them do not exist."""
    unknown: list[str] = []
    options: Sequence[Collection[str | int]] = _offered(entries)
    for (name, values), offered in zip(_choices(limits), options, strict=True):
        wanted = st.session_state.get(name, values)
        known = [value for value in wanted if value in offered]
        unknown += [str(value) for value in wanted if value not in offered]
        if unknown or name not in st.session_state:
            st.session_state[name] = known
    if unknown:
        said = messages("ask.unknown_limits", limits=", ".join(unknown))
        st.html(element("status", said))


def _choice(messages: Messages, name: str, label: str, options: dict[T, str]) -> tuple[T, ...]:
    """A choice among options."""
    picked = st.multiselect(
        messages(label),
        list(options),
        key=name,
        format_func=lambda option: on_a_page(options[option]),
        placeholder=messages("ask.all_documents" if name == DOCUMENT else "ask.all"),
        select_all=False,
    )
    return tuple(picked)


def _views(messages: Messages, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """How the answer is shown; initially, as the address says."""
    st.session_state.setdefault(VIEW, [view for view in VIEWS if view in chosen])
    names = {view: messages(f"view.{view}") for view in VIEWS}
    picked = st.pills(
        messages("ask.view"),
        VIEWS,
        selection_mode="multi",
        key=VIEW,
        format_func=names.__getitem__,
    )
    return tuple(picked)


def _offered(entries: Entries) -> tuple[dict[str, str], dict[str, str], dict[int, str]]:
    """The documents, languages and years that a search can be limited to, with their names."""
    languages = sorted({entry.language for entry in entries.values()})
    years = sorted({entry.year for entry in entries.values() if entry.year is not None})
    return (
        {id: entry.title for id, entry in entries.items()},
        {code: own_name(code) for code in languages},
        {year: str(year) for year in years},
    )
