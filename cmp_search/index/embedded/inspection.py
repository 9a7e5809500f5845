"""Inspecting an index folder without opening the index: its files, and what a build left behind."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cmp_search.errors import GenerationError, MismatchError
from cmp_search.index.checks import Check, Remedy
from cmp_search.index.embedded.files import (
    DATA_FILES,
    MANIFEST,
    SCHEMA,
    file_sums,
    raw_manifest,
    read_manifest,
)
from cmp_search.index.embedded.folder import (
    HALF_CALIBRATION,
    LEFT_BEHIND,
    WORK,
    check_is_index,
    current,
    manifest_sum,
    names_in,
    published,
)
from cmp_search.index.embedded.generations import check
from cmp_search.index.embedded.pointer import CURRENT, as_written


def inspect(folder: Path) -> Iterator[Check]:
    """What is wrong with the files of an index folder, and what a build left behind in it.

    Raises:
        NoIndexError, ForeignIndexError: as `folder.current`.
    """
    check_is_index(folder)
    generation = current(folder)
    yield from _pointer(folder, generation.name)
    yield from _leftovers(folder)
    yield from _kept(folder, generation.name)
    names: tuple[str, ...] = (MANIFEST, *DATA_FILES)
    with suppress(MismatchError):  # Reported below.
        if raw_manifest(generation).get("schema") != SCHEMA:
            names = (MANIFEST,)  # Its other files may have other names.
    missing = [name for name in names if not (generation / name).is_file()]
    for name in missing:
        yield Check(f"{generation / name} is missing", Remedy.BUILD, is_fault=True)
    if not missing:
        yield from _files(generation)


def _pointer(folder: Path, name: str) -> Iterator[Check]:
    """Whether the pointer is as it was written, by this version or an earlier one."""
    sums = published(folder).sums
    written = (as_written(name, sums), f"{name}\n".encode())
    is_as_written = (folder / CURRENT).read_bytes() in written
    if not is_as_written or sums.get(name) not in ("", _manifest_sum(folder / name)):
        yield Check(f"{folder / CURRENT} is not as it was written", Remedy.BUILD, is_fault=True)


def _manifest_sum(generation: Path) -> str:
    """The hash of a generation's manifest; that of a damaged one is no matter of the pointer's."""
    try:
        read_manifest(generation)
    except GenerationError:
        return published(generation.parent).sums.get(generation.name, "")
    return manifest_sum(generation)


def _leftovers(folder: Path) -> Iterator[Check]:
    """What an interrupted build has left behind; a running build looks the same."""
    old = names_in(folder).difference(published(folder).sums)
    for path in sorted(folder.iterdir()):
        if path.name in old or path.name in (WORK, *LEFT_BEHIND, *HALF_CALIBRATION):
            what = f"an interrupted (or running) build left {path}"
            yield Check(what, Remedy.REMOVE, path=str(path))


def _kept(folder: Path, current: str) -> Iterator[Check]:
    """Whether the older generations are as they were published, so that one can go back to them."""
    for name in published(folder).names:
        try:
            if name != current:
                check(folder, name)
        except (MismatchError, OSError) as error:
            if isinstance(error, MismatchError) and error.code == "other_schema":
                continue  # It stays because it has a tag.
            what = f"{folder / name}, which is kept to go back to, is damaged"
            yield Check(what, Remedy.REMOVE, path=str(folder / name))


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
        yield Check(f"all {len(sums)} files of schema {manifest.schema} have the right hash")
