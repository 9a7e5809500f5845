"""Offline search over the texts of the Canada–Mexico Partnership, with citations that hold.

`import cmp_search` is quick: each name loads its module when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cmp_search.citation import Citation as Citation
    from cmp_search.citation import render as render
    from cmp_search.document import Document as Document
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
    "Citation": "citation",
    "CmpSearchError": "errors",
    "Document": "document",
    "Filters": "index.base",
    "Hit": "search.answer",
    "Library": "library",
    "open": "library",
    "render": "citation",
}

__all__ = sorted(_HOMES)
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"cmp_search.{_HOMES[name]}"), name)
