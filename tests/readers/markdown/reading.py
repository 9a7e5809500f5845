"""Reading Markdown in tests."""

from cmp_search.readers import markdown
from cmp_search.readers.extract import Extract

from ..looking import check


def read(source: str) -> Extract:
    """What the reader makes of a text."""
    extract = markdown.read(source.encode())
    check(extract)
    return extract
