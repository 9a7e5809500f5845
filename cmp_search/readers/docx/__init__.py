"""Word documents (.docx)."""

from cmp_search.readers.docx.reader import read

__all__ = ["read"]
