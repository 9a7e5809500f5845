"""Offline search over the texts of the Canada–Mexico Partnership, with citations that hold.

`import cmp_search` is quick: each name loads its module when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cmp_search.version import __version__ as __version__

if TYPE_CHECKING:
    from cmp_search.citations.citation import Citation as Citation
    from cmp_search.citations.citation import render as render
    from cmp_search.documents.document import Document as Document
    from cmp_search.errors import CmpSearchError as CmpSearchError
    from cmp_search.index.base import Filters as Filters
    from cmp_search.index.report import BuildReport as BuildReport
    from cmp_search.library import Library as Library
    from cmp_search.library import open as open
    from cmp_search.search.answer import Answer as Answer
    from cmp_search.search.answer import Hit as Hit

_HOMES = {
    "Answer": "search.answer",
    "BuildReport": "index.report",
    "Citation": "citations.citation",
    "CmpSearchError": "errors",
    "Document": "documents.document",
    "Filters": "index.base",
    "Hit": "search.answer",
    "Library": "library",
    "open": "library",
    "render": "citations.citation",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"cmp_search.{_HOMES[name]}"), name)
