"""Reading a backup, which may come from anywhere: nothing in it is believed.

1. `backup.json` must be that of a version this tool knows, and no larger than a list of files is.
2. Only files that it names are looked at, under paths that stay within their folders (see
   `contents`). No more is unpacked of one than the size that it names, and its sum is compared.
"""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from cmp_search.backup.contents import CONTENTS, CONTENTS_TYPE, VERSION, BackupContents, Sum
from cmp_search.errors import BackupError

CHUNK = 1 << 20
MAX_CONTENTS = 64 << 20
"""Bytes of `backup.json`: some 400,000 files."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, RuntimeError, ValueError)
"""What `zipfile` raises of files that are damaged, encrypted or forged: a place before the start of
the file is an OSError."""


class Backup:
    """A backup that is open, and what it says it contains."""

    def __init__(self, file: Path, opened: zipfile.ZipFile) -> None:
        """Read what it contains.

        Raises:
            BackupError: it is damaged, or no backup, or of a later version.
        """
        self._file, self._zip = file, opened
        with _read_errors(file), self._open(CONTENTS) as listed:
            raw = listed.read(MAX_CONTENTS + 1)
            if len(raw) > MAX_CONTENTS:
                raise ValueError("the list is too long")
        try:
            self.contents: BackupContents = CONTENTS_TYPE.validate_json(raw)
        except ValidationError as error:
            raise BackupError("backup_damaged", file=file, name=CONTENTS) from error
        if self.contents.version > VERSION:
            raise BackupError("backup_newer", file=file, version=self.contents.tool)

    def unpack(self, name: str, target: Path | None = None) -> None:
        """Compare the sum of a file, and write it to a path if one is given, flushed to disk.

        Raises:
            BackupError: the sum is another.
            OSError: the disk does not take it, which is no fault of the backup.
        """
        expected = self.contents.members[name]
        digest, size = hashlib.sha256(), 0
        with _written(target) as copy:
            for chunk in self._chunks(name, expected.bytes):
                digest.update(chunk)
                size += len(chunk)
                if copy is not None:
                    copy.write(chunk)
        if Sum(size, digest.hexdigest()) != expected:
            raise BackupError("backup_damaged", file=self._file, name=name)

    def _chunks(self, name: str, most: int) -> Iterator[bytes]:
        """A file to its end, or a little beyond what there should be."""
        size = 0
        with _read_errors(self._file, name), self._open(name) as packed:
            while size <= most and (chunk := packed.read(min(CHUNK, most + 1 - size))):
                size += len(chunk)
                yield chunk

    def _open(self, name: str) -> IO[bytes]:
        member = self._zip.getinfo(name)
        if member.compress_type not in _METHODS:
            raise ValueError("it is compressed in another way")
        return self._zip.open(member)


@contextmanager
def open_backup(file: Path) -> Iterator[Backup]:
    """Open a backup.

    Raises:
        BackupError: it is missing or damaged, or no backup, or of a later version.
    """
    if not file.is_file():
        raise BackupError("no_backup", file=file)
    with _read_errors(file):
        opened = zipfile.ZipFile(file)
    with opened:
        yield Backup(file, opened)


def check_backup(file: Path) -> BackupContents:
    """Compare the sums of all files of a backup; returns what it contains.

    Raises:
        BackupError: as `open_backup`, or a sum is another.
    """
    with open_backup(file) as backup:
        for name in backup.contents.members:
            backup.unpack(name)
        return backup.contents


@contextmanager
def _read_errors(file: Path, name: str = CONTENTS) -> Iterator[None]:
    try:
        yield
    except (*_DAMAGE, NotImplementedError) as error:
        raise BackupError("backup_damaged", file=file, name=name) from error


@contextmanager
def _written(target: Path | None) -> Iterator[IO[bytes] | None]:
    """A new file to write to, flushed to disk in the end; None if there is to be none."""
    if target is None:
        yield None
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as copy:
        yield copy
        copy.flush()
        os.fsync(copy.fileno())
