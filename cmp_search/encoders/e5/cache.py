"""Folders in the user's cache, made once, checked, and safe with several processes.

1. A folder is complete if it has its list of hashes and every file has the size listed.
2. Otherwise it is made under a lock: in a temporary folder next to it, with the list of hashes
   written last, which is then renamed.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

SUMS = "sha256.json"


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
    """Whether the list of hashes exists and each file has its size."""
    try:
        sums: dict[str, dict[str, str | int]] = json.loads((folder / SUMS).read_text("utf-8"))
        return bool(sums) and all(
            (folder / name).stat().st_size == sum["bytes"] for name, sum in sums.items()
        )
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return False


def _make(folder: Path, make: Callable[[Path], None]) -> None:
    from cmp_search.documents.source import file_hash  # Late, as above.

    work = folder.with_name(folder.name + ".new")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    make(work)
    sums = {
        str(path.relative_to(work)): {"bytes": path.stat().st_size, "sha256": file_hash(path)}
        for path in sorted(work.rglob("*"))
        if path.is_file()
    }
    (work / SUMS).write_text(json.dumps(sums, indent=1), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    work.rename(folder)
