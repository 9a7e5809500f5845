"""The embedded engine: opens the index in a folder, or inspects it without opening it.

Functions import what they need, so that looking for the current generation is quick.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cmp_search.documents.lock import WITHOUT_LIMIT, Waiting
from cmp_search.index.checks import Check
from cmp_search.index.embedded.folder import (
    MEMORY,
    candidates,
    locked,
    published_at,
    withdraw,
)
from cmp_search.index.embedded.folder import current as current_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from cmp_search.encoders import Encoder
    from cmp_search.index.address import Address
    from cmp_search.index.builder import IndexBuilder
    from cmp_search.index.calibration import Calibration
    from cmp_search.index.embedded.generation import Generation
    from cmp_search.index.kept import KeptGeneration, Receiver, Snapshot


def open(address: Address, *, searchable: bool = True) -> Generation:
    """The current generation of an index folder, or the newest that is whole, with a caveat.

    Raises:
        NoIndexError: there is none.
        ForeignIndexError: the folder is not an index.
        MismatchError: it is from another version, or none is whole.
    """
    from cmp_search.index.embedded.opening import open_newest

    return open_newest(Path(address), searchable=searchable)


def open_builder(
    address: Address, encoder: Encoder, waiting: Waiting = WITHOUT_LIMIT
) -> AbstractContextManager[IndexBuilder]:
    """A builder of an index folder; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        ForeignIndexError: the folder belongs to something else.
    """
    from cmp_search.index.embedded.builder import open_builder

    return open_builder(Path(address), encoder, waiting)


def current(address: Address) -> str:
    """The name of the current generation, and when the pointer was moved to it.

    The time tells generations of earlier versions apart, which used names again.

    Raises:
        NoIndexError, ForeignIndexError: as `open`.
    """
    folder = Path(address)
    return f"{candidates(folder).generations[0].name} {published_at(folder)}"


def clear(address: Address, waiting: Waiting = WITHOUT_LIMIT) -> None:
    """Make no generation the current one; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        ForeignIndexError: the folder belongs to something else.
    """
    with locked(Path(address), waiting):
        withdraw(Path(address))


def generations(address: Address) -> tuple[KeptGeneration, ...]:
    """All generations that are kept; see `cmp_search.index.base.Engine`.

    Raises:
        ForeignIndexError: the folder belongs to something else.
        MismatchError: the tags are damaged.
    """
    from cmp_search.index.embedded.generations import kept_generations

    return kept_generations(Path(address))


def roll_back(address: Address, name: str, waiting: Waiting = WITHOUT_LIMIT) -> KeptGeneration:
    """Go back to a kept generation; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        GenerationError: none is kept that is meant, or it is damaged.
    """
    from cmp_search.index.embedded.generations import roll_back

    return roll_back(Path(address), name, waiting)


def tag(address: Address, tag: str, name: str, waiting: Waiting = WITHOUT_LIMIT) -> KeptGeneration:
    """Give a tag to a generation; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        GenerationError: the tag cannot be one, or no such generation is kept.
    """
    from cmp_search.index.embedded.generations import tag as give

    return give(Path(address), tag, name, waiting)


def untag(address: Address, tag: str, waiting: Waiting = WITHOUT_LIMIT) -> None:
    """Take a tag away; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        GenerationError: no generation has it.
    """
    from cmp_search.index.embedded.generations import untag

    untag(Path(address), tag, waiting)


def snapshot(
    address: Address, waiting: Waiting = WITHOUT_LIMIT
) -> AbstractContextManager[Snapshot]:
    """The files of the current generation; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        GenerationError: there is none, or it is damaged.
    """
    from cmp_search.index.embedded.generations import snapshot

    return snapshot(Path(address), waiting)


def receiving(
    address: Address, waiting: Waiting = WITHOUT_LIMIT
) -> AbstractContextManager[Receiver]:
    """What takes a generation from elsewhere; see `cmp_search.index.base.Engine`.

    Raises:
        BusyError: another writer was waited for in vain.
        ForeignIndexError: the folder belongs to something else.
    """
    from cmp_search.index.embedded.generations import receiving

    return receiving(Path(address), waiting)


def calibration(address: Address) -> Calibration | None:
    """The calibration of the index, if there is one; see `cmp_search.index.base.Engine`.

    Raises:
        MismatchError: it is damaged.
    """
    from cmp_search.index.embedded.calibration_file import read_calibration

    return read_calibration(Path(address))


def set_calibration(address: Address, calibration: Calibration | None) -> None:
    """Replace the calibration of the index, or remove it; see `cmp_search.index.base.Engine`.

    Raises:
        NoIndexError, ForeignIndexError: as `open`.
    """
    from cmp_search.index.embedded.calibration_file import write_calibration

    current_folder(Path(address))
    write_calibration(Path(address), calibration)


def inspect(address: Address) -> Iterator[Check]:
    """What is wrong with the files of an index folder, and what a build left behind in it.

    Raises:
        NoIndexError, ForeignIndexError: as `open`.
    """
    from cmp_search.index.embedded.inspection import inspect

    return inspect(Path(address))


def check_machine() -> Check:
    """Whether Python's SQLite has full-text search."""
    from cmp_search.index.embedded.tables import full_text_fault, sqlite_version

    if fault := full_text_fault():
        what = f"SQLite {sqlite_version} has no full-text search ({fault})"
        fix = "use a Python whose SQLite has FTS5, such as the one from python.org"
        return Check(what, is_fault=True, fix=fix)
    return Check(f"SQLite {sqlite_version} with FTS5")


def storage(address: Address) -> Path:
    """The index folder, whose disk an index takes space on."""
    return Path(address)


def memory(address: Address) -> Path:
    """The file in an index folder for what was found out about its corpus."""
    return Path(address) / MEMORY
