"""Flipping a bit of a file, in a copy: what is open elsewhere keeps its own."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path


def files_with_bits(folder: Path, names: Collection[str] = ()) -> list[Path]:
    """The files of a folder with anything in them, of these names if any are given."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size)
    return [path for path in files if not names or path.name in names]


@contextmanager
def flipped(path: Path, bit: int) -> Iterator[None]:
    """Flip a bit of a file; then it is as it was."""
    content = path.read_bytes()
    harmed = bytearray(content)
    harmed[bit // 8] ^= 1 << bit % 8
    _replace(path, bytes(harmed))
    try:
        yield
    finally:
        _replace(path, content)


def _replace(path: Path, content: bytes) -> None:
    written = path.with_name(f"{path.name}.part")
    written.write_bytes(content)
    shutil.move(written, path)
