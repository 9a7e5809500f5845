"""Web pages."""

from cmp_search.readers.html.reader import read

__all__ = ["read"]
