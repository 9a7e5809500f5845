"""What OpenVINO compiles, kept beside the export, and checked before it is used.

1. OpenVINO writes a blob for this processor and version into the folder, and reads it next time
   without checking it.
2. So each blob's CRC is listed when it has been written; one that differs, or that is not listed,
   is deleted, and OpenVINO compiles again.
"""

import json
import zlib
from contextlib import suppress
from pathlib import Path

from cmp_search.documents.durable import write_file

SUMS = "crc32.json"


def damaged_blobs(folder: Path) -> list[Path]:
    """The blobs that are not as listed, or cannot be read."""
    listed = _listed(folder)
    return [blob for blob in sorted(folder.glob("*.blob")) if not _is_as_listed(blob, listed)]


def drop_damaged(folder: Path) -> None:
    """Delete the blobs that are not as listed; what cannot be deleted is left to OpenVINO."""
    for blob in damaged_blobs(folder):
        with suppress(OSError):
            blob.unlink()


def list_blobs(folder: Path) -> None:
    """List the blobs that are not listed yet; without a list they are compiled again."""
    listed, blobs = _listed(folder), sorted(folder.glob("*.blob"))
    if {blob.name for blob in blobs} == set(listed):
        return
    with suppress(OSError):
        sums = {blob.name: _crc(blob) for blob in blobs}
        write_file(folder / SUMS, json.dumps(sums, indent=1).encode())


def _listed(folder: Path) -> dict[str, int]:
    try:
        listed = json.loads((folder / SUMS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return listed if isinstance(listed, dict) else {}


def _is_as_listed(blob: Path, listed: dict[str, int]) -> bool:
    with suppress(OSError):
        return listed.get(blob.name) == _crc(blob)
    return False


def _crc(file: Path) -> int:
    """The CRC-32 of a file: 15 ms for a blob, where a SHA-256 would take 50."""
    sum = 0
    with file.open("rb") as opened:
        while piece := opened.read(1024**2):
            sum = zlib.crc32(piece, sum)
    return sum
