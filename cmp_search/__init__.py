"""Offline search over the texts of the Canada–Mexico Partnership, with citations that hold.

`import cmp_search` is quick: each name loads its module when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cmp_search.citation import Citation as Citation
    from cmp_search.citation import render as render
    from cmp_search.document import Document as Document
    from cmp_search.encoders import open_encoder as open_encoder
    from cmp_search.errors import CmpSearchError as CmpSearchError
    from cmp_search.index.base import Filters as Filters
    from cmp_search.index.build import build_index as build_index
    from cmp_search.index.report import BuildReport as BuildReport
    from cmp_search.search.answer import Answer as Answer
    from cmp_search.search.answer import Hit as Hit
    from cmp_search.search.searcher import Searcher as Searcher
    from cmp_search.search.searcher import open_searcher as open_searcher

_HOMES = {
    "Answer": "search.answer",
    "BuildReport": "index.report",
    "Citation": "citation",
    "CmpSearchError": "errors",
    "Document": "document",
    "Filters": "index.base",
    "Hit": "search.answer",
    "Searcher": "search.searcher",
    "build_index": "index.build",
    "open_encoder": "encoders",
    "open_searcher": "search.searcher",
    "render": "citation",
}

__all__ = sorted(_HOMES)
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"cmp_search.{_HOMES[name]}"), name)
