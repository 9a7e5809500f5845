"""The Milvus engine: keeps an index on a Milvus server, at `milvus://host:port/name`.

Functions import what they need. Each may raise EngineAwayError: the server does not answer.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cmp_search.documents.lock import WITHOUT_LIMIT, Waiting
from cmp_search.errors import UnknownEngineError
from cmp_search.extras import has_extra, install_extra
from cmp_search.index.checks import Check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from cmp_search.encoders import Encoder
    from cmp_search.index.address import Address
    from cmp_search.index.builder import IndexBuilder
    from cmp_search.index.calibration import Calibration
    from cmp_search.index.kept import KeptGeneration, Receiver, Snapshot
    from cmp_search.index.milvus.generation import Generation
    from cmp_search.index.milvus.pointer import Pointer

CLIENT = "pymilvus"
"""What asks a server; it comes with the extra."""
EXTRA = "milvus"


def open(address: Address, *, searchable: bool = True) -> Generation:
    """The current generation; see `cmp_search.index.base.Engine`.

    Raises:
        NoIndexError: there is none.
        ForeignIndexError: something else has the index's name on the server.
        MismatchError: it is from another version, or damaged.
    """
    from cmp_search.index.milvus.opening import open_current

    return open_current(_pointer(address), searchable=searchable)


def open_builder(
    address: Address, encoder: Encoder, waiting: Waiting = WITHOUT_LIMIT
) -> AbstractContextManager[IndexBuilder]:
    """A builder of an index; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        ForeignIndexError: something else has the index's name on the server.
    """
    _check_installed()
    from cmp_search.index.milvus.builder import open_builder

    return open_builder(address, encoder, waiting)


def current(address: Address) -> str:
    """The name of the current generation.

    Raises:
        NoIndexError, ForeignIndexError: as `open`.
    """
    return _pointer(address).current()


def clear(address: Address, waiting: Waiting = WITHOUT_LIMIT) -> None:
    """Make no generation the current one; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        ForeignIndexError: as `open`.
    """
    with _changing(address, waiting) as pointer:
        pointer.withdraw()


def generations(address: Address) -> tuple[KeptGeneration, ...]:
    """All generations that are kept; see `cmp_search.index.base.Engine`.

    Raises:
        ForeignIndexError: as `open`.
        MismatchError: the tags are damaged.
    """
    from cmp_search.index.milvus.generations import kept_generations

    return kept_generations(_pointer(address))


def roll_back(address: Address, name: str, waiting: Waiting = WITHOUT_LIMIT) -> KeptGeneration:
    """Go back to a kept generation; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        GenerationError: none is kept that is meant, or it is damaged.
    """
    from cmp_search.index.milvus.generations import roll_back

    with _changing(address, waiting) as pointer:
        return roll_back(pointer, name)


def tag(address: Address, tag: str, name: str, waiting: Waiting = WITHOUT_LIMIT) -> KeptGeneration:
    """Give a tag to a generation; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        GenerationError: the tag cannot be one, or no such generation is kept.
    """
    from cmp_search.index.milvus.generations import tag as give
    from cmp_search.index.stored.kept import check_tag

    check_tag(tag)
    with _changing(address, waiting) as pointer:
        return give(pointer, tag, name)


def untag(address: Address, tag: str, waiting: Waiting = WITHOUT_LIMIT) -> None:
    """Take a tag away; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        GenerationError: no generation has it.
    """
    from cmp_search.index.milvus.generations import untag

    with _changing(address, waiting) as pointer:
        untag(pointer, tag)


@contextmanager
def snapshot(address: Address, waiting: Waiting = WITHOUT_LIMIT) -> Iterator[Snapshot]:
    """The current generation in files; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        GenerationError: there is none, or it is damaged.
    """
    from cmp_search.index.milvus.transfer import snapshot

    current(address)  # Where there is no index, none is begun.
    with _changing(address, waiting) as pointer, snapshot(pointer) as taken:
        yield taken


@contextmanager
def receiving(address: Address, waiting: Waiting = WITHOUT_LIMIT) -> Iterator[Receiver]:
    """What takes a generation from elsewhere; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        ForeignIndexError: as `open`.
    """
    from cmp_search.index.milvus.transfer import receiving

    with _changing(address, waiting) as pointer, receiving(pointer) as receiver:
        yield receiver


def calibration(address: Address) -> Calibration | None:
    """The calibration of the index, if there is one; see `cmp_search.index.base.Engine`.

    Raises:
        MismatchError: it is damaged.
    """
    return _pointer(address).calibration()


def set_calibration(address: Address, calibration: Calibration | None) -> None:
    """Replace the calibration of the index, or remove it; see `cmp_search.index.base.Engine`.

    Raises:
        NoIndexError, ForeignIndexError: as `open`.
    """
    pointer = _pointer(address)
    pointer.current()
    pointer.set_calibration(calibration)


def inspect(address: Address) -> Iterator[Check]:
    """What is found out about the index and its server; see `cmp_search.index.base.Engine`.

    Raises:
        NoIndexError, ForeignIndexError: as `open`.
    """
    from cmp_search.index.milvus.inspection import inspect

    return inspect(_pointer(address))


def check_machine() -> Check:
    """Whether what asks a server is installed."""
    from importlib.metadata import version

    if not has_extra(EXTRA):
        return Check(f"the extra {EXTRA} is not installed", is_fault=True, fix=install_extra(EXTRA))
    return Check(f"{CLIENT} {version(CLIENT)}")


def storage(address: Address) -> None:
    """No folder of this machine: the server has its own disks."""


def memory(address: Address) -> None:
    """No file: what was found out about the corpus is found out again."""


def _check_installed() -> None:
    """Raise UnknownEngineError if what asks a server is not installed."""
    if not has_extra(EXTRA):
        raise UnknownEngineError("engine_missing", command=install_extra(EXTRA))


def _pointer(address: Address) -> Pointer:
    """The pointer of an index.

    Raises:
        UnknownEngineError: the address is none of a Milvus index, or the client is not installed.
    """
    _check_installed()
    from cmp_search.index.milvus.catalogue import Catalogue
    from cmp_search.index.milvus.connection import connect
    from cmp_search.index.milvus.pointer import Pointer

    connection = connect(address)
    return Pointer(Catalogue(connection), address, connection.place.name)


@contextmanager
def _changing(address: Address, waiting: Waiting) -> Iterator[Pointer]:
    """The pointer of an index that nobody else changes meanwhile (see `lease`)."""
    from cmp_search.index.milvus.lease import leased

    pointer = _pointer(address)
    with leased(pointer.catalogue, address, pointer.index, waiting):
        yield pointer
