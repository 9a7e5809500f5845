"""A source: one file of the corpus folder, its catalogue entry and its hash."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cmp_search.documents.catalogue import CATALOGUE, Entry, entry_for, load_catalogue
from cmp_search.errors import CorpusError

FETCHED = "fetched.json"
"""File in the corpus that records what was fetched; not a document."""
REMOVED = "removed"
"""Folder in the corpus where removed files are kept; not indexed."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read; its hash is empty if the file cannot be opened."""

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
    if not corpus.is_dir():
        raise CorpusError("no_corpus", folder=corpus)
    entries = load_catalogue(corpus)
    sources: dict[str, Source] = {}
    for path in _files(corpus):
        source = Source(path, _hash_or_empty(path), entry_for(path, entries))
        first = sources.setdefault(source.id, source)
        if first is not source:
            raise CorpusError(
                "same_id",
                one=path.name,
                other=first.path.name,
                folder=corpus,
                id=source.id,
            )
    if not sources:
        raise CorpusError("corpus_empty", folder=corpus)
    return tuple(sorted(sources.values(), key=lambda s: (s.entry.digest_of is not None, s.id)))


def was_emptied(corpus: Path) -> bool:
    """Whether a corpus folder has no document because all were removed: they are still kept."""
    removed = corpus / REMOVED
    return removed.is_dir() and any(removed.iterdir()) and not any(_files(corpus))


def corpus_stamp(corpus: Path) -> str:
    """A hash that changes when a file of the corpus does: of names, sizes and times, not contents.

    The hash of nothing if there is no folder.
    """
    digest = hashlib.sha256()
    for path in sorted(corpus.rglob("*")) if corpus.is_dir() else ():
        if path.is_file():
            stat = path.stat()
            digest.update(f"{path!r} {stat.st_size} {stat.st_mtime_ns}\n".encode())
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
    """All document files below the folder except hidden and removed ones, in a stable order."""
    for path in sorted(corpus.rglob("*")):
        steps = path.relative_to(corpus).parts
        if steps[0] == REMOVED or any(step.startswith((".", "~$")) for step in steps):
            continue
        if path.is_file() and path.name not in (CATALOGUE, FETCHED):
            yield path
