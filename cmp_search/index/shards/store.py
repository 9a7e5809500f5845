"""The store of shards: each is written once, whole or not at all, and checked when it is read."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

SUM = 32
"""Bytes of the sum at the beginning of a shard's file."""


@dataclass(frozen=True, slots=True)
class ShardStore:
    """A folder of shards that several processes on several machines may use at once."""

    folder: Path

    def read(self, name: str) -> bytes | None:
        """A shard; None if there is none, or it is damaged, and then it is removed."""
        try:
            found = self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        content = found[SUM:]
        if sha256(content).digest() == found[:SUM]:
            return content
        self._path(name).unlink(missing_ok=True)
        return None

    def write(self, name: str, content: bytes) -> None:
        """Keep a shard; if another process has written it meanwhile, that one stays."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        begun = path.with_name(f".{name}.{uuid4().hex}")
        try:
            with begun.open("xb") as file:
                file.write(sha256(content).digest() + content)
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(begun, path)  # Unlike a rename, it replaces nothing.
        finally:
            begun.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove all shards, and what a killed process has left of one."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name
