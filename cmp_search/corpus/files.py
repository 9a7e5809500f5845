"""The corpus folder: adding and removing files; nothing is ever deleted.

1. A file is read once before it is copied, so that only readable files come in.
2. It is copied under a temporary name, then renamed; an older file of that name or id is moved to
   `removed/`, like everything that is removed. If nothing may be replaced, the new file is refused.
"""

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from cmp_search.documents.catalogue import CATALOGUE, Entry, entry_for, load_catalogue
from cmp_search.documents.document import Document
from cmp_search.documents.recognition import recognised_beside
from cmp_search.documents.source import REMOVED, Source, file_hash, files_of, scan_corpus
from cmp_search.errors import CorpusError, IdError, TakenError, UnknownDocumentError, nearest
from cmp_search.readers import read_document

MAX_NAME_BYTES = 200
"""Bytes of a file name; file systems allow 255, and copies get longer names."""


class Moved(NamedTuple):
    """A file that was moved out of the corpus: where it was, and where it is kept."""

    place: Path
    kept: Path


def file_name(id: str, suffix: str) -> str:
    """The name of a document's file in the corpus.

    Raises:
        IdError: the id cannot be used as a file name.
    """
    name = id + suffix.lower()
    is_plain = (
        Path(name).name == name and name.isprintable() and len(name.encode()) <= MAX_NAME_BYTES
    )
    if not is_plain or name.startswith((".", "~$")) or name == CATALOGUE:
        shown = "".join(char if char.isprintable() else "�" for char in id[:80])
        raise IdError("id_invalid", id=shown)
    return name


def add_file(corpus: Path, file: Path, id: str | None = None, *, replacing: bool = True) -> Source:
    """Copy a file into the corpus under the given id, or its stem.

    Raises:
        CorpusError: there is no such file.
        IdError: the id cannot be used as a file name.
        TakenError: a document has that id already, and nothing may be replaced.
        ReadError: no document can be read from it.
    """
    source = check_file(corpus, file, id, replacing=replacing)
    place_file(corpus, file, source)
    return source


def check_file(
    corpus: Path, file: Path, id: str | None = None, *, replacing: bool = True
) -> Source:
    """The source that a file would become in the corpus; changes nothing.

    Raises:
        CorpusError, IdError, TakenError, ReadError: as `add_file`.
    """
    digest = _digest(file)
    target = corpus / file_name(id or file.stem, file.suffix)
    source = Source(target, digest, entry_for(target, load_catalogue(corpus)))
    if not replacing and files_of(corpus, source.id):
        raise TakenError("id_taken", id=source.id)
    read_document(replace(source, path=file))
    return source


def check_readable(file: Path, entry: Entry) -> Document:
    """Read a file that is not in the corpus yet, with the entry that it is to have.

    Raises:
        CorpusError: there is no such file.
        ReadError: no document can be read from it.
    """
    return read_document(Source(file, _digest(file), entry))


def _digest(file: Path) -> str:
    """The hash of a file that must be there."""
    if not file.is_file():
        raise CorpusError("no_file", file=file)
    return file_hash(file)


def place_file(corpus: Path, file: Path, source: Source) -> tuple[Moved, ...] | None:
    """Copy a file to its place in the corpus, and move away those that it replaces.

    Returns what was moved; None if the same file is at its place already, and nothing was done.
    """
    target = source.path
    if target.is_file() and file_hash(target) == source.sha256:
        return None
    corpus.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.new")
    try:
        shutil.copyfile(file, partial)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    moved = [pair for older in files_of(corpus, source.id) for pair in remove_file(corpus, older)]
    os.replace(partial, target)
    return tuple(moved)


def remove_document(corpus: Path, id: str) -> Path:
    """Move a document's file out of the corpus; returns its new path.

    Raises:
        UnknownDocumentError: no file of the corpus has that id.
    """
    return take_out(corpus, id)[0].kept


def take_out(corpus: Path, id: str) -> tuple[Moved, ...]:
    """As `remove_document`; returns all that was moved, the file first, for `put_back`.

    Raises:
        UnknownDocumentError: no file of the corpus has that id.
    """
    sources = {source.id: source for source in scan_corpus(corpus)}
    if id not in sources:
        known = nearest(id, list(sources))
        raise UnknownDocumentError(
            "not_in_corpus", id=id, folder=corpus.absolute(), known=known, total=len(sources)
        )
    (file,) = files_of(corpus, id)
    return remove_file(corpus, file)


def put_back(corpus: Path, id: str, moved: tuple[Moved, ...]) -> None:
    """Move the files of a removed document back to their places.

    Raises:
        CorpusError: one is no longer where it was kept, or the place or the id is taken by now.
    """
    is_free = not any(one.place.exists() for one in moved) and not files_of(corpus, id)
    if not is_free or not all(one.kept.is_file() for one in moved):
        raise CorpusError("put_back_changed", id=id)
    for one in moved:
        one.kept.rename(one.place)


def remove_file(corpus: Path, file: Path) -> tuple[Moved, ...]:
    """Move a document's file to `removed/`, and then its recognised PDF, if it has one."""
    recognised = recognised_beside(file)
    return tuple(
        Moved(old, move_to_removed(corpus, old)) for old in (file, recognised) if old is not None
    )


def move_to_removed(corpus: Path, path: Path) -> Path:
    """Move a file into `removed/`, under a name not yet used there."""
    folder = corpus / REMOVED
    folder.mkdir(exist_ok=True)
    target, count = folder / path.name, 1
    while target.exists():
        count += 1
        target = folder / f"{path.stem}-{count}{path.suffix}"
    path.rename(target)
    return target
