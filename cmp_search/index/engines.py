"""Engines: which one keeps an index is told by the index's address.

Each engine is a module with what `cmp_search.index.base.Engine` asks for, imported when it is used.
A folder is an index of the embedded engine, the only one there is so far.
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
    """The engine that keeps the index at an address."""
    return cast(Engine, import_module(EMBEDDED))


def open_index(address: Path, *, searchable: bool = True) -> Index:
    """Open the current generation of an index; its vectors only where it is to be searched.

    Raises:
        NoIndexError: there is none.
        ForeignIndexError: what is there is no index.
        MismatchError: it is of another version, or damaged.
    """
    return engine_of(address).open(address, searchable=searchable)


def open_builder(
    address: Path, encoder: Encoder, model: str, settings: PassageSettings
) -> AbstractContextManager[IndexBuilder]:
    """A builder of the index, which is held for it; other writers wait.

    Raises:
        ForeignIndexError: what is there is no index.
    """
    return engine_of(address).open_builder(address, encoder, model, settings)
