"""The embedded engine: opens the index in a folder, or inspects it without opening it.

Functions import what they need, so that looking for the current generation is quick.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cmp_search.errors import GenerationError, MismatchError
from cmp_search.index.checks import Check, Remedy
from cmp_search.index.embedded.folder import (
    CALIBRATION,
    CURRENT,
    WORK,
    candidates,
    check_free,
    check_is_index,
    locked,
    pointer_to,
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


def open(address: Address, *, searchable: bool = True) -> Generation:
    """The current generation of an index folder, or the newest that is whole, with a caveat.

    Raises:
        NoIndexError: there is none.
        ForeignIndexError: the folder is not an index.
        MismatchError: it is from another version, or none is whole.
    """
    from cmp_search.index.embedded.opening import open_newest

    return open_newest(Path(address), searchable=searchable)


def open_builder(address: Address, encoder: Encoder) -> AbstractContextManager[IndexBuilder]:
    """A builder of an index folder; see `cmp_search.index.base.Engine`.

    Raises:
        ForeignIndexError: the folder belongs to something else.
    """
    from cmp_search.index.embedded.builder import open_builder

    return open_builder(Path(address), encoder)


def current(address: Address) -> str:
    """The name of the current generation, and when it was published.

    An index that was deleted and built anew has the same names again.

    Raises:
        NoIndexError, ForeignIndexError: as `open`.
    """
    folder = Path(address)
    return f"{candidates(folder).generations[0].name} {published_at(folder)}"


def check_idle(address: Address) -> None:
    """Make sure that no build is running there, which another would have to wait for.

    Raises:
        BusyError: one is.
    """
    check_free(Path(address))


def clear(address: Address) -> None:
    """Remove the current generation; see `cmp_search.index.base.Engine`.

    Raises:
        ForeignIndexError: the folder belongs to something else.
    """
    with locked(Path(address)):
        withdraw(Path(address))


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
    from cmp_search.index.embedded.files import DATA_FILES, MANIFEST, SCHEMA, raw_manifest

    folder = Path(address)
    check_is_index(folder)
    generation = current_folder(folder)
    if (folder / CURRENT).read_bytes() != pointer_to(generation.name):
        yield Check(f"{folder / CURRENT} is not as it was written", Remedy.BUILD, is_fault=True)
    yield from _leftovers(folder, generation)
    names: tuple[str, ...] = (MANIFEST, *DATA_FILES)
    with suppress(MismatchError):  # Reported below.
        if raw_manifest(generation).get("schema") != SCHEMA:
            names = (MANIFEST,)  # Its other files may have other names.
    missing = [name for name in names if not (generation / name).is_file()]
    for name in missing:
        yield Check(f"{generation / name} is missing", Remedy.BUILD, is_fault=True)
    if not missing:
        yield from _files(generation)


def check_machine() -> Check:
    """Whether Python's SQLite has full-text search."""
    from cmp_search.index.embedded.tables import full_text_fault, sqlite_version

    if fault := full_text_fault():
        what = f"SQLite {sqlite_version} has no full-text search ({fault})"
        return Check(what, is_fault=True)
    return Check(f"SQLite {sqlite_version} with FTS5")


def storage(address: Address) -> Path:
    """The index folder, whose disk an index takes space on."""
    return Path(address)


def _leftovers(folder: Path, generation: Path) -> Iterator[Check]:
    """What an interrupted build has left behind; a running build looks the same."""
    for path in sorted(folder.iterdir()):
        is_old = path.is_dir() and path.name not in (generation.name, WORK)
        if is_old or path.name in (WORK, f"{CURRENT}.new", f"{CALIBRATION}.new"):
            what = f"an interrupted (or running) build left {path}"
            yield Check(what, Remedy.REMOVE, path=str(path))


def _files(folder: Path) -> Iterator[Check]:
    """Whether each file has the hash in the manifest."""
    from cmp_search.index.embedded.files import file_sums, read_manifest

    try:
        manifest = read_manifest(folder)
    except GenerationError as error:
        yield Check(str(error), Remedy.BUILD, is_fault=True)
        return
    sums = file_sums(folder)
    damaged = [name for name in sums if manifest.files.get(name) != sums[name]]
    for name in damaged:
        what = f"{folder / name} is damaged: its hash is not the one in the manifest"
        yield Check(what, Remedy.BUILD, is_fault=True)
    if not damaged:
        yield Check(f"all {len(sums)} files of schema {manifest.schema} have the right hash")
