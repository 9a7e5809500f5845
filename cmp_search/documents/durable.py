"""Writing files so that neither a kill nor a power cut leaves half of one.

1. A file is written under a hidden name beside its own, and flushed to disk.
2. It takes its place by a rename, which replaces an older file in one step.
3. The folder is flushed, since a rename that is only in memory is undone by a power cut.
Whoever comes after a kill finds the old file or the new one, whole. What the kill left under the
hidden name is removed by the next write.
"""

import os
from functools import partial
from pathlib import Path


def beside(path: Path) -> Path:
    """The hidden name under which a file is written before it takes its place."""
    return path.with_name(f".{path.name.removeprefix('.')}.new")


def write_file(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file, or replace one; when this returns, it survives a power cut.

    Nobody can do with it, at any moment, what neither `mode` nor the umask of the process allows.

    Raises:
        OSError: the disk cannot take it; the file is the old one, or the new one, whole.
    """
    new = beside(path)
    try:
        new.unlink(missing_ok=True)
        with open(new, "wb", opener=partial(os.open, mode=mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def replace(source: Path, target: Path) -> None:
    """Rename a file or folder, and flush the folders that it left and came to.

    Raises:
        OSError: it cannot be renamed to that, for instance because it is on another disk.
    """
    os.replace(source, target)
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def sync_file(path: Path) -> None:
    """Flush what was written to a file to disk."""
    _sync(path, os.O_RDWR)


def sync_folder(folder: Path) -> None:
    """Flush to disk which names a folder has."""
    if os.name != "nt":  # Windows cannot open a folder; its renames are durable without it.
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
