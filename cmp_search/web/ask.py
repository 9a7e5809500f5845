"""The Ask page: question, filters, ranked passages with citations."""

from collections.abc import Iterable
from typing import TypeVar

import streamlit as st

from cmp_search.catalogue import Entry
from cmp_search.citation import render
from cmp_search.document import Span
from cmp_search.errors import CmpSearchError
from cmp_search.index.texts import Filters
from cmp_search.search.answer import Answer, Hit, Level
from cmp_search.search.searcher import Searcher
from cmp_search.search.surroundings import surroundings
from cmp_search.search.verdict import judgement, missing, reasons, reliability
from cmp_search.settings import Settings
from cmp_search.web.address import (
    DOCUMENT,
    LANGUAGE,
    PASSAGE,
    QUESTION,
    YEAR,
    read_search,
    write_search,
)
from cmp_search.web.engine import searcher
from cmp_search.web.html import around_html, link_html, list_html, passage_html, path_html, said
from cmp_search.web.links import link
from cmp_search.web.refusal import refuse
from cmp_search.words import NAMES, Words

COUNTS = (5, 10, 20)
COUNT = "count"
EXAMPLE = "example"

T = TypeVar("T", str, int)


def show(words: Words) -> None:
    """Draw the page."""
    st.title(words("ask.title"))
    st.caption(words("ask.lead"))
    try:
        found = searcher(Settings())
    except CmpSearchError as error:
        refuse(error, words)
        return
    question, filters, count = _controls(found, words)
    write_search(question, filters)
    if not question.strip():
        _examples(words)
        return
    try:
        with st.spinner(words("ask.searching")):
            answer = found.ask(question, filters, count)
    except CmpSearchError as error:
        refuse(error, words)
        return
    _confidence(answer, words)
    for hit in answer.hits:
        _hit(found, hit, words)
    _record(answer, words)


def _controls(found: Searcher, words: Words) -> tuple[str, Filters, int]:
    """The question box and the filters, filled from the address when the page is opened."""
    asked, limits = read_search()
    if QUESTION not in st.session_state:
        st.session_state[QUESTION] = asked
    question = st.text_input(
        words("ask.question"), key=QUESTION, placeholder=words("ask.placeholder")
    )
    entries = {entry.id: entry for entry in found.generation.texts.entries()}
    titles = {id: entry.title for id, entry in entries.items()}
    with st.expander(words("ask.limit"), expanded=bool(limits)):
        documents = _choice(words, DOCUMENT, "ask.documents", titles, limits.documents)
        languages = _choice(
            words, LANGUAGE, "ask.languages", _languages(entries.values()), limits.languages
        )
        years = _choice(words, YEAR, "ask.years", _years(entries.values()), limits.years)
        count = st.select_slider(words("ask.count"), COUNTS, value=10, key=COUNT)
    return question, Filters(documents, languages, years), count


def _choice(
    words: Words, name: str, label: str, options: dict[T, str], chosen: tuple[T, ...]
) -> tuple[T, ...]:
    """Some of the options; those that the address names and that exist are chosen at first."""
    if name not in st.session_state:
        st.session_state[name] = [value for value in chosen if value in options]
    picked = st.multiselect(
        words(label),
        list(options),
        key=name,
        format_func=options.__getitem__,
        placeholder=words("ask.all"),
    )
    return tuple(picked)


def _languages(entries: Iterable[Entry]) -> dict[str, str]:
    found = sorted({entry.language for entry in entries})
    return {code: NAMES.get(code, code) for code in found}


def _years(entries: Iterable[Entry]) -> dict[int, str]:
    return {year: str(year) for year in sorted({e.year for e in entries if e.year is not None})}


def _examples(words: Words) -> None:
    """Questions to try; a click asks one."""
    examples = words.lines("ask.examples")
    st.pills(words("ask.try"), examples, key=EXAMPLE, on_change=_ask_example)


def _ask_example() -> None:
    st.session_state[QUESTION] = st.session_state[EXAMPLE] or ""


def _confidence(answer: Answer, words: Words) -> None:
    """How sure the tool is, above the passages and never instead of them."""
    level, language = answer.confidence.level, words.language
    box = {Level.ANSWERED: st.success, Level.RELATED: st.warning}.get(level, st.error)
    box(judgement(level, language))
    remarks = [*missing(answer, language), reliability(answer, language)]
    for typed, read in answer.read_as.items():
        remarks.append(words("ask.read_as", typed=words.quote(typed), read=words.quote(read)))
    st.html("".join(map(said, remarks)))


def _hit(found: Searcher, hit: Hit, words: Words) -> None:
    """One passage: its place, its words, its citation, why it was found, what stands around it."""
    passage, language = hit.passage, hit.language
    with st.container(border=True):
        st.html(path_html(hit.rank, passage.section or (hit.title,), language))
        st.html(passage_html(passage.text, passage.start, hit.best_sentence, language))
        st.code(render(hit.citation, words.language), language=None, wrap_lines=True)
        link("read", words("read.link"), {DOCUMENT: passage.document, PASSAGE: passage.id})
        with st.expander(words("hit.why")):
            st.html(list_html([words("hit.marked"), *reasons(hit, words.language)]))
        with st.expander(words("hit.surroundings")):
            document = found.generation.document(passage.document)
            held = Span(passage.start, passage.end)
            around = surroundings(document, passage)
            st.html(around_html(document, around, held, hit.best_sentence))
            official = link_html(hit.citation.url, words("read.official"))
            if official:
                st.html(official)


def _record(answer: Answer, words: Words) -> None:
    """What was searched, so that the search can be repeated."""
    record = answer.search_record
    st.html(
        said(
            words.count(
                "ask.record",
                len(record.documents),
                date=words.moment(record.date),
                documents=", ".join(record.documents),
                index=record.index_fingerprint,
            )
        )
    )
