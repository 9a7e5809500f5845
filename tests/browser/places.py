"""Every page of the app, with something to show."""

from collections.abc import Iterator
from urllib.parse import urlencode

from cmp_search.web.app import ADDRESSES
from tests.browser.hostile import ID

KEY = "note-of-the-sample-_-_"
"""The key of a note with something of everything."""
HOSTILE_KEY = "note-that-is-hostile-_"
FIRST = next(iter(ADDRESSES))
PAGES = {name: "/" if name == FIRST else f"/{name}" for name in ADDRESSES}
"""Each page's path."""


def at(page: str, **query: str) -> str:
    """The address of a page that shows something."""
    return PAGES[page] + (f"?{urlencode(query)}" if query else "")


def places(language: str = "en") -> Iterator[tuple[str, str]]:
    """A name and an address for each page, and for the other states of pages."""
    for page in PAGES:
        yield page, at(page, lang=language)
    yield "results", at("ask", lang=language, q="Who polished the lenses?")
    yield "nothing-passes", at("ask", lang=language, q="?!")
    yield "unknown", at("read", lang=language, document="nothing")
    yield "hostile", at("read", lang=language, document=ID)
    yield "note-filled", at("note", lang=language, note=KEY)
    yield "note-hostile", at("note", lang=language, note=HOSTILE_KEY)


PLACES = dict(places())
