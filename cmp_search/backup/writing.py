"""Writing a backup.

1. The index is locked, so that corpus and generation belong together as well as they can, and the
   sums of its current generation are compared.
2. The sums of all files come first (see `contents`); each file is read once more while it is
   copied, and must still have its sum.
3. The file is written under a hidden name, flushed, read back as a whole, and only then renamed.
"""

import hashlib
import os
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from cmp_search.backup.contents import (
    CONTENTS,
    CONTENTS_TYPE,
    CORPUS,
    INDEX,
    VERSION,
    BackupContents,
    Sum,
    files_in,
    inside,
)
from cmp_search.backup.reading import CHUNK, check_backup
from cmp_search.documents.durable import beside, replace
from cmp_search.documents.lock import Waiting
from cmp_search.documents.source import file_hash
from cmp_search.errors import BackupError
from cmp_search.index.address import Address
from cmp_search.index.engines import engine_of
from cmp_search.version import __version__

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Zip files know no time before it."""


def write_backup(corpus: Path, index: Address, file: Path, waiting: Waiting) -> BackupContents:
    """Write the corpus and the current generation of its index into one file.

    Raises:
        BackupError: the file is there already or within these folders, or has no folder; a file of
            the corpus cannot be in a backup, or was changed meanwhile.
        BusyError: another writer of the index was waited for in vain.
        GenerationError: there is no index, or it is damaged.
    """
    engine = engine_of(index)
    _check_place(file, [corpus, engine.storage(index)])
    with engine.snapshot(index, waiting) as snapshot:
        kept = {one.name: one for one in engine.generations(index)}[snapshot.generation]
        in_corpus = {_path_in(corpus, path): path for path in files_in(corpus, removed=True)}
        contents = BackupContents(
            version=VERSION,
            tool=__version__,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            generation=snapshot.generation,
            documents=kept.documents,
            fingerprint=kept.fingerprint,
            calibration=engine.calibration(index),
            corpus={name: _sum(path) for name, path in in_corpus.items()},
            index={name: _sum(path) for name, path in snapshot.files.items()},
            tags=kept.tags,
        )
        paths = {CORPUS + name: path for name, path in in_corpus.items()}
        paths |= {INDEX + name: path for name, path in snapshot.files.items()}
        with _written(file) as new:
            _write(new, contents, paths)
            check_backup(new)
    return contents


def _check_place(file: Path, folders: list[Path | None]) -> None:
    if file.exists():
        raise BackupError("backup_exists", file=file)
    if not file.absolute().parent.is_dir():
        raise BackupError("backup_folder", folder=file.parent)
    for folder in folders:
        if folder is not None and file.resolve().is_relative_to(folder.resolve()):
            raise BackupError("backup_inside", file=file, folder=folder)


def _path_in(corpus: Path, path: Path) -> str:
    try:
        return inside(path.relative_to(corpus).as_posix())
    except ValueError as error:
        raise BackupError("backup_name", file=path) from error


def _sum(path: Path) -> Sum:
    return Sum(path.stat().st_size, file_hash(path))


@contextmanager
def _written(file: Path) -> Iterator[Path]:
    """A path to write to, which in the end becomes the file; if that fails, nothing is left."""
    new = beside(file)
    try:
        yield new
        replace(new, file)
    finally:
        new.unlink(missing_ok=True)


def _write(new: Path, contents: BackupContents, paths: dict[str, Path]) -> None:
    with new.open("wb") as target:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as backup:
            backup.writestr(CONTENTS, CONTENTS_TYPE.dump_json(contents, indent=1))
            for name, expected in contents.members.items():
                with backup.open(_member(name, paths[name]), "w", force_zip64=True) as copy:
                    if _copied(paths[name], copy) != expected:
                        raise BackupError("backup_changed", file=paths[name])
        target.flush()
        os.fsync(target.fileno())


def _member(name: str, path: Path) -> zipfile.ZipInfo:
    """A file of the backup, with the time of its last change."""
    changed = max(time.localtime(path.stat().st_mtime)[:6], EARLIEST)
    member = zipfile.ZipInfo(name, changed)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member


def _copied(path: Path, copy: IO[bytes]) -> Sum:
    """Copy a file; returns the sum of what was copied."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            copy.write(chunk)
    return Sum(size, digest.hexdigest())
