"""What all visitors of the app share: an encoder, an open index a generation, and its jobs.

The server calls `warm` when it starts. A page needs the generation only, which opens at once; who
asks meanwhile waits for what is left of the encoder, not for all of it again.
"""

from contextlib import suppress

import streamlit as st

from cmp_search.catalogue import Entry
from cmp_search.encoders import Encoder, open_encoder
from cmp_search.errors import CmpSearchError
from cmp_search.index.embedded.folder import current
from cmp_search.index.embedded.generation import Generation, open_generation
from cmp_search.language import LANGUAGES
from cmp_search.overview.guide import Guide, make_guide
from cmp_search.search.searcher import Searcher
from cmp_search.settings import Settings
from cmp_search.source import corpus_stamp
from cmp_search.status import Status, read_status
from cmp_search.web.jobs import Jobs
from cmp_search.words import Words, words_in


def warm() -> None:
    """Ask a question that nobody sees, so that the first one of a visitor finds all loaded.

    What cannot be loaded is said by the pages.
    """
    with suppress(CmpSearchError):
        searcher(Settings()).ask(words_in("en").lines("ask.examples")[0])


def searcher(settings: Settings) -> Searcher:
    """A searcher over the current generation; it waits for the encoder.

    Raises:
        GenerationError: there is no index, or it was built by another encoder.
    """
    found = generation(settings)
    ours = encoder(settings)
    found.check_encoder(ours.identity)
    return Searcher(found, ours)


def encoder(settings: Settings) -> Encoder:
    """The encoder of the settings' model."""
    return _encoder(settings.model)


def generation(settings: Settings) -> Generation:
    """The current generation; a newer one is opened as soon as it is there.

    Raises:
        GenerationError: there is no index that can be read.
    """
    return _generation(settings, str(current(settings.index)))


def entries_of(found: Generation) -> dict[str, Entry]:
    """What is indexed there, by id."""
    return _entries(found, str(found.folder))


def guide(settings: Settings, words: Words) -> Guide:
    """What a newcomer is shown of the current generation.

    Raises:
        GenerationError: there is no index that can be read, or it is damaged.
    """
    found = generation(settings)
    return _guide(found, words, str(found.folder), words.language)


def status_of(settings: Settings) -> Status:
    """What is indexed; read again when the generation or the files of the corpus are others.

    Raises:
        GenerationError, CorpusError: as `read_status`.
    """
    stamp = (str(current(settings.index)), corpus_stamp(settings.corpus))
    return _status(settings, stamp)


@st.cache_resource(show_spinner=False, max_entries=2)
def _status(_settings: Settings, stamp: tuple[str, ...]) -> Status:
    """The status of that stamp, which is the cache's key."""
    return read_status(_settings.corpus, _settings.index)


def jobs(settings: Settings) -> Jobs:
    """The jobs that change an index."""
    return _jobs(str(settings.index.resolve()))


@st.cache_resource(show_spinner=False)
def _jobs(index: str) -> Jobs:
    return Jobs()


@st.cache_resource(show_spinner=False, max_entries=2)
def _generation(_settings: Settings, folder: str) -> Generation:
    """The open generation in that folder, which is the cache's key."""
    return open_generation(_settings.index)


@st.cache_resource(show_spinner=False, max_entries=2)
def _entries(_found: Generation, folder: str) -> dict[str, Entry]:
    """The entries of the generation in that folder, which is the cache's key."""
    return {entry.id: entry for entry in _found.texts.entries()}


@st.cache_resource(show_spinner=False, max_entries=2 * len(LANGUAGES))
def _guide(_found: Generation, _words: Words, folder: str, language: str) -> Guide:
    """The guide to the generation in that folder in that language, which are the cache's key."""
    return make_guide(_found, _words)


@st.cache_resource(show_spinner=False)
def _encoder(model: str) -> Encoder:
    """The encoder; its model is loaded when it is first used, by one thread, and others wait."""
    return open_encoder(model)
