"""Pages for the tests of web pages."""

from cmp_search.readers import html
from cmp_search.readers.extract import Extract

from ..looking import check

LONG = (
    "The keepers of the two lamps write down each evening what the wind has done, so that the "
    "boats which leave at dawn know what to expect. "
)
"""A paragraph, long enough to be what a page is about."""


def body(inner: str, head: str = "", lang: str = "en") -> Extract:
    """A page with a body and no more."""
    page = f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{inner}</body></html>'
    extract = html.read(page.encode())
    check(extract)
    return extract


def main(inner: str, head: str = "", lang: str = "en") -> Extract:
    """A page whose text is marked as its main part."""
    return body(f"<main>{inner}</main>", head, lang)
