"""Markdown."""

from cmp_search.readers.markdown.reader import read

__all__ = ["read"]
