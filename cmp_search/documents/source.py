"""A source: one file of the corpus folder, its catalogue entry and its hash."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from errno import ELOOP
from pathlib import Path
from stat import S_ISREG

from cmp_search.documents.catalogue import CATALOGUE, Entry, entry_for, load_catalogue
from cmp_search.documents.provenance import FETCHED, PROVENANCE, Provenances
from cmp_search.documents.recognition import recognised_beside, scan_hash
from cmp_search.documents.regular import open_regular
from cmp_search.documents.walking import walk
from cmp_search.errors import CorpusError

REMOVED = "removed"
"""Folder in the corpus where removed files are kept; not indexed."""


class Refusal(StrEnum):
    """Why something in the corpus is never opened: a pipe or device, or a link elsewhere."""

    NOT_A_FILE = "not_a_file"
    LINK_OUTSIDE = "link_outside"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read; its hash is empty if the file cannot be opened.

    Of a scan, the file is the recognised PDF, if there is one (see `recognition`). What
    is `refused` is never opened.
    """

    path: Path
    sha256: str
    entry: Entry
    refused: Refusal | None = None

    @property
    def id(self) -> str:
        """The id of the file's document."""
        return self.entry.id

    def as_read(self, data: bytes) -> "Source":
        """The source of the bytes that were read; what is not what was scanned is not verified."""
        sha256 = bytes_hash(data)
        if sha256 == self.sha256:
            return self
        entry = replace(self.entry, provided_by="") if self.entry.is_reserved else self.entry
        return replace(self, sha256=sha256, entry=entry)


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_size(path: Path) -> int:
    """The size of a file in bytes; 0 if it cannot be found out, as of one that is gone by now."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def bytes_hash(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def hash_or_empty(path: Path) -> str:
    """A file's hash; empty if it cannot be opened, which its reader reports (see `readers`)."""
    try:
        return file_hash(path)
    except OSError:
        return ""


def scan_corpus(corpus: Path, hashed: Callable[[Path], str] = hash_or_empty) -> tuple[Source, ...]:
    """The sources of a corpus folder: digests last, each part sorted by id.

    `hashed` gives the hash of a file, empty if it cannot be opened.

    Raises:
        CorpusError: the folder is missing or has no documents, one within it cannot be listed, or
            two files have the same id.
    """
    check_has_text(corpus)
    entries, provenances = load_catalogue(corpus), Provenances(corpus)
    sources: dict[str, Source] = {}
    for path in _files(corpus):
        source = _source(corpus, path, entries, provenances, hashed)
        first = sources.setdefault(source.id, source)
        if first is not source:
            raise CorpusError(
                "same_id",
                one=path.name,
                other=first.path.name,
                folder=corpus,
                id=source.id,
            )
    return tuple(sorted(sources.values(), key=lambda s: (s.entry.digest_of is not None, s.id)))


def _source(
    corpus: Path,
    path: Path,
    entries: tuple[Entry, ...],
    provenances: Provenances,
    hashed: Callable[[Path], str],
) -> Source:
    """The source of a file of the corpus, or of the recognised PDF that is up to date with it."""
    entry = entry_for(path, entries)
    if refused := refusal(path, corpus):
        return Source(path, "", provenances.judged(entry, ""), refused)
    sha256, recognised = hashed(path), recognised_beside(path)
    if (
        recognised is not None
        and not refusal(recognised, corpus)
        and scan_hash(recognised) == sha256
    ):
        read = hashed(recognised)
        return Source(recognised, read, provenances.judged(entry, sha256, read))
    return Source(path, sha256, provenances.judged(entry, sha256))


def check_has_text(corpus: Path) -> None:
    """Make sure that a corpus folder has a document.

    Raises:
        CorpusError: the folder is missing or has none.
    """
    if not corpus.is_dir():
        raise CorpusError("no_corpus", folder=corpus.absolute())
    if has_no_text(corpus):
        raise CorpusError("corpus_empty", folder=corpus.absolute())


def has_no_text(corpus: Path) -> bool:
    """Whether a corpus folder is not there, or has no document; not if it cannot be listed."""
    try:
        return not corpus.is_dir() or not any(_files(corpus))
    except CorpusError:
        return False


def was_emptied(corpus: Path) -> bool:
    """Whether a corpus folder has no document because all were removed: they are still kept."""
    removed = corpus / REMOVED
    return removed.is_dir() and any(removed.iterdir()) and not any(_files(corpus))


def corpus_stamp(corpus: Path) -> str:
    """A hash that changes when a file of the corpus does: of names, sizes and times, not contents.

    Hidden files do not count, as they come and go with every change, nor does what goes away
    meanwhile or cannot be listed. The hash of nothing if there is no folder.
    """
    digest = hashlib.sha256()
    for path in sorted(_kept_files(corpus)):
        with suppress(FileNotFoundError):
            found = path.stat()
            if S_ISREG(found.st_mode):
                digest.update(f"{path!r} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _kept_files(corpus: Path) -> Iterator[Path]:
    """All files below the folder, removed ones too, but what is hidden at its top.

    A folder that goes away meanwhile has none, nor has one that cannot be listed.
    """
    for folder, below, names in os.walk(corpus):
        here = Path(folder)
        if here == corpus:
            below[:] = [name for name in below if not _is_hidden(name)]
            names = [name for name in names if not _is_hidden(name)]
        yield from (here / name for name in names)


def files_of(corpus: Path, id: str) -> list[Path]:
    """The files of a corpus folder with an id; more than one is a mistake in the corpus."""
    entries = load_catalogue(corpus)
    return [path for path in _files(corpus) if entry_for(path, entries).id == id]


def _files(corpus: Path) -> Iterator[Path]:
    """All document files below the folder except hidden and removed ones, in a stable order.

    A recognised PDF beside its scan is no document of its own.
    """
    paths = sorted(visible_files(corpus))
    recognised = set(map(recognised_beside, paths))
    for path in paths:
        if path not in recognised and path.name not in (CATALOGUE, FETCHED, PROVENANCE):
            yield path


def refusal(path: Path, corpus: Path) -> Refusal | None:
    """Why something is never opened; None for a file, and for what is gone."""
    try:
        if not path.resolve().is_relative_to(corpus.resolve()):
            return Refusal.LINK_OUTSIDE
        return None if S_ISREG(path.stat().st_mode) else Refusal.NOT_A_FILE
    except RuntimeError:  # Links in a circle, before Python 3.13.
        return Refusal.NOT_A_FILE
    except OSError as error:
        return Refusal.NOT_A_FILE if error.errno == ELOOP else None


def visible_files(corpus: Path) -> Iterator[Path]:
    """What is in the folder, and in those below it, but hidden and removed files.

    A folder that goes away meanwhile has none. A link to a folder counts if that is elsewhere.

    Raises:
        CorpusError: a folder cannot be listed.
    """
    for folder, below, names in walk(corpus):
        here = Path(folder)
        below[:] = [name for name in below if not _is_hidden(name)]
        if here == corpus:
            below[:] = [name for name in below if name != REMOVED]
        yield from (here / name for name in names if not _is_hidden(name))
        links = (here / name for name in below if (here / name).is_symlink())
        yield from (link for link in links if refusal(link, corpus) is Refusal.LINK_OUTSIDE)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))
