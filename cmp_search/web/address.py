"""Page addresses and links. An address has all that its page shows, so that it can be shared.

/?q=who+chairs+forestry&document=cmp-2019&language=en&year=2019&view=map
/read?document=cmp-2019&passage=cmp-2019-0123456789ab&sentence=120-180&lang=fr
/read?document=cmp-2019-fr&from=cmp-2019&section=3

If Read shows a passage, its address also has the search that led there (`q`, `within`, `language`,
`year`, `count`). Streamlit clears the address when another page is opened, so the session keeps the
last search, too, and the language of the app is put back if it was chosen.

Each of Streamlit's own links is an element, which costs the browser time, so lists of many links
are HTML; there, the page's script keeps a click from reloading the app.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from cmp_search.documents.document import Span
from cmp_search.index.filters import Filters
from cmp_search.search.searcher import DEFAULT_COUNT, NO_FILTERS

QUESTION = "q"
DOCUMENT = "document"
LANGUAGE = "language"
YEAR = "year"
PASSAGE = "passage"
SENTENCE = "sentence"
"""On Read: the sentence of the passage that stands out, by its offsets in the text: 120-180."""
SECTION = "section"
VIEW = "view"
FROM = "from"
"""On Read: the edition that passage and section are in, if another edition is shown."""
WITHIN = "within"
"""On Read: the documents that the search was limited to; `document` is the one shown."""
COUNT = "count"
PDF_PAGE = "sheet"
"""On Read: 1 if the page of the PDF is shown."""
INTERFACE_LANGUAGE = "lang"
LANGUAGE_CHOSEN = "interface_chosen"
"""In the session: whether the language of the app was chosen, by its switch or by the address."""
LAST_SEARCH = "last_search"
"""In the session: the last search."""
LAST_WRITTEN = "address_told"
"""In the session: the last address sent to the browser."""
SEARCH_NAMES = (QUESTION, DOCUMENT, LANGUAGE, YEAR, VIEW)
"""What the address of a search on Ask has."""
FIRST_PAGE = "ask"
"""The page that the app opens with; its address has no name."""
PAGES = "pages"
"""In the session: the pages of the app by their addresses."""

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")

Query = dict[str, str | list[str]]


def passage_query(document: str, passage: str, sentence: Span) -> Query:
    """The place of a passage, by its id, on Read, where its sentence stands out."""
    return {DOCUMENT: document, PASSAGE: passage, SENTENCE: sentence_query(sentence)}


def sentence_query(span: Span) -> str:
    """A sentence as the address names it."""
    return f"{span.start}-{span.end}"


def sentence_of_address(within: Span) -> Span | None:
    """The sentence that the address names, if it is in this span."""
    found = span_of_address(SENTENCE)
    is_within = found and within.start <= found.start < found.end <= within.end
    return found if is_within else None


def span_of_address(name: str) -> Span | None:
    """The span that a parameter of the address names, if it names one."""
    span = _SPAN.fullmatch(st.query_params.get(name, ""))
    return Span(int(span[1]), int(span[2])) if span else None


@dataclass(frozen=True, slots=True)
class Search:
    """A question, its filters, the views of its answer, and how many hits were asked for."""

    question: str = ""
    filters: Filters = NO_FILTERS
    views: tuple[str, ...] = ()
    count: int = DEFAULT_COUNT


def search_of_ask_page() -> Search:
    """The search in the address of Ask; the last one while the address is still that of Read."""
    return address_search() or last_search()


def address_search() -> Search | None:
    """The search that the address names, an empty one on the empty page; None if it is of Read."""
    query = st.query_params
    # On the way back from Read, the address may still be that of Read for a moment.
    if PASSAGE in query or SECTION in query:
        return None
    filters, views = _address_filters(DOCUMENT), tuple(query.get_all(VIEW))
    return Search(query.get(QUESTION, ""), filters, views, last_search().count)


def is_own_address() -> bool:
    """Whether the address asks for what the one asks for that was sent to the browser last."""
    current = _current_address()
    own: dict[str, list[str]] = st.session_state.get(LAST_WRITTEN, {})
    return all(current.get(name) == own.get(name) for name in SEARCH_NAMES)


def keep_address(search: Search) -> None:
    """Take the address as it is for the one that was sent last, and its search for the last one."""
    st.session_state[LAST_SEARCH] = search
    st.session_state[LAST_WRITTEN] = _current_address()


def write_search(search: Search) -> None:
    """Put a search into the address, and keep it for the way back to this page."""
    st.session_state[LAST_SEARCH] = search
    write_query(ask_query(search))


def ask_query(search: Search) -> Query:
    """The address of a search on Ask."""
    limits = _filter_query(search.filters, DOCUMENT)
    return {QUESTION: search.question, **limits, VIEW: list(search.views)}


def search_of_read_page() -> Search:
    """The search that led to what Read shows: the one in its address, else the last one."""
    query = st.query_params
    if QUESTION in query:
        count = query.get(COUNT, "")
        number = int(count) if count.isdecimal() and len(count) < 4 else DEFAULT_COUNT
        views = last_search().views
        filters = _address_filters(WITHIN)
        st.session_state[LAST_SEARCH] = Search(query[QUESTION], filters, views, number)
    return last_search()


def read_query(search: Search) -> Query:
    """A search as part of the address of Read; empty if there is no question."""
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
        # What is not a year is ignored; so is "²", which is a digit but not a decimal.
        years=tuple(
            int(year) for year in query.get_all(YEAR) if year.isdecimal() and len(year) < 5
        ),
    )


def _filter_query(filters: Filters, documents: str) -> Query:
    """Filters in the form of an address."""
    return {
        documents: list(filters.documents),
        LANGUAGE: list(filters.languages),
        YEAR: [str(year) for year in filters.years],
    }


def write_query(query: Query) -> None:
    """Make this the address; the language of the app stays in it.

    The browser is sent changes only: an update that arrives late, when another page is opening,
    would put this page's address there. The last address sent is compared, too, since a link from
    a page to itself changes the query parameters but not what the browser shows.
    """
    new_query = with_language(query)
    new_address = {name: [v] if isinstance(v, str) else v for name, v in new_query.items()}
    if new_address != _current_address() or new_address != st.session_state.get(LAST_WRITTEN):
        st.query_params.from_dict(new_query)
    st.session_state[LAST_WRITTEN] = new_address


def _current_address() -> dict[str, list[str]]:
    """All values of each parameter that the address has now."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def with_language(query: Query) -> Query:
    """A query without empty values, and with the language of the app if that was chosen."""
    filled = {name: value for name, value in query.items() if value}
    if st.session_state.get(LANGUAGE_CHOSEN):
        filled[INTERFACE_LANGUAGE] = st.session_state[INTERFACE_LANGUAGE]
    return filled


def link(page: str, label: str, query: Query) -> None:
    """A link to a page, with the query that says what it shows."""
    st.page_link(st.session_state[PAGES][page], label=label, query_params=with_language(query))


def address_of(page: str, query: Query) -> str:
    """The address of a page with its query, for a link in HTML; relative to any page."""
    filled = urlencode(with_language(query), doseq=True)
    return f"{'./' if page == FIRST_PAGE else page}?{filled}"
