"""What all visitors of the app share: the library with its encoder and open index, and its jobs.

The server calls `warm` when it starts. Most pages need only the index, which opens at once; a
question asked meanwhile waits until the encoder that is already loading is ready.
"""

from contextlib import suppress
from pathlib import Path

import streamlit as st

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.source import corpus_stamp
from cmp_search.errors import CmpSearchError
from cmp_search.index.base import Index
from cmp_search.index.caveats import Caveat
from cmp_search.index.status import Status
from cmp_search.library import Library
from cmp_search.locales import Messages, interfaces, messages_for
from cmp_search.overview.guide import Guide
from cmp_search.search.searcher import Searcher
from cmp_search.settings import Settings
from cmp_search.web.jobs.building import Builder
from cmp_search.web.jobs.queue import Queue


def warm() -> None:
    """Ask a question in the background, so that all is loaded for a visitor's first question.

    Errors are ignored here, since the pages report them.
    """
    with suppress(CmpSearchError):
        searcher(Settings()).ask(messages_for("en").lines("ask.examples")[0])


def resume() -> None:
    """Go on with the changes that were accepted before the server was stopped."""
    jobs(Settings()).resume()


def library(settings: Settings) -> Library:
    """The library of the settings."""
    return _library(str(settings.corpus), settings.index, settings.model, settings.reader)


@st.cache_resource(show_spinner=False)
def _library(corpus: str, index: str, model: str, reader: str) -> Library:
    return Library(corpus, index, model, reader)


def searcher(settings: Settings) -> Searcher:
    """A searcher of the current generation; it waits for the encoder.

    Raises:
        GenerationError: there is no index, or it was built by another encoder.
    """
    return library(settings).searcher()


def generation(settings: Settings) -> Index:
    """The current generation; a newer one is opened as soon as it exists.

    Raises:
        GenerationError: there is no index that can be read.
    """
    return library(settings).index()


def caveats(settings: Settings) -> tuple[Caveat, ...]:
    """What to know of the current generation; nothing if none can be read, as its page will say."""
    try:
        return generation(settings).caveats()
    except CmpSearchError:
        return ()


def entries_of(index: Index) -> dict[str, Entry]:
    """The entries of all indexed documents, by id."""
    return _entries(index, _key(index))


def guide(settings: Settings, messages: Messages) -> Guide:
    """The guide for newcomers to the current generation.

    Raises:
        GenerationError: there is no index that can be read, or it is damaged.
    """
    return _guide(library(settings), messages.language, _key(generation(settings)))


def status_of(settings: Settings) -> Status:
    """What is indexed; read again when the generation or the files of the corpus change.

    Raises:
        GenerationError, CorpusError: as in `Library.status`.
    """
    generation_key = f"{settings.index} {library(settings).generation()}"
    stamp = (generation_key, corpus_stamp(settings.corpus))
    return _status(library(settings), stamp)


def _key(index: Index) -> str:
    """The name of an index and its generation, as a key for caches."""
    return f"{index.address} {index.manifest.generation}"


@st.cache_resource(show_spinner=False, max_entries=2)
def _status(_library: Library, stamp: tuple[str, ...]) -> Status:
    """The status; `stamp` is the cache's key."""
    return _library.status()


def jobs(settings: Settings) -> Queue:
    """The jobs that change the corpus and its index."""
    return _jobs(str(settings.corpus), settings.index, settings.model, settings.reader)


@st.cache_resource(show_spinner=False)
def _jobs(corpus: str, index: str, model: str, reader: str) -> Queue:
    return Queue(Path(corpus), Builder(Path(corpus), index, model, reader))


@st.cache_resource(show_spinner=False, max_entries=2)
def _entries(_index: Index, key: str) -> dict[str, Entry]:
    """The entries; `key` is the cache's key."""
    return {entry.id: entry for entry in _index.entries()}


@st.cache_resource(show_spinner=False, max_entries=2 * len(interfaces()))
def _guide(_library: Library, language: str, key: str) -> Guide:
    """The guide; `language` and `key` are the cache's key."""
    return _library.guide(language)
