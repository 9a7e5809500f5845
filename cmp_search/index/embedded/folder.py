"""The index folder: generations, and a pointer to the current one.

1. A build works in a hidden folder inside the index folder, under a lock.
2. In the end it flushes every file to disk, renames the folder to its generation's name, and moves
   the pointer `CURRENT` by replacing that file, which is atomic.
3. Other generations are removed; a reader that has one open keeps it.
If anything fails before the pointer moves, the last good generation stays in place.
A calibration lies beside the generations (see `calibration_file`), which builds leave alone.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cmp_search.errors import BusyError, ForeignIndexError, NoIndexError

CURRENT = "CURRENT"
CALIBRATION = "calibration.json"
LOCK = ".lock"
WORK = ".work"
OWN_FILES = (CURRENT, f"{CURRENT}.new", LOCK, WORK, CALIBRATION, f"{CALIBRATION}.new")
IGNORED_FILES = frozenset(
    [".gitignore", ".gitkeep", "README.md", ".DS_Store", "Thumbs.db", "desktop.ini"]
)
"""What version control and file managers leave in a folder; it may be in an index folder."""
_GENERATION = re.compile(r"g[0-9]{6,}")


def current(folder: Path) -> Path:
    """The folder of the current generation.

    Raises:
        NoIndexError: nothing has been indexed there.
        ForeignIndexError: the folder contains something else.
    """
    name = _read_pointer(folder)
    if not name:
        check_is_index(folder)
        raise NoIndexError("no_index", folder=folder.absolute())
    generation = folder / name
    if _is_generation(name) and generation.is_dir():
        return generation
    if _read_pointer(folder) != name:
        return current(folder)  # A writer has moved the pointer meanwhile.
    raise NoIndexError("generation_lost", folder=folder, name=name)


class Candidates(NamedTuple):
    """The generations that may be opened, best first, and whether the pointer names the first."""

    generations: tuple[Path, ...]
    has_pointer: bool


def candidates(folder: Path) -> Candidates:
    """The current generation, then those before it, newest first, then those after it.

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
    """All generations, newest first."""
    return sorted((path for path in folder.iterdir() if _is_generation(path.name)), reverse=True)


def published_at(folder: Path) -> int:
    """When the current generation was published, in nanoseconds; 0 if there is none."""
    try:
        return (folder / CURRENT).stat().st_mtime_ns
    except OSError:
        return 0


def _read_pointer(folder: Path) -> str:
    """The name in the pointer; empty if it is missing or unreadable."""
    try:
        return (folder / CURRENT).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def pointer_to(name: str) -> bytes:
    """What the pointer to a generation says, to the byte."""
    return f"{name}\n".encode()


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
        if not expected and not _is_generation(path.name):
            raise ForeignIndexError("index_foreign", folder=folder, name=path.name)


@contextmanager
def locked(folder: Path) -> Iterator[Path]:
    """Lock the index folder for one writer and yield an empty work folder; other writers wait."""
    from filelock import FileLock  # Late, so that a question need not wait for it.

    check_is_index(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / LOCK):
        work = folder / WORK
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def check_free(folder: Path) -> None:
    """Make sure that no writer has the lock, whom the next one would have to wait for.

    Raises:
        BusyError: one is.
    """
    from filelock import FileLock, Timeout

    if not (folder / LOCK).exists():
        return
    try:
        with FileLock(folder / LOCK, timeout=0):
            return
    except Timeout as error:
        raise BusyError("index_busy", folder=folder) from error


def publish(folder: Path, work: Path, name: str) -> Path:
    """Make the work folder the current generation, under its name (steps 2 and 3)."""
    for path in work.iterdir():
        _flush(path)
    _flush(work)
    generation = folder / name
    work.rename(generation)
    pointer = folder / f"{CURRENT}.new"
    pointer.write_bytes(pointer_to(name))
    _flush(pointer)
    os.replace(pointer, folder / CURRENT)
    _flush(folder)
    _remove_generations(folder, keeping=generation)
    return generation


def withdraw(folder: Path) -> None:
    """Remove all generations, the pointer first, so that none is current half removed."""
    (folder / CURRENT).unlink(missing_ok=True)
    _flush(folder)
    _remove_generations(folder)


def _remove_generations(folder: Path, keeping: Path | None = None) -> None:
    for path in folder.iterdir():
        if _is_generation(path.name) and path != keeping:
            shutil.rmtree(path, ignore_errors=True)


def next_name(folder: Path) -> str:
    """The name of the next generation, counting from g000001."""
    taken = [int(path.name[1:]) for path in folder.iterdir() if _is_generation(path.name)]
    return f"g{max(taken, default=0) + 1:06d}"


def _is_generation(name: str) -> bool:
    return _GENERATION.fullmatch(name) is not None


def _flush(path: Path) -> None:
    """Flush a file's or folder's changes to disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder; its renames are durable without it.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
