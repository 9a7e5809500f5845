"""A source: one file of the corpus folder, its catalogue entry and its hash."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from cmp_search.documents.catalogue import CATALOGUE, Entry, entry_for, load_catalogue
from cmp_search.documents.recognition import recognised_beside, scan_hash
from cmp_search.errors import CorpusError

FETCHED = "fetched.json"
"""File in the corpus that records what was fetched; not a document."""
REMOVED = "removed"
"""Folder in the corpus where removed files are kept; not indexed."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read; its hash is empty if the file cannot be opened.

    Of a scan, the file is the recognised PDF, if there is one (see `recognition`).
    """

    path: Path
    sha256: str
    entry: Entry

    @property
    def id(self) -> str:
        """The id of the file's document."""
        return self.entry.id


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def bytes_hash(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def scan_corpus(corpus: Path) -> tuple[Source, ...]:
    """The sources of a corpus folder: digests last, each part sorted by id.

    Raises:
        CorpusError: the folder is missing or has no documents, or two files have the same id.
    """
    check_has_text(corpus)
    entries = load_catalogue(corpus)
    sources: dict[str, Source] = {}
    for path in _files(corpus):
        source = _source(path, entries)
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


def _source(path: Path, entries: tuple[Entry, ...]) -> Source:
    """The source of a file of the corpus, or of the recognised PDF that is up to date with it."""
    entry, sha256 = entry_for(path, entries), _hash_or_empty(path)
    recognised = recognised_beside(path)
    if recognised is not None and scan_hash(recognised) == sha256:
        return Source(recognised, _hash_or_empty(recognised), entry)
    return Source(path, sha256, entry)


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
    """Whether a corpus folder is not there, or has no document."""
    return not corpus.is_dir() or not any(_files(corpus))


def was_emptied(corpus: Path) -> bool:
    """Whether a corpus folder has no document because all were removed: they are still kept."""
    removed = corpus / REMOVED
    return removed.is_dir() and any(removed.iterdir()) and not any(_files(corpus))


def corpus_stamp(corpus: Path) -> str:
    """A hash that changes when a file of the corpus does: of names, sizes and times, not contents.

    The hash of nothing if there is no folder. What goes away meanwhile counts as gone.
    """
    digest = hashlib.sha256()
    for path in sorted(corpus.rglob("*")) if corpus.is_dir() else ():
        with suppress(FileNotFoundError):
            found = path.stat()
            if S_ISREG(found.st_mode):
                digest.update(f"{path!r} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def files_of(corpus: Path, id: str) -> list[Path]:
    """The files of a corpus folder with an id; more than one is a mistake in the corpus."""
    entries = load_catalogue(corpus)
    return [path for path in _files(corpus) if entry_for(path, entries).id == id]


def _hash_or_empty(path: Path) -> str:
    """A file's hash; empty if it cannot be opened, which its reader reports (see `readers`)."""
    try:
        return file_hash(path)
    except OSError:
        return ""


def _files(corpus: Path) -> Iterator[Path]:
    """All document files below the folder except hidden and removed ones, in a stable order.

    A recognised PDF beside its scan is no document of its own.
    """
    paths = sorted(corpus.rglob("*"))
    recognised = set(map(recognised_beside, paths))
    for path in paths:
        steps = path.relative_to(corpus).parts
        if steps[0] == REMOVED or any(step.startswith((".", "~$")) for step in steps):
            continue
        if path in recognised or path.name in (CATALOGUE, FETCHED):
            continue
        if path.is_file():
            yield path
