"""Engines: the index's address determines which one stores it.

Each engine is a module that implements `cmp_search.index.base.Engine`, imported on first use. To
find out whether there is an index imports nothing heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from cmp_search.documents.lock import WITHOUT_LIMIT, Waiting
from cmp_search.errors import UnknownEngineError
from cmp_search.index.address import Address, scheme_of
from cmp_search.index.caveats import note_opened

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from cmp_search.encoders import Encoder
    from cmp_search.index.base import Engine, Index
    from cmp_search.index.builder import IndexBuilder

ENGINES = {
    "": "cmp_search.index.embedded.engine",
    "milvus": "cmp_search.index.milvus.engine",
}
"""The module of each engine, by the scheme of its addresses; a folder has none."""


def engine_of(address: Address) -> Engine:
    """The engine of the index at an address.

    Raises:
        UnknownEngineError: no engine has the address's scheme.
    """
    scheme = scheme_of(address)
    if scheme not in ENGINES:
        raise UnknownEngineError("unknown_engine", address=address, scheme=scheme)
    return cast("Engine", import_module(ENGINES[scheme]))


def open_index(address: Address, *, searchable: bool = True) -> Index:
    """Open the current generation of an index, with its vectors only if it is to be searched.

    Raises:
        UnknownEngineError: no engine has the address's scheme.
        NoIndexError: there is none.
        ForeignIndexError: what is there is not an index.
        MismatchError: it is from another version, or damaged.
    """
    index = engine_of(address).open(address, searchable=searchable)
    note_opened(index.caveats)
    return index


def open_builder(
    address: Address, encoder: Encoder, waiting: Waiting = WITHOUT_LIMIT
) -> AbstractContextManager[IndexBuilder]:
    """A builder of the index, which is locked meanwhile; other writers wait.

    Raises:
        UnknownEngineError: no engine has the address's scheme.
        BusyError: another writer was waited for in vain.
        ForeignIndexError: what is there is not an index.
    """
    return engine_of(address).open_builder(address, encoder, waiting)
