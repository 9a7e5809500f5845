"""Whether a corpus has changed since its index: what `ask` says without reading the texts again.

1. Each file that can be seen in the corpus is looked up. One whose size and times are those that
   are remembered has the hash that is remembered; any other is hashed. A time that is within
   `SETTLED` of the moment of the look is not relied on, as a write right after may have the same.
2. If all files have the names and hashes of the last look at this generation, so has the verdict.
3. Otherwise the corpus is scanned as a build would, with these hashes, and compared with what is
   indexed: it has changed if a build would add, change or remove anything. Files that failed as
   they are, and those that cannot be opened, do not count.
4. What was found is remembered beside the index if it can be written, and in this process. Losing
   it costs only time. A look is good for `GOOD_FOR` seconds; others do not wait while one is taken.
So times alone mean nothing: a copied corpus is hashed once, and has not changed.
"""

import hashlib
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from threading import Lock
from typing import NamedTuple

from cmp_search.documents.catalogue import load_acronyms, load_catalogue
from cmp_search.documents.durable import beside
from cmp_search.documents.editions import texts_of_digests
from cmp_search.documents.source import (
    hash_or_empty,
    refusal,
    scan_corpus,
    visible_files,
)
from cmp_search.errors import CorpusError
from cmp_search.index.address import Address
from cmp_search.index.base import Index
from cmp_search.index.caveats import Caveat
from cmp_search.index.engines import engine_of

GOOD_FOR = 5.0
"""Seconds for which a look is good."""
SETTLED = 2 * 10**9
"""Nanoseconds; no disk keeps times less exactly."""
FORMAT = 1


class Seen(NamedTuple):
    """A file as it was seen: its size, its times in nanoseconds, and the hash of its contents.

    The hash is empty for what cannot or must not be opened.
    """

    size: int
    modified: int
    changed: int
    sha256: str

    def is_settled(self, taken: int) -> bool:
        """Whether a later write would have shown in the times, for a look taken at that moment."""
        times = (self.modified, self.changed)
        return bool(self.sha256) and all(abs(taken - moment) > SETTLED for moment in times)


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found: when (in nanoseconds), of which generation, and whether all is indexed."""

    taken: int = 0
    generation: str = ""
    is_indexed: bool = True
    files: Mapping[str, Seen] = field(default_factory=dict)

    def has(self, file: tuple[str, Seen]) -> bool:
        """Whether it need not be remembered anew how a file was seen."""
        name, seen = file
        old = self.files.get(name)
        return seen is old or (seen == old and not seen.sha256)

    def is_of(self, files: Mapping[str, Seen]) -> bool:
        """Whether these files are the ones that it found."""
        return self.files.keys() == files.keys() and all(
            seen.sha256 == self.files[name].sha256 for name, seen in files.items()
        )


class CorpusWatch:
    """Says of a corpus and the index at an address whether they still belong together."""

    def __init__(self, corpus: Path, address: Address) -> None:
        """Look at nothing before the first call."""
        self._corpus, self._address = corpus, address
        self._lock = Lock()
        self._last: Look | None = None
        self._at = 0.0

    def caveats(self, index: Index) -> tuple[Caveat, ...]:
        """That the corpus has changed since, if it has; any number of threads may ask."""
        manifest = index.manifest
        last = self._last
        is_known = last is not None and last.generation == manifest.generation
        if not (is_known and time.monotonic() - self._at < GOOD_FOR):
            # Whoever has an older look takes that, rather than wait for a new one.
            if self._lock.acquire(blocking=not is_known):
                try:
                    last = self._look(index)
                finally:
                    self._lock.release()
        if last is None or last.is_indexed:
            return ()
        return (Caveat("corpus_changed", {"date": manifest.created}),)

    def _look(self, index: Index) -> Look | None:
        """Steps 1 to 4; None if there is no such folder, or it cannot be read."""
        generation = index.manifest.generation
        is_known = self._last is not None and self._last.generation == generation
        if is_known and time.monotonic() - self._at < GOOD_FOR:
            return self._last  # Another thread has looked meanwhile.
        if not self._corpus.is_dir():
            return None
        before = self._last or _read(self._address)
        taken = time.time_ns()
        try:
            files = _files(self._corpus, before)
            is_same = before.generation == generation and before.is_of(files)
            is_indexed = before.is_indexed if is_same else _is_indexed(self._corpus, files, index)
        except (CorpusError, OSError):
            return None
        look = Look(taken, generation, is_indexed, files)
        if not is_same or not all(map(before.has, files.items())):
            _write(self._address, look)
        self._last, self._at = look, time.monotonic()
        return look


def _files(corpus: Path, before: Look) -> dict[str, Seen]:
    """Each file that can be seen, by its path in the corpus (step 1); not what goes meanwhile."""
    files = {}
    start = _start(corpus)
    for path in visible_files(corpus):
        with suppress(FileNotFoundError):
            name = str(path)[start:]
            files[name] = _seen(corpus, path, before.files.get(name), before.taken)
    return files


def _start(corpus: Path) -> int:
    """Where the path within the corpus starts in that of a file; quicker than to make it anew."""
    return 0 if corpus == Path() else len(os.path.join(corpus, ""))


def _seen(corpus: Path, path: Path, old: Seen | None, taken: int) -> Seen:
    """A file as it is now; `old` is how it was seen at the moment `taken`."""
    found = os.lstat(path)
    can_be_read = S_ISREG(found.st_mode)
    if S_ISLNK(found.st_mode) and refusal(path, corpus) is None:
        found, can_be_read = path.stat(), True
    times = (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    if old and old[:3] == times and old.is_settled(taken):
        return old
    return Seen(*times, hash_or_empty(path) if can_be_read else "")


def _is_indexed(corpus: Path, files: Mapping[str, Seen], index: Index) -> bool:
    """Whether a build would find nothing to do (step 3)."""
    manifest = index.manifest
    known = {one.entry.id: (one.sha256, one.source_entry) for one in index.statistics()}

    start = _start(corpus)

    def hashed(path: Path) -> str:
        seen = files.get(str(path)[start:])
        return seen.sha256 if seen else hash_or_empty(path)

    try:
        sources = {source.id: source for source in scan_corpus(corpus, hashed)}
        entries, acronyms = load_catalogue(corpus), load_acronyms(corpus)
    except CorpusError:
        return False
    present = {id for id in sources.keys() & known.keys() if sources[id].entry.is_verified}
    failed = {failure.id: failure for failure in manifest.failed}
    has_new = any(
        known.get(id) != (source.sha256, source.entry)
        and not (id in failed and failed[id].is_of(source))
        for id, source in sources.items()
        if source.entry.digest_of not in present and (source.sha256 or source.refused)
    )
    texts = {id: text for id, text in texts_of_digests(entries).items() if id in known}
    says_the_same = (acronyms, texts) == (manifest.acronyms, manifest.texts_of_digests)
    return not has_new and known.keys() <= sources.keys() and says_the_same


def _read(address: Address) -> Look:
    """The look that is remembered; one that found nothing if there is none, or it is damaged."""
    path = engine_of(address).memory(address)
    with suppress(OSError, ValueError, TypeError, KeyError):
        sum, _, text = (path.read_bytes() if path else b"").partition(b"\n")
        if hashlib.sha256(text).hexdigest().encode() == sum:
            raw = json.loads(text)
            if raw.pop("format") == FORMAT:
                files = {name: Seen(*one) for name, one in raw.pop("files").items()}
                return Look(**raw, files=files)
    return Look()


def _write(address: Address, look: Look) -> None:
    """Remember a look; not if another process is doing so, or the folder cannot be written.

    What a kill leaves of it is removed by the next build.
    """
    path = engine_of(address).memory(address)
    if path is None:
        return
    content = {
        "format": FORMAT,
        "taken": look.taken,
        "generation": look.generation,
        "is_indexed": look.is_indexed,
        "files": look.files,
    }
    text = json.dumps(content).encode()
    new = beside(path)
    try:
        with new.open("xb") as file:
            file.write(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
        os.replace(new, path)
    except FileExistsError:
        pass
    except OSError:
        with suppress(OSError):
            new.unlink()
