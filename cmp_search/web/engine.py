"""What all visitors of the app share: the library with its encoder and open index, and its jobs.

The server calls `warm` when it starts. A page needs the index only, which opens at once; who asks
meanwhile waits for what is left of the encoder, not for all of it again.
"""

from contextlib import suppress

import streamlit as st

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.source import corpus_stamp
from cmp_search.errors import CmpSearchError
from cmp_search.index.base import Index
from cmp_search.index.status import Status
from cmp_search.library import Library
from cmp_search.locales import Messages, interfaces, messages_for
from cmp_search.overview.guide import Guide
from cmp_search.search.searcher import Searcher
from cmp_search.settings import Settings
from cmp_search.web.jobs import Jobs


def warm() -> None:
    """Ask a question that nobody sees, so that the first one of a visitor finds all loaded.

    What cannot be loaded is said by the pages.
    """
    with suppress(CmpSearchError):
        searcher(Settings()).ask(messages_for("en").lines("ask.examples")[0])


def library(settings: Settings) -> Library:
    """The library of the settings."""
    return _library(str(settings.corpus), str(settings.index), settings.model)


@st.cache_resource(show_spinner=False)
def _library(corpus: str, index: str, model: str) -> Library:
    return Library(corpus, index, model)


def searcher(settings: Settings) -> Searcher:
    """A searcher of the current generation; it waits for the encoder.

    Raises:
        GenerationError: there is no index, or it was built by another encoder.
    """
    return library(settings).searcher()


def generation(settings: Settings) -> Index:
    """The current generation; a newer one is opened as soon as it is there.

    Raises:
        GenerationError: there is no index that can be read.
    """
    return library(settings).index()


def entries_of(found: Index) -> dict[str, Entry]:
    """What is indexed there, by id."""
    return _entries(found, _name(found))


def guide(settings: Settings, words: Messages) -> Guide:
    """What a newcomer is shown of the current generation.

    Raises:
        GenerationError: there is no index that can be read, or it is damaged.
    """
    return _guide(library(settings), words.language, _name(generation(settings)))


def status_of(settings: Settings) -> Status:
    """What is indexed; read again when the generation or the files of the corpus are others.

    Raises:
        GenerationError, CorpusError: as `Library.status`.
    """
    named = f"{settings.index} {library(settings).generation()}"
    stamp = (named, corpus_stamp(settings.corpus))
    return _status(library(settings), stamp)


def _name(found: Index) -> str:
    """Which index it is, and which generation of it."""
    return f"{found.address} {found.manifest.generation}"


@st.cache_resource(show_spinner=False, max_entries=2)
def _status(_library: Library, stamp: tuple[str, ...]) -> Status:
    """The status of that stamp, which is the cache's key."""
    return _library.status()


def jobs(settings: Settings) -> Jobs:
    """The jobs that change an index."""
    return _jobs(str(settings.index.resolve()))


@st.cache_resource(show_spinner=False)
def _jobs(index: str) -> Jobs:
    return Jobs()


@st.cache_resource(show_spinner=False, max_entries=2)
def _entries(_found: Index, name: str) -> dict[str, Entry]:
    """The entries of the generation of that name, which is the cache's key."""
    return {entry.id: entry for entry in _found.entries()}


@st.cache_resource(show_spinner=False, max_entries=2 * len(interfaces()))
def _guide(_library: Library, language: str, name: str) -> Guide:
    """The guide in that language to the generation of that name, which are the cache's key."""
    return _library.guide(language)
