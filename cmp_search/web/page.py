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
from cmp_search.search.verdict import missing, reliability
from cmp_search.settings import Settings
from cmp_search.web.address import QUESTION, read_address, write_address
from cmp_search.web.engine import searcher
from cmp_search.web.passage_html import STYLE, around_html, passage_html, path_html

EXAMPLES = (
    "Who co-chairs the Forestry Working Group for Mexico?",
    "When and where was the first annual meeting?",
    "Quels sont les huit groupes de travail du partenariat?",
    "Combien de travailleurs viennent au Canada par le programme agricole?",
    "¿Qué se acordó sobre los plásticos y la economía circular?",
    "¿En qué año se firmó el Plan de Acción Conjunto?",
)
LANGUAGE_NAMES = {"en": "English", "fr": "Français", "es": "Español"}
COUNTS = (5, 10, 20)
EXAMPLE = "example"

T = TypeVar("T", str, int)


def show() -> None:
    """Draw the page."""
    st.set_page_config(page_title="Canada–Mexico Partnership: ask the texts", page_icon="📖")
    st.html(STYLE)
    st.title("Ask the partnership’s texts")
    st.caption("In English, French or Spanish. Every passage is quoted as it stands, and cited.")
    try:
        found = searcher(Settings())
    except CmpSearchError as error:
        st.error(_sentence(error))
        return
    question, filters, count = _controls(found)
    write_address(question, filters)
    if not question.strip():
        _examples()
        return
    try:
        with st.spinner("Searching … the first question also loads the model."):
            answer = found.ask(question, filters, count)
    except CmpSearchError as error:
        st.error(_sentence(error))
        return
    _confidence(answer)
    for hit in answer.hits:
        _hit(found, hit)
    _record(answer)


def _controls(found: Searcher) -> tuple[str, Filters, int]:
    """The question box and the filters, filled from the address on the first visit."""
    asked, limits = read_address()
    if QUESTION not in st.session_state:
        st.session_state[QUESTION] = asked
    question = st.text_input(
        "Your question",
        key=QUESTION,
        placeholder="Who leads the partnership? · Qui dirige le partenariat? · ¿Quién lo dirige?",
    )
    entries = {entry.id: entry for entry in found.generation.texts.entries()}
    titles = {id: entry.title for id, entry in entries.items()}
    with st.expander("Limit the search", expanded=bool(limits)):
        filters = Filters(
            documents=_choice("Documents", titles, limits.documents),
            languages=_choice(
                "Languages of the texts", _languages(entries.values()), limits.languages
            ),
            years=_choice("Years", _years(entries.values()), limits.years),
        )
        count = st.select_slider("Passages shown", COUNTS, value=10)
    return question, filters, count


def _choice(label: str, options: dict[T, str], chosen: tuple[T, ...]) -> tuple[T, ...]:
    """Some of the options; those that the address names and that exist are chosen at first."""
    known = [value for value in chosen if value in options]
    return tuple(st.multiselect(label, list(options), known, format_func=options.__getitem__))


def _languages(entries: Iterable[Entry]) -> dict[str, str]:
    found = sorted({entry.language for entry in entries})
    return {code: LANGUAGE_NAMES.get(code, code) for code in found}


def _years(entries: Iterable[Entry]) -> dict[int, str]:
    return {year: str(year) for year in sorted({e.year for e in entries if e.year is not None})}


def _examples() -> None:
    """Questions to try; a click asks one."""
    st.pills("Try one of these", EXAMPLES, key=EXAMPLE, on_change=_ask_example)


def _ask_example() -> None:
    st.session_state[QUESTION] = st.session_state[EXAMPLE] or ""


def _confidence(answer: Answer) -> None:
    """How sure the tool is, above the passages and never instead of them."""
    level = answer.confidence.level
    if level is Level.ANSWERED:
        st.success("These passages answer the question, as far as the tool can tell.")
    elif level is Level.RELATED:
        st.warning("These passages are on the subject; the answer may not be among them.")
    else:
        st.error("Not found in these texts. The nearest passages:")
    for said in missing(answer):
        st.write(said)
    st.caption(reliability(answer))
    for typed, read in answer.read_as.items():
        st.caption(f"Read “{typed}” as “{read}”.")


def _hit(found: Searcher, hit: Hit) -> None:
    """One passage: its place, its words, its citation, and what stands around it."""
    passage, language = hit.passage, hit.language
    with st.container(border=True):
        st.html(path_html(hit.rank, passage.section or (hit.title,), language))
        st.html(passage_html(passage.text, passage.start, hit.best_sentence, language))
        st.code(render(hit.citation), language=None, wrap_lines=True)
        if hit.matched_terms:
            st.caption(f"Words of the question in it: {', '.join(hit.matched_terms)}")
        with st.expander("In its surroundings"):
            document = found.generation.document(passage.document)
            held = Span(passage.start, passage.end)
            around = surroundings(document, passage)
            st.html(around_html(document, around, held, hit.best_sentence))
            if hit.citation.url:
                st.markdown(f"[The official page]({hit.citation.url})")


def _record(answer: Answer) -> None:
    """What was searched, so that the search can be repeated."""
    record = answer.search_record
    st.caption(
        f"Searched on {record.date} in {len(record.documents)} documents "
        f"({', '.join(record.documents)}), index {record.index_fingerprint}. "
        "The address of this page holds the question and the limits."
    )


def _sentence(error: CmpSearchError) -> str:
    """An error's line with a capital and a full stop."""
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
