"""The Ask page: question, filters, ranked passages with citations.

An answer is one piece of HTML, not an element of Streamlit for each part of each hit: each element
costs the browser time, and the passages are to stand there when the key is let go.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import streamlit as st

from cmp_search.catalogue import Entry
from cmp_search.errors import CmpSearchError, QuestionError
from cmp_search.index.base import Filters
from cmp_search.search.searcher import DEFAULT_COUNT
from cmp_search.settings import Settings
from cmp_search.web.address import (
    COUNT,
    DOCUMENT,
    LANGUAGE,
    QUESTION,
    VIEW,
    YEAR,
    Search,
    read_search,
    write_search,
)
from cmp_search.web.answer_html import VIEWS, answer_html
from cmp_search.web.engine import entries_of, generation, searcher
from cmp_search.web.refusal import refuse
from cmp_search.web.visit import pick, remember, show_visit
from cmp_search.words import Words, own_name

COUNTS = (5, 10, 20)
EXAMPLE = "example"

T = TypeVar("T", str, int)
Entries = Mapping[str, Entry]


def show(words: Words) -> None:
    """Draw the page."""
    st.title(words("ask.title"))
    st.caption(words("ask.lead"))
    try:
        found = generation(Settings())
    except CmpSearchError as error:
        refuse(error, words)
        return
    entries = entries_of(found)
    search = _controls(entries, words)
    write_search(search)
    if search.question.strip():
        _answer(search, entries, words)
    else:
        pick(words("ask.try"), words.lines("ask.examples"), EXAMPLE)
    show_visit(words)


def _answer(search: Search, entries: Entries, words: Words) -> None:
    """The answer to a question, or why there is none."""
    try:
        with st.spinner(words("ask.searching")):
            found = searcher(Settings())
            answer = found.ask(search.question, search.filters, search.count)
        limits = _limits(search.filters, entries)
        shown = answer_html(found.index, answer, search.views, limits, words)
    except CmpSearchError as error:
        refuse(error, words)
        if isinstance(error, QuestionError) and search.filters:
            st.button(words("ask.widen"), on_click=_widen)
        return
    remember(search.question)
    st.html(shown)


def _limits(filters: Filters, entries: Entries) -> Iterator[str]:
    """What a search is limited to."""
    yield from (entries[id].title for id in filters.documents)
    yield from map(own_name, filters.languages)
    yield from map(str, filters.years)


def _widen() -> None:
    """Take all limits off."""
    for name in (DOCUMENT, LANGUAGE, YEAR):
        st.session_state[name] = []


def _controls(entries: Entries, words: Words) -> Search:
    """The question box, filters and views, filled from the address when the page is opened."""
    asked = read_search()
    st.session_state.setdefault(QUESTION, asked.question)
    question = st.text_input(
        words("ask.question"), key=QUESTION, placeholder=words("ask.placeholder")
    )
    titles = {id: entry.title for id, entry in entries.items()}
    languages, years = _languages(entries.values()), _years(entries.values())
    limits = asked.filters
    with st.expander(words("ask.limit"), expanded=bool(limits)):
        filters = Filters(
            documents=_choice(words, DOCUMENT, "ask.documents", titles, limits.documents),
            languages=_choice(words, LANGUAGE, "ask.languages", languages, limits.languages),
            years=_choice(words, YEAR, "ask.years", years, limits.years),
        )
        count = st.select_slider(words("ask.count"), COUNTS, value=DEFAULT_COUNT, key=COUNT)
    views = _views(words, asked.views) if question.strip() else asked.views
    return Search(question, filters, views, count)


def _choice(
    words: Words, name: str, label: str, options: dict[T, str], chosen: tuple[T, ...]
) -> tuple[T, ...]:
    """Some of the options; those that the address names and that exist are chosen at first."""
    st.session_state.setdefault(name, [value for value in chosen if value in options])
    picked = st.multiselect(
        words(label),
        list(options),
        key=name,
        format_func=options.__getitem__,
        placeholder=words("ask.all"),
    )
    return tuple(picked)


def _views(words: Words, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """How the answer is shown; as with filters, the address chooses at first."""
    st.session_state.setdefault(VIEW, [view for view in VIEWS if view in chosen])
    names = {view: words(f"view.{view}") for view in VIEWS}
    picked = st.pills(
        words("ask.view"),
        VIEWS,
        selection_mode="multi",
        key=VIEW,
        format_func=names.__getitem__,
        label_visibility="collapsed",
    )
    return tuple(picked)


def _languages(entries: Iterable[Entry]) -> dict[str, str]:
    found = sorted({entry.language for entry in entries})
    return {code: own_name(code) for code in found}


def _years(entries: Iterable[Entry]) -> dict[int, str]:
    return {year: str(year) for year in sorted({e.year for e in entries if e.year is not None})}
