"""A page's address: what it shows is in it, so that it can be sent to a colleague.

/?q=who+chairs+forestry&document=cmp-2019&language=en&year=2019&view=map
/read?document=cmp-2019&passage=cmp-2019-0123456789ab&lang=fr

Streamlit clears the address when another page is opened, so the last search is kept in the session
beside it, and the language of the app is put back where it was chosen.
"""

from dataclasses import dataclass, field

import streamlit as st

from cmp_search.index.texts import Filters

QUESTION = "q"
DOCUMENT = "document"
LANGUAGE = "language"
YEAR = "year"
PASSAGE = "passage"
SECTION = "section"
VIEW = "view"
INTERFACE = "lang"
CHOSEN = "interface_chosen"
"""In the session: whether the language of the app was chosen, by its switch or by the address."""
LAST = "last_search"
"""In the session: the question, the filters and the views of the last search."""
TOLD = "address_told"
"""In the session: the address that the browser was told last."""

Query = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Search:
    """What the address of the Ask page holds: a question, its filters, the views of its answer."""

    question: str = ""
    filters: Filters = field(default_factory=Filters)
    views: tuple[str, ...] = ()


def read_search() -> Search:
    """The search of the address, or the last one where it holds none."""
    query = st.query_params
    # On the way back from Read, its address may still stand there for a moment.
    searches = any(name in query for name in (QUESTION, DOCUMENT, LANGUAGE, YEAR))
    if PASSAGE in query or SECTION in query or not searches:
        last: Search = st.session_state.get(LAST, Search())
        return last
    return Search(
        question=query.get(QUESTION, ""),
        filters=Filters(
            documents=tuple(query.get_all(DOCUMENT)),
            languages=tuple(query.get_all(LANGUAGE)),
            # What is no year is passed over; so is "²", which is a digit and no number.
            years=tuple(int(year) for year in query.get_all(YEAR) if year.isdecimal()),
        ),
        views=tuple(query.get_all(VIEW)),
    )


def write_search(search: Search) -> None:
    """Put a search into the address, and keep it for the way back to this page."""
    st.session_state[LAST] = search
    write(
        {
            QUESTION: search.question,
            DOCUMENT: list(search.filters.documents),
            LANGUAGE: list(search.filters.languages),
            YEAR: [str(year) for year in search.filters.years],
            VIEW: list(search.views),
        }
    )


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
