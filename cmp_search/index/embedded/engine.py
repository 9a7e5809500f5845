"""The embedded engine: opens the index in a folder, or inspects it without opening it."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders import Encoder
from cmp_search.errors import GenerationError, MismatchError
from cmp_search.index.base import Check, Remedy
from cmp_search.index.builder import IndexBuilder
from cmp_search.index.embedded.folder import CURRENT, WORK, check_free, check_is_index
from cmp_search.index.embedded.folder import current as current_folder
from cmp_search.index.embedded.generation import Generation
from cmp_search.index.manifest import DATA_FILES, MANIFEST, file_sums, read_manifest


def open(address: Path, *, searchable: bool = True) -> Generation:
    """The current generation of an index folder; see `cmp_search.index.base.Engine`.

    Raises:
        NoIndexError: there is none.
        ForeignIndexError: the folder is not an index.
        MismatchError: it is from another version, or damaged.
    """
    generation = current_folder(address)
    try:
        return Generation.load(generation, searchable=searchable)
    except (MismatchError, RuntimeError, OSError, sqlite3.Error) as error:
        # A writer may have moved the pointer and removed the old generation just now.
        if current_folder(address) != generation:
            return open(address, searchable=searchable)
        if isinstance(error, MismatchError):
            raise
        raise MismatchError("index_broken", folder=generation, reason=error) from error


def open_builder(
    address: Path, encoder: Encoder, model: str, settings: PassageSettings
) -> AbstractContextManager[IndexBuilder]:
    """A builder of an index folder; see `cmp_search.index.base.Engine`.

    Raises:
        ForeignIndexError: the folder belongs to something else.
    """
    from cmp_search.index.embedded.builder import open_builder

    return open_builder(address, encoder, model, settings)


def current(address: Path) -> str:
    """The name of the current generation.

    Raises:
        NoIndexError, ForeignIndexError: as `open`.
    """
    return current_folder(address).name


def check_idle(address: Path) -> None:
    """Make sure that no build is running there, which another would have to wait for.

    Raises:
        BusyError: one is.
    """
    check_free(address)


def inspect(address: Path) -> Iterator[Check]:
    """What is wrong with the files of an index folder, and what a build left behind in it.

    Raises:
        NoIndexError, ForeignIndexError: as `open`.
    """
    check_is_index(address)
    folder = current_folder(address)
    yield from _leftovers(address, folder)
    missing = [name for name in (MANIFEST, *DATA_FILES) if not (folder / name).is_file()]
    for name in missing:
        yield Check(f"{folder / name} is missing", Remedy.BUILD, is_fault=True)
    if not missing:
        yield from _files(folder)


def _leftovers(address: Path, folder: Path) -> Iterator[Check]:
    """What an interrupted build has left behind; a running build looks the same."""
    for path in sorted(address.iterdir()):
        is_old = path.is_dir() and path.name not in (folder.name, WORK)
        if is_old or path.name in (WORK, f"{CURRENT}.new"):
            what = f"an interrupted (or running) build left {path}"
            yield Check(what, Remedy.REMOVE, path=path)


def _files(folder: Path) -> Iterator[Check]:
    """Whether each file has the hash in the manifest."""
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
        yield Check(f"all {len(sums)} files have the right hash")
