"""The About page: how it works, how often it errs, limits, privacy, accessibility, version."""

from collections.abc import Iterator
from contextlib import closing

import streamlit as st

from cmp_search import __version__
from cmp_search.errors import GenerationError
from cmp_search.index.engines import open_index
from cmp_search.language import TEXT_LANGUAGES
from cmp_search.search.confidence import Rates, error_rates
from cmp_search.settings import Settings
from cmp_search.web.facts import index_facts
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
    for part in ("limits", "privacy"):
        st.header(words(f"about.{part}"))
        _lines(words, f"about.{part}_list")
    st.header(words("about.access"))
    st.write(words("about.access_words"))
    for part in ("met", "checked", "barriers"):
        st.subheader(words(f"about.{part}"))
        _lines(words, f"about.{part}_list")
    st.subheader(words("about.other"))
    st.write(words("about.other_words"))
    st.header(words("about.version"))
    st.html(steps_html(_versions(words), numbered=False))
    st.header(words("about.licences"))
    _lines(words, "about.licences_list")


def _lines(words: Words, key: str) -> None:
    st.html(steps_html(words.lines(key), numbered=False))


def _versions(words: Words) -> Iterator[str]:
    """The tool, and the index that is searched."""
    yield words("about.tool", version=__version__)
    try:
        with closing(open_index(Settings().index, searchable=False)) as opened:
            manifest = opened.manifest
    except GenerationError:
        yield words("about.no_index")
        return
    yield from index_facts(manifest, words)
    yield words("about.fingerprint", fingerprint=manifest.fingerprint)


def _rows(words: Words) -> list[list[str]]:
    """A row for each language and kind of question that was tried."""
    return [
        [words.name(language), words(f"about.{kind}"), *_shares(rates, words)]
        for language in TEXT_LANGUAGES
        for kind, rates in error_rates(language).items()
    ]


def _shares(rates: Rates, words: Words) -> list[str]:
    related = max(0.0, 1 - rates.answered - rates.not_found)
    shares = (rates.answered, related, rates.not_found)
    return [words.number(rates.n), *map(words.per_cent, shares)]
