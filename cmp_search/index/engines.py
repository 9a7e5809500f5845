"""Engines: the index's address determines which one stores it.

Each engine is a module that implements `cmp_search.index.base.Engine`, imported on first use.
A folder is an index of the embedded engine, the only one so far.
"""

from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import cast

from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders import Encoder
from cmp_search.index.base import Engine, Index
from cmp_search.index.builder import IndexBuilder

EMBEDDED = "cmp_search.index.embedded.engine"


def engine_of(address: Path) -> Engine:
    """The engine of the index at an address."""
    return cast(Engine, import_module(EMBEDDED))


def open_index(address: Path, *, searchable: bool = True) -> Index:
    """Open the current generation of an index, with its vectors only if it is to be searched.

    Raises:
        NoIndexError: there is none.
        ForeignIndexError: what is there is not an index.
        MismatchError: it is from another version, or damaged.
    """
    return engine_of(address).open(address, searchable=searchable)


def open_builder(
    address: Path, encoder: Encoder, model: str, settings: PassageSettings
) -> AbstractContextManager[IndexBuilder]:
    """A builder of the index, which is locked meanwhile; other writers wait.

    Raises:
        ForeignIndexError: what is there is not an index.
    """
    return engine_of(address).open_builder(address, encoder, model, settings)
