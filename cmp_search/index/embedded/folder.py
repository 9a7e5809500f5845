"""The index folder: generations beside each other, and a pointer to the one that counts.

1. A build works in a hidden folder inside the index folder, under a lock.
2. Done, it flushes every file to disk, renames the folder to its generation's name, and moves the
   pointer `CURRENT` by replacing it, which the file system does whole or not at all.
3. Generations that the pointer does not name are removed; a reader that has one open keeps it.
Whatever breaks before the pointer moves leaves the last good generation in place.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from cmp_search.errors import BusyError, ForeignIndexError, NoIndexError

CURRENT = "CURRENT"
LOCK = ".lock"
WORK = ".work"
KEEP_FILES = frozenset(
    [".gitignore", ".gitkeep", "README.md", ".DS_Store", "Thumbs.db", "desktop.ini"]
)
"""What version control and file managers leave in a folder; it may lie beside an index."""
_GENERATION = re.compile(r"g[0-9]{6,}")


def current(folder: Path) -> Path:
    """The folder of the current generation.

    Raises:
        NoIndexError: nothing has been indexed there.
        ForeignIndexError: the folder holds something else.
    """
    name = _pointed_to(folder)
    if not name:
        check_ours(folder)
        raise NoIndexError("no_index", folder=folder)
    generation = folder / name
    if _is_generation(name) and generation.is_dir():
        return generation
    if _pointed_to(folder) != name:
        return current(folder)  # A writer has moved the pointer since it was read.
    raise NoIndexError("generation_lost", folder=folder, name=name)


def _pointed_to(folder: Path) -> str:
    """The name that the pointer holds; empty where there is none that can be read."""
    try:
        return (folder / CURRENT).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def check_ours(folder: Path) -> None:
    """Make sure that nothing but an index is in the folder.

    Raises:
        ForeignIndexError: it is a file, or holds files that this tool did not write.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ForeignIndexError("index_is_file", folder=folder)
    for path in sorted(folder.iterdir()):
        ours = path.name in (CURRENT, LOCK, WORK, f"{CURRENT}.new") or path.name in KEEP_FILES
        if not ours and not _is_generation(path.name):
            raise ForeignIndexError("index_foreign", folder=folder, name=path.name)


@contextmanager
def locked(folder: Path) -> Iterator[Path]:
    """Hold the index folder for one writer; others wait. Gives an empty work folder."""
    check_ours(folder)
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
    """Make sure that no writer is at work, for whom the next one would wait.

    Raises:
        BusyError: one is.
    """
    if not (folder / LOCK).exists():
        return
    try:
        with FileLock(folder / LOCK, timeout=0):
            return
    except Timeout as error:
        raise at_work(folder) from error


def at_work(folder: Path) -> BusyError:
    """The error for a writer that will not wait for another one."""
    return BusyError("index_busy", folder=folder)


def publish(folder: Path, work: Path, name: str) -> Path:
    """Make the work folder the current generation, under its name (steps 2 and 3)."""
    for path in work.iterdir():
        _flush(path)
    _flush(work)
    generation = folder / name
    work.rename(generation)
    pointer = folder / f"{CURRENT}.new"
    pointer.write_text(name + "\n", "utf-8")
    _flush(pointer)
    os.replace(pointer, folder / CURRENT)
    _flush(folder)
    for path in folder.iterdir():
        if _is_generation(path.name) and path != generation:
            shutil.rmtree(path, ignore_errors=True)
    return generation


def next_name(folder: Path) -> str:
    """The name of the next generation, counting from g000001."""
    taken = [int(path.name[1:]) for path in folder.iterdir() if _is_generation(path.name)]
    return f"g{max(taken, default=0) + 1:06d}"


def _is_generation(name: str) -> bool:
    return _GENERATION.fullmatch(name) is not None


def _flush(path: Path) -> None:
    """Write a file's or folder's changes through to the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder; its renames are durable without it.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
