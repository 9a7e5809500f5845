"""A page's address, and links to it: what it shows is in it, so that it can be sent to a colleague.

/?q=who+chairs+forestry&document=cmp-2019&language=en&year=2019&view=map
/read?document=cmp-2019&passage=cmp-2019-0123456789ab&lang=fr
/read?document=cmp-2019-fr&from=cmp-2019&section=3

Where Read shows a passage, the search that led to it goes with it (`q`, `within`, `language`,
`year`, `count`). Streamlit clears the address when another page is opened, so the last search is
kept in the session beside it, and the language of the app is put back where it was chosen.

A link of Streamlit's own is an element of the page, and each costs the browser time; lists of many
links are HTML, in which the page's script keeps a click from loading the app anew.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

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
PDF_PAGE = "sheet"
"""On Read: 1 where the page of the PDF is shown."""
INTERFACE_LANGUAGE = "lang"
LANGUAGE_CHOSEN = "interface_chosen"
"""In the session: whether the language of the app was chosen, by its switch or by the address."""
LAST_SEARCH = "last_search"
"""In the session: the last search."""
LAST_WRITTEN = "address_told"
"""In the session: the address that the browser was given last."""
PAGES = "pages"
"""In the session: the pages of the app by their addresses."""

Query = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Search:
    """A question, its filters, the views of its answer, and how many hits were asked for."""

    question: str = ""
    filters: Filters = NO_FILTERS
    views: tuple[str, ...] = ()
    count: int = DEFAULT_COUNT


def search_of_ask_page() -> Search:
    """The search of the address of Ask, or the last one where it holds none."""
    query = st.query_params
    # On the way back from Read, its address may still stand there for a moment.
    searches = any(name in query for name in (QUESTION, DOCUMENT, LANGUAGE, YEAR))
    if PASSAGE in query or SECTION in query or not searches:
        return last_search()
    return Search(query.get(QUESTION, ""), _address_filters(DOCUMENT), tuple(query.get_all(VIEW)))


def write_search(search: Search) -> None:
    """Put a search into the address, and keep it for the way back to this page."""
    st.session_state[LAST_SEARCH] = search
    write_query(ask_query(search))


def ask_query(search: Search) -> Query:
    """The address of a search on Ask."""
    limits = _filter_query(search.filters, DOCUMENT)
    return {QUESTION: search.question, **limits, VIEW: list(search.views)}


def search_of_read_page() -> Search:
    """The search that led to what Read shows: that of its address, else the last one."""
    query = st.query_params
    if QUESTION in query:
        count = query.get(COUNT, "")
        number = int(count) if count.isdecimal() and len(count) < 4 else DEFAULT_COUNT
        views = last_search().views
        filters = _address_filters(WITHIN)
        st.session_state[LAST_SEARCH] = Search(query[QUESTION], filters, views, number)
    return last_search()


def read_query(search: Search) -> Query:
    """A search as it goes along in the address of Read; nothing where nothing was asked."""
    if not search.question.strip():
        return {}
    count = "" if search.count == DEFAULT_COUNT else str(search.count)
    return {QUESTION: search.question, **_filter_query(search.filters, WITHIN), COUNT: count}


def last_search() -> Search:
    """What was asked last in this session."""
    search: Search = st.session_state.get(LAST_SEARCH, Search())
    return search


def _address_filters(documents: str) -> Filters:
    """The filters of the address; `documents` is the parameter that names documents."""
    query = st.query_params
    return Filters(
        documents=tuple(query.get_all(documents)),
        languages=tuple(query.get_all(LANGUAGE)),
        # What is no year is passed over; so is "²", which is a digit and no number.
        years=tuple(
            int(year) for year in query.get_all(YEAR) if year.isdecimal() and len(year) < 5
        ),
    )


def _filter_query(filters: Filters, documents: str) -> Query:
    """Filters as an address has them."""
    return {
        documents: list(filters.documents),
        LANGUAGE: list(filters.languages),
        YEAR: [str(year) for year in filters.years],
    }


def write_query(query: Query) -> None:
    """Make this the address; the language of the app stays in it.

    The browser is told only of what is new: told late, on its way to another page, it would put
    this page's address there. What it was told last counts, too, for a link from a page to itself
    changes what is asked for and not what the browser shows.
    """
    wanted = with_language(query)
    shown = {name: st.query_params.get_all(name) for name in st.query_params}
    listed = {name: [v] if isinstance(v, str) else v for name, v in wanted.items()}
    if listed != shown or listed != st.session_state.get(LAST_WRITTEN):
        st.query_params.from_dict(wanted)
    st.session_state[LAST_WRITTEN] = listed


def with_language(query: Query) -> Query:
    """A query without what is empty, with the language of the app where that was chosen."""
    kept = {name: value for name, value in query.items() if value}
    if st.session_state.get(LANGUAGE_CHOSEN):
        kept[INTERFACE_LANGUAGE] = st.session_state[INTERFACE_LANGUAGE]
    return kept


def link(page: str, label: str, query: Query) -> None:
    """A link to a page with what it is to show."""
    st.page_link(st.session_state[PAGES][page], label=label, query_params=with_language(query))


def address_of(page: str, query: Query) -> str:
    """The address of a page with what it is to show, for a link in HTML; relative to any page."""
    return f"{page}?{urlencode(with_language(query), doseq=True)}"
