"""A page's address: what it shows is in it, so that it can be sent to a colleague.

/?q=who+chairs+forestry&document=cmp-2019&language=en&year=2019&view=map
/read?document=cmp-2019&passage=cmp-2019-0123456789ab&lang=fr
/read?document=cmp-2019-fr&from=cmp-2019&section=3

Where Read shows a passage, the search that led to it goes with it (`q`, `within`, `language`,
`year`, `count`). Streamlit clears the address when another page is opened, so the last search is
kept in the session beside it, and the language of the app is put back where it was chosen.
"""

from dataclasses import dataclass

import streamlit as st

from cmp_search.index.base import Filters
from cmp_search.search.searcher import DEFAULT_COUNT, NO_FILTERS

QUESTION = "q"
DOCUMENT = "document"
LANGUAGE = "language"
YEAR = "year"
PASSAGE = "passage"
SECTION = "section"
VIEW = "view"
FROM = "from"
"""On Read: the edition in which passage and section are, where the text shown is another one."""
WITHIN = "within"
"""On Read: the documents that the search was limited to; `document` is the one that is read."""
COUNT = "count"
SHEET = "sheet"
"""On Read: 1 where the page of the PDF is shown."""
INTERFACE = "lang"
CHOSEN = "interface_chosen"
"""In the session: whether the language of the app was chosen, by its switch or by the address."""
LAST = "last_search"
"""In the session: the last search."""
TOLD = "address_told"
"""In the session: the address that the browser was told last."""

Query = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Search:
    """A question, its filters, the views of its answer, and how many hits were asked for."""

    question: str = ""
    filters: Filters = NO_FILTERS
    views: tuple[str, ...] = ()
    count: int = DEFAULT_COUNT


def read_search() -> Search:
    """The search of the address, or the last one where it holds none."""
    query = st.query_params
    # On the way back from Read, its address may still stand there for a moment.
    searches = any(name in query for name in (QUESTION, DOCUMENT, LANGUAGE, YEAR))
    if PASSAGE in query or SECTION in query or not searches:
        return last_search()
    return Search(query.get(QUESTION, ""), _filters(DOCUMENT), tuple(query.get_all(VIEW)))


def write_search(search: Search) -> None:
    """Put a search into the address, and keep it for the way back to this page."""
    st.session_state[LAST] = search
    write(query_of(search))


def query_of(search: Search) -> Query:
    """The address of a search."""
    limits = _limits(search.filters, DOCUMENT)
    return {QUESTION: search.question, **limits, VIEW: list(search.views)}


def read_search_behind() -> Search:
    """The search that led to what Read shows: that of the address, else the last one."""
    query = st.query_params
    if QUESTION in query:
        count = query.get(COUNT, "")
        number = int(count) if count.isdecimal() and len(count) < 4 else DEFAULT_COUNT
        views = last_search().views
        st.session_state[LAST] = Search(query[QUESTION], _filters(WITHIN), views, number)
    return last_search()


def query_behind(search: Search) -> Query:
    """A search as it goes with what Read shows; nothing where nothing was asked."""
    if not search.question.strip():
        return {}
    count = "" if search.count == DEFAULT_COUNT else str(search.count)
    return {QUESTION: search.question, **_limits(search.filters, WITHIN), COUNT: count}


def last_search() -> Search:
    """What was asked last in this session."""
    search: Search = st.session_state.get(LAST, Search())
    return search


def _filters(documents: str) -> Filters:
    """The filters of the address; those of documents have the name given."""
    query = st.query_params
    return Filters(
        documents=tuple(query.get_all(documents)),
        languages=tuple(query.get_all(LANGUAGE)),
        # What is no year is passed over; so is "²", which is a digit and no number.
        years=tuple(
            int(year) for year in query.get_all(YEAR) if year.isdecimal() and len(year) < 5
        ),
    )


def _limits(filters: Filters, documents: str) -> Query:
    """Filters as an address has them."""
    return {
        documents: list(filters.documents),
        LANGUAGE: list(filters.languages),
        YEAR: [str(year) for year in filters.years],
    }


def write(query: Query) -> None:
    """Make this the address; the language of the app stays in it.

    The browser is told only of what is new: told late, on its way to another page, it would put
    this page's address there. What it was told last counts, too, for a link from a page to itself
    changes what is asked for and not what the browser shows.
    """
    wanted = with_interface(query)
    shown = {name: st.query_params.get_all(name) for name in st.query_params}
    listed = {name: [v] if isinstance(v, str) else v for name, v in wanted.items()}
    if listed != shown or listed != st.session_state.get(TOLD):
        st.query_params.from_dict(wanted)
    st.session_state[TOLD] = listed


def with_interface(query: Query) -> Query:
    """What an address needs to hold, with the language of the app where that was chosen."""
    held = {name: value for name, value in query.items() if value}
    if st.session_state.get(CHOSEN):
        held[INTERFACE] = st.session_state[INTERFACE]
    return held
