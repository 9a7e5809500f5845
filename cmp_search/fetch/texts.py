"""Fetching the texts of a catalogue into its corpus, one after the other.

What fails is reported and the rest goes on. A text that arrived is read on trial before it takes
its place, and the older one is kept (see `corpus`).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from cmp_search.catalogue import CATALOGUE, Entry, load_catalogue
from cmp_search.corpus import add_file
from cmp_search.errors import (
    AnswerError,
    CmpSearchError,
    CorpusError,
    FetchError,
    Parameter,
    ReadError,
    UnknownDocumentError,
)
from cmp_search.fetch.address import named_places
from cmp_search.fetch.memory import Fetched, Memory, Offer
from cmp_search.fetch.network import Network
from cmp_search.fetch.session import Session
from cmp_search.fetch.transfer import Transfer
from cmp_search.fetch.unpack import unpack
from cmp_search.source import file_hash, files_of

LOCK = ".fetch.lock"

Progress = Callable[[str, float, int], None]
"""Told as it goes on: the text at hand, texts done with the share of this one, texts in all."""


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A text that could not be fetched, and why."""

    id: str
    address: str
    code: str
    parameters: dict[str, Parameter]


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What a run did, by document id."""

    fetched: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[FetchFailure, ...]

    @property
    def all_failed(self) -> bool:
        """Whether nothing that was asked for is there."""
        return bool(self.failed) and not self.fetched and not self.unchanged


def fetch_texts(
    corpus: Path,
    ids: Sequence[str] = (),
    *,
    network: Network | None = None,
    progress: Progress | None = None,
) -> FetchReport:
    """Get the texts with these ids, or all official ones that have an address.

    Raises:
        UnknownDocumentError: no entry of the catalogue has that id.
        CorpusError: an entry has no address, or the folder cannot be written to.
        FetchError: another run is at work in this folder.
    """
    entries = load_catalogue(corpus)
    wanted = _wanted(corpus, entries, ids)
    places = named_places(entry.url for entry in entries)
    with _alone(corpus):
        fetching = _Fetching(corpus, Session(network or Network(), places))
        return fetching.run(wanted, progress or (lambda *_: None))


def _wanted(corpus: Path, entries: Sequence[Entry], ids: Sequence[str]) -> list[Entry]:
    """The entries to fetch, each once."""
    path = corpus / CATALOGUE
    known = {entry.id: entry for entry in entries}
    for id in ids:
        if id not in known:
            raise UnknownDocumentError("not_in_catalogue", file=path, id=id)
    official = [entry.id for entry in entries if entry.url and entry.digest_of is None]
    wanted = [known[id] for id in dict.fromkeys(ids or official)]
    if not wanted:
        raise CorpusError("catalogue_without_addresses", file=path)
    for entry in wanted:
        if entry.digest_of is not None:
            raise CorpusError("fetch_digest", id=entry.id, official=entry.digest_of)
        if not entry.url:
            raise CorpusError("entry_without_address", id=entry.id, file=path)
        if Path(entry.id).name != entry.id or entry.id.startswith((".", "~$")):
            raise CorpusError("entry_id_invalid", id=entry.id, file=path)
    return wanted


@contextmanager
def _alone(corpus: Path) -> Iterator[None]:
    """Hold the corpus for one run; a second one would write into the same partial files."""
    lock = FileLock(corpus / LOCK, blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise FetchError("fetch_busy", folder=corpus) from error
    except OSError as error:
        raise CorpusError("corpus_unwritable", folder=corpus, reason=error) from error
    try:
        yield
    finally:
        lock.release()


class _Fetching:
    """One run over the texts."""

    def __init__(self, corpus: Path, session: Session) -> None:
        self._corpus, self._session, self._memory = corpus, session, Memory(corpus)

    def run(self, entries: Sequence[Entry], progress: Progress) -> FetchReport:
        """Get each text; a failure of one is no failure of the next."""
        fetched: list[str] = []
        unchanged: list[str] = []
        failed: list[FetchFailure] = []
        for number, entry in enumerate(entries):
            share = partial(_tell_share, progress, entry.id, number, len(entries))
            share(0, None)
            try:
                (fetched if self._fetch(entry, share) else unchanged).append(entry.id)
            except CmpSearchError as error:
                failed.append(FetchFailure(entry.id, entry.url, error.code, error.parameters))
            except OSError as error:
                full = FetchError("corpus_full", folder=self._corpus, reason=error)
                failed.append(FetchFailure(entry.id, entry.url, full.code, full.parameters))
        return FetchReport(tuple(fetched), tuple(unchanged), tuple(failed))

    def _fetch(self, entry: Entry, told: Callable[[int, int | None], None]) -> bool:
        """Get one text; whether it is another one than the corpus had."""
        part = self._corpus / f".{entry.id}.part"
        transfer = Transfer(self._session, self._memory, entry.id, entry.url, part)
        here = self._hash(entry.id)
        held = self._memory.text(entry.id)
        if held is not None and (held.address, held.sha256) != (entry.url, here):
            held = None
        try:
            offer = transfer.run(held, told)
            if offer is None:
                return False
            new = self._put_in(entry, offer, part, here)
        except (AnswerError, CorpusError, ReadError):
            transfer.drop()
            raise
        transfer.drop()
        return new

    def _put_in(self, entry: Entry, offer: Offer, part: Path, here: str) -> bool:
        """Unpack what arrived and put it into the corpus, unless it is there already."""
        with TemporaryDirectory(prefix=".fetch-", dir=self._corpus) as folder:
            file = Path(folder) / (entry.id + offer.suffix)
            unpack(part, file, offer.encoding, self._session.limits.size)
            sha256, size = file_hash(file), file.stat().st_size
            if sha256 != here:
                add_file(self._corpus, file, entry.id)
        date = datetime.now(UTC).isoformat(timespec="seconds")
        text = Fetched(entry.url, date, size, sha256, offer.etag, offer.last_modified)
        self._memory.keep_text(entry.id, text)
        return sha256 != here

    def _hash(self, id: str) -> str:
        """The hash of the file that the corpus has for an id; empty without one."""
        files = files_of(self._corpus, id)
        return file_hash(files[0]) if len(files) == 1 else ""


def _tell_share(
    progress: Progress, id: str, number: int, count: int, size: int, total: int | None
) -> None:
    """Report how many texts are here, the one at hand by its bytes."""
    progress(id, number + (min(1.0, size / total) if total else 0.0), count)
