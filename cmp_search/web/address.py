"""The page's address: a search is in it, so that it can be sent to a colleague.

?q=who+chairs+forestry&document=cmp-2019&language=en&year=2019
"""

import streamlit as st

from cmp_search.index.texts import Filters

QUESTION = "q"
DOCUMENT = "document"
LANGUAGE = "language"
YEAR = "year"


def read_address() -> tuple[str, Filters]:
    """The question and the filters that the address holds; what is no year is passed over."""
    query = st.query_params
    years = [int(year) for year in query.get_all(YEAR) if year.isdigit()]
    filters = Filters(
        documents=tuple(query.get_all(DOCUMENT)),
        languages=tuple(query.get_all(LANGUAGE)),
        years=tuple(years),
    )
    return query.get(QUESTION, ""), filters


def write_address(question: str, filters: Filters) -> None:
    """Put a search into the address."""
    wanted: dict[str, str | list[str]] = {
        QUESTION: question,
        DOCUMENT: list(filters.documents),
        LANGUAGE: list(filters.languages),
        YEAR: [str(year) for year in filters.years],
    }
    st.query_params.from_dict({name: value for name, value in wanted.items() if value})
