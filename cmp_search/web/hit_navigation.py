"""From hit to hit of the last search, in rank order, and back to its results.

The question is asked again if the session does not have its hits, as after a reload.
"""

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.locales import Messages
from cmp_search.search.answer import Hit
from cmp_search.settings import Settings
from cmp_search.web.address import (
    DOCUMENT,
    PASSAGE,
    SENTENCE,
    Query,
    Search,
    ask_query,
    link,
    read_query,
    sentence_query,
)
from cmp_search.web.asking import answer_to
from cmp_search.web.engine import generation
from cmp_search.web.rendering import element

HITS = "hits"
"""In the session: the last search with its index, and its hits."""

HitKeys = tuple[tuple[str, str, str], ...]
"""Document, passage and marked sentence of each hit, best first."""


def show_hit_navigation(search: Search, passage: str, more: Query, messages: Messages) -> None:
    """Say which hit of a search a passage is, and link to its neighbours and the results.

    `more` is added to their addresses.
    """
    if not search.question.strip():
        return
    keys = _hit_keys(search, messages.language)
    current = next((i for i, (_, id, _) in enumerate(keys) if id == passage), None)
    if current is not None:
        quoted = messages.quote(search.question)
        position = messages("read.hit", n=str(current + 1), of=str(len(keys)), question=quoted)
        st.html(element("remark", position), width="content")
        for label, other in (("read.previous", current - 1), ("read.next", current + 1)):
            if 0 <= other < len(keys):
                document, id, sentence = keys[other]
                neighbour = {DOCUMENT: document, PASSAGE: id, SENTENCE: sentence}
                link("read", messages(label), {**more, **read_query(search), **neighbour})
    link("ask", messages("read.back"), ask_query(search))


def _key_of(hit: Hit) -> tuple[str, str, str]:
    return hit.passage.document, hit.passage.id, sentence_query(hit.best_sentence)


def _hit_keys(search: Search, language: str) -> HitKeys:
    """The hits of a search; none if it fails, which Ask will report."""
    try:
        settings = Settings()
        key = (generation(settings).manifest.fingerprint, search, language)
        cached: tuple[object, HitKeys] = st.session_state.get(HITS, (None, ()))
        if cached[0] != key:
            _, answer = answer_to(search, language)
            cached = key, tuple(map(_key_of, answer.hits))
            st.session_state[HITS] = cached
    except CmpSearchError:
        return ()
    return cached[1]
