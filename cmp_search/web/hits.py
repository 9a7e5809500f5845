"""From hit to hit of the last search, in rank order, and back to its results.

The search is asked again where the session does not have its hits, as after a page was loaded anew.
"""

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.settings import Settings
from cmp_search.web.address import DOCUMENT, PASSAGE, Query, Search, link, query_of, read_query
from cmp_search.web.engine import generation, searcher
from cmp_search.web.rendering import element
from cmp_search.words import Words

HITS = "hits"
"""In the session: the last search with the index it was asked of, and what it found."""

Places = tuple[tuple[str, str], ...]
"""Document and passage of each hit, best first."""


def way(search: Search, passage: str, more: Query, words: Words) -> None:
    """Say which hit of a search a passage is, and lead to its neighbours and the results.

    `more` stays in the address on the way.
    """
    if not search.question.strip():
        return
    places = _places(search)
    at = next((i for i, (_, id) in enumerate(places) if id == passage), None)
    if at is not None:
        quoted = words.quote(search.question)
        here = words("read.hit", n=str(at + 1), of=str(len(places)), question=quoted)
        st.html(element("remark", here), width="content")
        for label, to in (("read.previous", at - 1), ("read.next", at + 1)):
            if 0 <= to < len(places):
                document, id = places[to]
                there = {DOCUMENT: document, PASSAGE: id}
                link("read", words(label), {**more, **read_query(search), **there})
    link("ask", words("read.back"), query_of(search))


def _places(search: Search) -> Places:
    """The hits of a search; none where it cannot be asked any more, which Ask will say."""
    try:
        settings = Settings()
        asked = (generation(settings).manifest.fingerprint, search)
        kept: tuple[object, Places] = st.session_state.get(HITS, (None, ()))
        if kept[0] != asked:
            hits = searcher(settings).ask(search.question, search.filters, search.count).hits
            kept = asked, tuple((hit.passage.document, hit.passage.id) for hit in hits)
            st.session_state[HITS] = kept
    except CmpSearchError:
        return ()
    return kept[1]
