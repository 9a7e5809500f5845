"""PDF."""

from cmp_search.readers.pdf.reader import read

__all__ = ["read"]
