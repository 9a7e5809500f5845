"""What all visitors of the app share: one encoder, and one open index a generation."""

from threading import Thread

import streamlit as st

from cmp_search.encoders import Encoder, open_encoder
from cmp_search.index.folder import current
from cmp_search.index.generation import Generation, open_generation
from cmp_search.search.searcher import Searcher
from cmp_search.settings import Settings


def searcher(settings: Settings) -> Searcher:
    """A searcher over the current generation.

    Raises:
        GenerationError: there is no index, or it was built by another encoder.
    """
    found = generation(settings)
    encoder = _encoder(settings.model)
    found.check_encoder(encoder.identity)
    return Searcher(found, encoder)


def generation(settings: Settings) -> Generation:
    """The current generation; a newer one is opened as soon as it is there.

    Raises:
        GenerationError: there is no index that can be read.
    """
    return _generation(settings, current(settings.index).name)


@st.cache_resource(show_spinner=False, max_entries=2)
def _generation(_settings: Settings, name: str) -> Generation:
    """The open generation of that name; the name is the cache's key."""
    return open_generation(_settings.index)


@st.cache_resource(show_spinner=False)
def _encoder(model: str) -> Encoder:
    """The encoder; its model is loaded in the background while the visitor reads the page."""
    encoder = open_encoder(model)
    Thread(target=encoder.encode_questions, args=(["?"],), daemon=True).start()
    return encoder
