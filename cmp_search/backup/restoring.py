"""Restoring a backup into a corpus folder and an index.

1. Where there are texts or an index already, it has to be said that they may be replaced.
2. All files are unpacked beside their places, compared with their sums and flushed: those of the
   corpus into a hidden folder in it, those of the generation into the index, where it is kept.
3. The hidden folder is renamed to `.restore`. If the command is killed before that, nothing has
   changed; after that, whatever command writes next completes the restoration.
4. To complete it, files of the corpus that are not as in the backup are moved to `removed/`, those
   of the backup take their places, the generation is made the current one and gets its tags, and
   the thresholds chosen for the index are set. Each of these steps can be done twice.
Nothing is lost: what was there is in `removed/`, the last generation is kept, and whatever has a
tag there keeps it.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import ValidationError

from cmp_search.backup.contents import (
    CONTENTS,
    CONTENTS_TYPE,
    CORPUS,
    INDEX,
    BackupContents,
    files_in,
)
from cmp_search.backup.reading import Backup, open_backup
from cmp_search.corpus.files import move_to_removed
from cmp_search.documents.durable import replace, sync_folder, write_file
from cmp_search.documents.lock import Holder, Waiting, locked
from cmp_search.documents.source import REMOVED, file_hash
from cmp_search.errors import BackupError, NoIndexError
from cmp_search.index.address import Address
from cmp_search.index.engines import engine_of
from cmp_search.index.kept import Receiver
from cmp_search.index.manifest import Origin
from cmp_search.index.origin import origin_of

LOCK = ".restore.lock"
UNPACKING, UNPACKED = ".restoring", ".restore"
FILES = "files"


def restore_backup(
    file: Path, corpus: Path, index: Address, waiting: Waiting, *, replacing: bool = False
) -> BackupContents:
    """Put the corpus and the index of a backup in the place of those that are there.

    Raises:
        BackupError: the file is missing, damaged or no backup, or there are texts or an index
            already and `replacing` is false; nothing has changed.
        BusyError: another writer of the index was waited for in vain.
        ForeignIndexError: the index folder belongs to something else.
    """
    finish_restoring(corpus, index, waiting)
    with open_backup(file) as backup:
        if not replacing:
            _check_empty(corpus, index)
        _check_links(corpus, backup.contents)
        with _locked(corpus, waiting), engine_of(index).receiving(index, waiting) as receiver:
            _unpack(backup, corpus, receiver, origin_of(corpus, index))
            _complete(corpus, index, receiver)
        return backup.contents


def finish_restoring(corpus: Path, index: Address, waiting: Waiting) -> None:
    """Complete a restoration that was killed (step 4), or clear what it had unpacked until then.

    Raises:
        BusyError: another writer of the index was waited for in vain.
    """
    if not any((corpus / name).exists() for name in (UNPACKING, UNPACKED)):
        return
    with _locked(corpus, waiting), engine_of(index).receiving(index, waiting) as receiver:
        _complete(corpus, index, receiver)


@contextmanager
def _locked(corpus: Path, waiting: Waiting) -> Iterator[None]:
    """One restoration of a corpus at a time."""

    def busy(holder: Holder) -> BackupError:
        return BackupError("restore_busy", folder=corpus, who=holder.who, since=holder.moment)

    corpus.mkdir(parents=True, exist_ok=True)
    with locked(corpus / LOCK, busy, waiting):
        yield


def _check_empty(corpus: Path, index: Address) -> None:
    has_index = any(one.is_current for one in engine_of(index).generations(index))
    texts = (path for path in files_in(corpus, removed=False) if not path.name.startswith("."))
    if has_index or any(texts):
        raise BackupError("restore_not_empty", corpus=corpus, index=index)


def _check_links(corpus: Path, contents: BackupContents) -> None:
    """Make sure that no folder that is written to is a link in the corpus, perhaps to elsewhere."""
    for name in (REMOVED, UNPACKING, UNPACKED):
        if (corpus / name).is_symlink():
            raise BackupError("restore_link", file=corpus / name)
    for path in contents.corpus:
        for folder in (corpus / path).relative_to(corpus).parents:
            if (corpus / folder).is_symlink() and folder != Path():
                raise BackupError("restore_link", file=corpus / folder)


def _unpack(backup: Backup, corpus: Path, receiver: Receiver, origin: Origin) -> None:
    """Steps 2 and 3."""
    contents, unpacking = backup.contents, corpus / UNPACKING
    _discard(corpus)
    try:
        for name in contents.index:
            backup.unpack(INDEX + name, receiver.folder / name)
        for path in contents.corpus:
            backup.unpack(CORPUS + path, unpacking / FILES / path)
        unpacking.mkdir(exist_ok=True)
        write_file(unpacking / CONTENTS, CONTENTS_TYPE.dump_json(contents))
        for folder in [path for path in unpacking.rglob("*") if path.is_dir()]:
            sync_folder(folder)
        receiver.keep(contents.generation, origin)
    except BaseException:
        _discard(corpus)
        raise
    replace(unpacking, corpus / UNPACKED)


def _complete(corpus: Path, index: Address, receiver: Receiver) -> None:
    """Step 4; what was unpacked but never to be put into its place is cleared."""
    contents = _unpacked(corpus)
    if contents:
        _move_away(corpus, contents)
        for path in contents.corpus:
            unpacked, place = corpus / UNPACKED / FILES / path, corpus / path
            if unpacked.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                replace(unpacked, place)
        receiver.make_current(contents.generation, contents.tags)
        with suppress(NoIndexError):  # It was unpacked for another index.
            engine_of(index).set_calibration(index, contents.calibration)
    _discard(corpus)


def _unpacked(corpus: Path) -> BackupContents | None:
    """What is to be put into its place; None if nothing is."""
    try:
        return CONTENTS_TYPE.validate_json((corpus / UNPACKED / CONTENTS).read_bytes())
    except (OSError, ValidationError):
        return None


def _move_away(corpus: Path, contents: BackupContents) -> None:
    """Move to `removed/` what is not in the backup, and what is in the way of a file of it."""
    for file in [*files_in(corpus, removed=False)]:
        if file.relative_to(corpus).as_posix() not in contents.corpus:
            _move(corpus, file)
    for name, expected in contents.corpus.items():
        place = corpus / name
        is_same = place.is_file() and file_hash(place) == expected.sha256
        if place.exists() and not is_same:
            _move(corpus, place)


def _move(corpus: Path, path: Path) -> None:
    moved = move_to_removed(corpus, path)
    sync_folder(moved.parent)
    sync_folder(path.parent)


def _discard(corpus: Path) -> None:
    """Remove what was unpacked; what it contains goes first, so that it is nothing any more."""
    if (corpus / UNPACKED / CONTENTS).exists():
        (corpus / UNPACKED / CONTENTS).unlink()
        sync_folder(corpus / UNPACKED)
    for name in (UNPACKING, UNPACKED):
        shutil.rmtree(corpus / name, ignore_errors=True)
