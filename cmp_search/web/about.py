"""The About page: how it works, how often it errs, limits, privacy, accessibility."""

import streamlit as st

from cmp_search.language import LANGUAGES
from cmp_search.search.confidence import Rates, error_rates
from cmp_search.web.html import said, steps_html, table_html
from cmp_search.words import Words

COLUMNS = ("language", "kind", "n", "answered", "related", "not_found")


def show(words: Words) -> None:
    """Draw the page."""
    st.title(words("about.title"))
    st.write(words("about.lead"))
    st.header(words("about.how"))
    st.html(steps_html(words.lines("about.how_steps"), numbered=True))
    st.header(words("about.sure"))
    st.write(words("about.sure_words"))
    headers = [words(f"about.{column}") for column in COLUMNS]
    st.html(table_html(words("about.table"), headers, _rows(words)))
    st.html(said(words("about.small")))
    st.header(words("about.limits"))
    st.html(steps_html(words.lines("about.limits_list"), numbered=False))
    st.header(words("about.privacy"))
    st.write(words("about.privacy_words"))
    st.header(words("about.access"))
    st.write(words("about.access_words"))


def _rows(words: Words) -> list[list[str]]:
    """A row for each language and kind of question that was tried."""
    return [
        [words.name(language), words(f"about.{kind}"), *_shares(rates, words)]
        for language in LANGUAGES
        for kind, rates in error_rates(language).items()
    ]


def _shares(rates: Rates, words: Words) -> list[str]:
    related = max(0.0, 1 - rates.answered - rates.not_found)
    shares = (rates.answered, related, rates.not_found)
    return [words.number(rates.n), *map(words.per_cent, shares)]
