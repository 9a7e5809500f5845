"""The texts as resources: each document by its id, and each section of one by its number.

    cmp-search://documents/ID
    cmp-search://documents/ID/sections/NUMBER

Documents are listed by id, a page at a time; a page's cursor is the last id of the page before, so
that a build in between neither repeats nor leaves out any.
"""

import re
from bisect import bisect_right
from urllib.parse import quote, unquote

from mcp import types as protocol

from cmp_search.documents.catalogue import Entry
from cmp_search.library import Library

SCHEME = "cmp-search://documents/"
PAGE = 1_000
"""Documents that are listed at once."""
PLAIN = "text/plain"
SECTION = protocol.ResourceTemplate(
    name="section",
    title="A section of a text",
    uri_template=f"{SCHEME}{{document}}/sections/{{number}}",
    description="The words of a section, by the number of its heading; 0 before the first.",
    mime_type=PLAIN,
)
_ADDRESS = re.compile(rf"{SCHEME}(?P<id>[^/?#]+)(?:/sections/(?P<number>\d{{1,6}}))?")


class UnknownResourceError(Exception):
    """There is no resource at an address."""


def address_of(id: str) -> str:
    """The address of a document."""
    return SCHEME + quote(id, safe="")


def listed(library: Library, cursor: str | None) -> protocol.ListResourcesResult:
    """The documents behind a cursor, and the next cursor if there are more."""
    entries = library.index().entries()
    first = bisect_right([entry.id for entry in entries], cursor) if cursor else 0
    page = entries[first : first + PAGE]
    has_more = first + PAGE < len(entries)
    return protocol.ListResourcesResult(
        resources=[_resource(entry) for entry in page],
        next_cursor=page[-1].id if has_more else None,
    )


def _resource(entry: Entry) -> protocol.Resource:
    told = (entry.issuing_body, entry.date_text, entry.language)
    return protocol.Resource(
        uri=address_of(entry.id),
        name=entry.id,
        title=entry.title,
        description=", ".join(filter(None, told)),
        mime_type=PLAIN,
    )


def read(library: Library, address: str) -> str:
    """The words at an address, to the character.

    Raises:
        UnknownResourceError: it is the address of nothing.
        UnknownDocumentError: there is no such document.
        UnknownSectionError: it has no such section.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise UnknownResourceError
    id = unquote(found["id"])
    if found["number"] is None:
        return library.index().document(id).text
    return library.section(id, int(found["number"])).text
