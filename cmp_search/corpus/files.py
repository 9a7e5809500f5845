"""The corpus folder: adding and removing files; nothing is ever deleted.

1. A file is read once, and only comes in if it has a text; what is written is what was read.
2. An older file of that name or id is moved to `removed/`, like everything that is removed. If
   nothing may be replaced, the new file is refused.
3. A kill leaves the corpus as it was before or after a change (see `documents.journal`).
"""

from pathlib import Path
from typing import NamedTuple

from cmp_search.documents.catalogue import CATALOGUE, Entry, entry_for, load_catalogue
from cmp_search.documents.document import Document
from cmp_search.documents.journal import Draft, changing, finish
from cmp_search.documents.provenance import PROVENANCE, Act, with_provenance
from cmp_search.documents.recognition import recognised_beside
from cmp_search.documents.source import (
    REMOVED,
    Source,
    bytes_hash,
    file_hash,
    files_of,
    scan_corpus,
)
from cmp_search.errors import CorpusError, IdError, TakenError, UnknownDocumentError, nearest
from cmp_search.readers import file_bytes, read_document

MAX_NAME_BYTES = 200
"""Bytes of a file name; file systems allow 255, and copies get longer names."""


class Moved(NamedTuple):
    """A file that was moved out of the corpus: where it was, and where it is kept."""

    place: Path
    kept: Path


class Checked(NamedTuple):
    """A file that can come into the corpus: the source that it becomes, its bytes and title."""

    source: Source
    data: bytes
    title: str = ""


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
        TakenError: another document has that id already, and nothing may be replaced.
        ReadError: no document can be read from it.
    """
    checked = check_file(corpus, file, id, replacing=replacing)
    with changing(corpus, checked.source.id) as change:
        place_file(change, checked)
    return checked.source


def check_file(
    corpus: Path, file: Path, id: str | None = None, *, replacing: bool = True
) -> Checked:
    """The source that a file would become in the corpus, and its bytes; changes nothing.

    Raises:
        CorpusError, IdError, TakenError, ReadError: as `add_file`.
    """
    _check_is_there(file)
    target = corpus / file_name(id or file.stem, file.suffix)
    entry = entry_for(target, load_catalogue(corpus))
    data = file_bytes(file)
    source = Source(target, bytes_hash(data), entry)
    if not replacing and any(not _is_there(old, source) for old in files_of(corpus, entry.id)):
        raise TakenError("id_taken", id=entry.id)
    document = read_document(Source(file, "", entry), data)
    return Checked(source, data, document.entry.title)


def _is_there(file: Path, source: Source) -> bool:
    """Whether a file of the corpus is what a source is to become."""
    is_file = file == source.path and file.is_file() and not file.is_symlink()
    return is_file and file_hash(file) == source.sha256


def check_readable(file: Path, entry: Entry) -> tuple[Document, bytes]:
    """Read a file that is not in the corpus yet, with the entry that it is to have, and its bytes.

    Raises:
        CorpusError: there is no such file.
        ReadError: no document can be read from it.
    """
    _check_is_there(file)
    data = file_bytes(file)
    return read_document(Source(file, "", entry), data), data


def _check_is_there(file: Path) -> None:
    if not file.is_file():
        raise CorpusError("no_file", file=file)


def record_provenance(
    change: Draft, id: str, sha256: str, act: Act, by: str = "", scan: str = ""
) -> None:
    """Let it be recorded what was done with a file (see `documents.provenance`)."""
    if record := with_provenance(change.corpus, id, sha256, act, by, scan):
        change.put(change.corpus / PROVENANCE, record)


def place_file(change: Draft, checked: Checked) -> tuple[Moved, ...] | None:
    """Let a file get its place in the corpus, and those that it replaces move away.

    Returns what moves; None if the same file is at its place already, and nothing is done.
    """
    source, target = checked.source, checked.source.path
    if _is_there(target, source):
        return None
    older = files_of(change.corpus, source.id)
    moved = tuple(pair for file in older for pair in remove_file(change, file))
    change.put(target, checked.data)
    return moved


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
    with changing(corpus, id) as change:
        return remove_file(change, file)


def put_back(corpus: Path, id: str, moved: tuple[Moved, ...]) -> None:
    """Move the files of a removed document back to their places.

    Raises:
        CorpusError: one is no longer where it was kept, or the place or the id is taken by now.
    """
    finish(corpus)
    is_free = not any(one.place.exists() for one in moved) and not files_of(corpus, id)
    if not is_free or not all(one.kept.is_file() for one in moved):
        raise CorpusError("put_back_changed", id=id)
    with changing(corpus, id) as change:
        for one in moved:
            change.move(one.kept, one.place)


def remove_file(change: Draft, file: Path) -> tuple[Moved, ...]:
    """Let a document's file move to `removed/`, and then its recognised PDF, if it has one."""
    recognised = recognised_beside(file)
    return tuple(Moved(old, change.keep(old)) for old in (file, recognised) if old is not None)


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
