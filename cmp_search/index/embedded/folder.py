"""The index folder: generations, and a pointer to the current one.

1. A build works in a hidden folder inside the index folder, under a lock.
2. In the end it flushes every file to disk, renames the folder to its generation's name, and
   replaces the pointer (see `pointer`), each durable before the next step begins.
3. The last generations are kept, and those that have a tag (see `generations`); others are removed.
   A reader that has one open keeps it.
4. Whoever takes the lock first removes what a killed writer left, whether it then builds or not.
If anything fails before the pointer moves, the last good generation stays in place.
A calibration lies beside the generations (see `calibration_file`), which builds leave alone.
"""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cmp_search.documents.durable import beside, replace, sync_file, sync_folder
from cmp_search.documents.lock import WITHOUT_LIMIT, Waiting, holder_record
from cmp_search.documents.lock import locked as file_locked
from cmp_search.errors import ForeignIndexError, NoIndexError
from cmp_search.index.embedded.pointer import (
    CURRENT,
    MANIFEST,
    Pointer,
    read_pointer,
    write_pointer,
)
from cmp_search.index.embedded.tags import TAGS, tagged
from cmp_search.index.stored.held import held
from cmp_search.index.stored.names import KEPT, is_generation, next_name

CALIBRATION = "calibration.json"
LOCK = ".lock"
WORK = ".work"
_HOLDER = holder_record(Path(LOCK))
MEMORY = ".corpus.json"
"""What was found out about the corpus (see `changes`); losing it costs only time."""
_HALF_WRITTEN = tuple(beside(Path(name)).name for name in (CURRENT, TAGS, _HOLDER.name, MEMORY))
LEFT_BEHIND = (*_HALF_WRITTEN, f"{CURRENT}.new")
"""What a killed writer leaves; earlier versions had the last."""
HALF_CALIBRATION = (beside(Path(CALIBRATION)).name, f"{CALIBRATION}.new")
"""What a killed calibration leaves, which is written without the lock."""
_RECORDS = (CURRENT, TAGS, CALIBRATION, MEMORY, _HOLDER.name)
OWN_FILES = (*_RECORDS, *HALF_CALIBRATION, LOCK, *LEFT_BEHIND, WORK)
IGNORED_FILES = frozenset(
    [".gitignore", ".gitkeep", "README.md", ".DS_Store", "Thumbs.db", "desktop.ini"]
)
"""What version control and file managers leave in a folder; it may be in an index folder."""


def current(folder: Path) -> Path:
    """The folder of the current generation.

    Raises:
        NoIndexError: nothing has been indexed there.
        ForeignIndexError: the folder contains something else.
    """
    name = read_pointer(folder).current
    if not name:
        check_is_index(folder)
        raise NoIndexError("no_index", folder=folder.absolute())
    generation = folder / name
    if is_generation(name) and generation.is_dir():
        return generation
    if read_pointer(folder).current != name:
        return current(folder)  # A writer has moved the pointer meanwhile.
    raise NoIndexError("generation_lost", folder=folder, name=name)


class Candidates(NamedTuple):
    """The generations that may be opened, best first, and whether the pointer names the first."""

    generations: tuple[Path, ...]
    has_pointer: bool


def candidates(folder: Path) -> Candidates:
    """The current generation, then those before it, newest first, then those after it.

    Where the pointer is damaged, every generation there is may be one.

    Raises:
        NoIndexError: there is none, or no pointer: what was withdrawn is not opened.
        ForeignIndexError: the folder contains something else.
    """
    try:
        first = current(folder)
    except NoIndexError:
        kept = _kept(folder) if (folder / CURRENT).exists() else []
        if not kept:
            raise
        return Candidates(tuple(kept), has_pointer=False)
    others = [path for path in _kept(folder) if path != first]
    others.sort(key=lambda path: path.name > first.name)
    return Candidates((first, *others), has_pointer=True)


def _kept(folder: Path) -> list[Path]:
    """The generations that may be opened, newest first; none if all were withdrawn."""
    pointer = read_pointer(folder)
    if pointer.is_whole and not pointer.current:
        return []
    return [folder / name for name in published(folder).names]


def published_at(folder: Path) -> int:
    """When the pointer was last moved, in nanoseconds; 0 if there is none."""
    try:
        return (folder / CURRENT).stat().st_mtime_ns
    except OSError:
        return 0


def check_is_index(folder: Path) -> None:
    """Make sure that the folder contains nothing but an index.

    Raises:
        ForeignIndexError: it is a file, or contains files that this tool did not write.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ForeignIndexError("index_is_file", folder=folder)
    for path in sorted(folder.iterdir()):
        expected = path.name in OWN_FILES or path.name in IGNORED_FILES
        if not expected and not is_generation(path.name):
            raise ForeignIndexError("index_foreign", folder=folder, name=path.name)


@contextmanager
def locked(folder: Path, waiting: Waiting = WITHOUT_LIMIT) -> Iterator[Path]:
    """Lock the index folder for one writer and yield an empty work folder; other writers wait.

    Raises:
        BusyError: another writer had the lock for longer than was to be waited.
        ForeignIndexError: the folder belongs to something else.
    """
    check_is_index(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with file_locked(folder / LOCK, partial(held, str(folder)), waiting):
        tidy(folder)
        work = folder / WORK
        work.mkdir()
        try:
            yield work
        finally:
            tidy(folder)


def publish(folder: Path, work: Path, name: str, useless: Collection[str] = ()) -> Path:
    """Make the work folder the current generation, under its name (steps 2 and 3).

    Of the older ones, the useless are not kept, unless they have a tag.
    """
    sync_files(work)
    pointer = adopt(folder, work, name)
    older = [other for other in pointer.names if other != name and other not in useless]
    keeping = {name, *older[: KEPT - 1], *tagged(folder, pointer.names)}
    sums = {other: pointer.sums[other] for other in pointer.names if other in keeping}
    write_pointer(folder, name, sums)
    return folder / name


def sync_files(generation: Path) -> None:
    """Flush all files of a generation to disk."""
    for path in generation.iterdir():
        sync_file(path)
    sync_folder(generation)


def adopt(folder: Path, complete: Path, name: str) -> Pointer:
    """Give a complete generation, all on disk, its place among the kept ones; returns these.

    The pointer still has to be written.
    """
    replace(complete, folder / name)
    pointer = published(folder)
    sums = {name: manifest_sum(folder / name), **pointer.sums}
    return Pointer(pointer.current, sums)


def make_current(folder: Path, name: str) -> None:
    """Move the pointer to one of the generations that are kept."""
    write_pointer(folder, name, published(folder).sums)


def withdraw(folder: Path) -> None:
    """Make no generation the current one; those that are kept can be made so again."""
    write_pointer(folder, "", published(folder).sums)


def published(folder: Path) -> Pointer:
    """The pointer; if it does not hold true, one that keeps all generations that are there."""
    pointer = read_pointer(folder)
    if _holds(folder, pointer):
        return pointer
    there = [name for name in names_in(folder) if (folder / name / MANIFEST).is_file()]
    sums = {name: pointer.sums.get(name) or manifest_sum(folder / name) for name in there}
    return Pointer(pointer.current, sums)


def _holds(folder: Path, pointer: Pointer) -> bool:
    """Whether all is there that the pointer names, so that nothing else is needed."""
    return pointer.is_whole and all((folder / name).is_dir() for name in pointer.sums)


def names_in(folder: Path) -> set[str]:
    """The names of all generations in the folder, published or not."""
    return {path.name for path in folder.iterdir() if is_generation(path.name)}


def name_of_next(folder: Path) -> str:
    """The name of the next generation, which no other ever had."""
    return next_name({*names_in(folder), *read_pointer(folder).sums})


def manifest_sum(generation: Path) -> str:
    """The SHA-256 of a generation's manifest, which lists the sums of its other files."""
    from cmp_search.documents.source import file_hash

    return file_hash(generation / MANIFEST)


def tidy(folder: Path) -> None:
    """Remove the generations that are not kept, and what a killed writer left.

    A generation goes by a rename first, so that none is half there under its name. One whose files
    are open on Windows stays until the next time.
    """
    work, pointer = folder / WORK, read_pointer(folder)
    if _holds(folder, pointer):
        for name in names_in(folder).difference(pointer.sums):
            work.mkdir(exist_ok=True)
            with suppress(OSError):
                (folder / name).rename(work / name)
    for name in LEFT_BEHIND:
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(work, ignore_errors=True)
