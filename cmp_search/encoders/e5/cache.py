"""Folders in the user's cache, made once, checked, and safe with several processes.

1. A folder is complete if it has its list of hashes and every file is as listed: one up to
   `WHOLE_BYTES` by its hash, which takes milliseconds; a larger one by its size, since what uses it
   checks what it uses (see `fast` and `words`).
2. Otherwise it is made under a lock: in a temporary folder next to it, with the list of hashes
   written last, which is then renamed. So what a disk has damaged is made anew.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

SUMS = "sha256.json"
WHOLE_BYTES = 32 * 1024**2

Sums = dict[str, dict[str, Any]]
"""For each file of a folder, by its relative path: `bytes` and `sha256`."""


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The folder, which `make` fills unless it is complete.

    Raises:
        OSError: the cache cannot be written.
    """
    if is_complete(folder):
        return folder
    from filelock import FileLock  # Late, so that a question need not wait for it.

    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        if not is_complete(folder):
            _make(folder, make)
    return folder


def is_complete(folder: Path) -> bool:
    """Whether there is a list of hashes and each file is as listed (step 1)."""
    try:
        sums = sums_of(folder)
        return bool(sums) and all(_is_as_listed(folder / name, sum) for name, sum in sums.items())
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return False


def damaged(folder: Path) -> list[str]:
    """The files of a complete folder that are not as listed, each read whole.

    Raises:
        OSError, ValueError, AttributeError, KeyError, TypeError: there is no list, or it is none.
    """
    return [
        name
        for name, sum in sums_of(folder).items()
        if not ((folder / name).is_file() and _is_as_listed(folder / name, sum, whole=True))
    ]


def sums_of(folder: Path) -> Sums:
    """The list of hashes of a folder.

    Raises:
        OSError, ValueError: there is no list, or it is none.
    """
    sums: Sums = json.loads((folder / SUMS).read_text("utf-8"))
    return sums


def _is_as_listed(file: Path, sum: dict[str, Any], *, whole: bool = False) -> bool:
    from cmp_search.documents.source import file_hash  # Late, as above.

    size = file.stat().st_size
    by_size = size > WHOLE_BYTES and not whole
    return size == sum["bytes"] and (by_size or file_hash(file) == sum["sha256"])


def _make(folder: Path, make: Callable[[Path], None]) -> None:
    from cmp_search.documents.source import file_hash  # Late, as above.

    work = folder.with_name(folder.name + ".new")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    make(work)
    sums: Sums = {
        str(path.relative_to(work)): {
            "bytes": path.stat().st_size,
            "sha256": file_hash(path),
        }
        for path in sorted(work.rglob("*"))
        if path.is_file()
    }
    (work / SUMS).write_text(json.dumps(sums, indent=1), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    work.rename(folder)
