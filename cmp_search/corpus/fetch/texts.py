"""Fetching the texts of a catalogue into its corpus, one after another.

A failure is reported, and the other texts are still fetched. A text must be readable before it
replaces an older one, which is kept (see `corpus.files`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cmp_search.corpus.fetch.address import endpoints_of
from cmp_search.corpus.fetch.network import Network
from cmp_search.corpus.fetch.record import Fetched, FetchRecord, Offer
from cmp_search.corpus.fetch.unpack import unpack
from cmp_search.corpus.files import add_file
from cmp_search.corpus.lock import locked
from cmp_search.documents.catalogue import CATALOGUE, Entry, load_catalogue
from cmp_search.documents.source import file_hash, files_of
from cmp_search.errors import (
    AnswerError,
    CmpSearchError,
    CorpusError,
    FetchError,
    ReadError,
    UnknownDocumentError,
)
from cmp_search.extras import has_extra, install_extra
from cmp_search.locales.error_messages import Parameter

if TYPE_CHECKING:
    from cmp_search.corpus.fetch.session import Session
    from cmp_search.corpus.fetch.transfer import ByteProgress

LOCK = ".fetch.lock"

Progress = Callable[[str, float, int], None]
"""Called with the id of the current text, the texts done (plus its share), and their number."""


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
        """Whether no requested text is there."""
        return bool(self.failed) and not self.fetched and not self.unchanged


def fetch_texts(
    corpus: Path,
    ids: Sequence[str] = (),
    *,
    network: Network | None = None,
    progress: Progress | None = None,
) -> FetchReport:
    """Fetch the texts with these ids, or all official ones that have an address.

    Raises:
        UnknownDocumentError: no entry of the catalogue has that id.
        CorpusError: an entry has no address, or the folder cannot be written to.
        FetchError: another run is fetching into this folder, or the extra is not installed.
    """
    if not has_extra("fetch"):
        raise FetchError("fetch_extra", command=install_extra("fetch"))
    from cmp_search.corpus.fetch.session import Session

    entries = load_catalogue(corpus)
    wanted = _wanted(corpus, entries, ids)
    endpoints = endpoints_of(entry.url for entry in entries)
    with locked(corpus, LOCK, FetchError("fetch_busy", folder=corpus)):
        run = _Run(corpus, Session(network or Network(), endpoints))
        return run.fetch_all(wanted, progress or (lambda *_: None))


def _wanted(corpus: Path, entries: Sequence[Entry], ids: Sequence[str]) -> list[Entry]:
    """The entries to fetch, without duplicates."""
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


class _Run:
    """One run over the texts."""

    def __init__(self, corpus: Path, session: "Session") -> None:
        self._corpus, self._session, self._record = corpus, session, FetchRecord(corpus)

    def fetch_all(self, entries: Sequence[Entry], progress: Progress) -> FetchReport:
        """Fetch each text; if one fails, the next is still fetched."""
        fetched: list[str] = []
        unchanged: list[str] = []
        failed: list[FetchFailure] = []
        for number, entry in enumerate(entries):
            share = partial(_report_share, progress, entry.id, number, len(entries))
            share(0, None)
            try:
                (fetched if self._fetch(entry, share) else unchanged).append(entry.id)
            except CmpSearchError as error:
                failed.append(FetchFailure(entry.id, entry.url, error.code, error.parameters))
            except OSError as error:
                full = FetchError("corpus_full", folder=self._corpus, reason=error)
                failed.append(FetchFailure(entry.id, entry.url, full.code, full.parameters))
        return FetchReport(tuple(fetched), tuple(unchanged), tuple(failed))

    def _fetch(self, entry: Entry, progress: "ByteProgress") -> bool:
        """Fetch one text; returns whether it differs from the one in the corpus."""
        from cmp_search.corpus.fetch.transfer import Transfer

        part = self._corpus / f".{entry.id}.part"
        transfer = Transfer(self._session, self._record, entry.id, entry.url, part)
        old_hash = self._hash(entry.id)
        existing = self._record.fetched(entry.id)
        if existing is not None and (existing.address, existing.sha256) != (entry.url, old_hash):
            existing = None
        try:
            offer = transfer.run(existing, progress)
            if offer is None:
                return False
            changed = self._install(entry, offer, part, old_hash)
        except (AnswerError, CorpusError, ReadError):
            transfer.discard()
            raise
        transfer.discard()
        return changed

    def _install(self, entry: Entry, offer: Offer, part: Path, old_hash: str) -> bool:
        """Decompress what arrived and put it into the corpus, unless it is there already."""
        with TemporaryDirectory(prefix=".fetch-", dir=self._corpus) as folder:
            file = Path(folder) / (entry.id + offer.suffix)
            unpack(part, file, offer.encoding, self._session.limits.max_bytes)
            sha256, size = file_hash(file), file.stat().st_size
            if sha256 != old_hash:
                add_file(self._corpus, file, entry.id)
        date = datetime.now(UTC).isoformat(timespec="seconds")
        fetched = Fetched(entry.url, date, size, sha256, offer.etag, offer.last_modified)
        self._record.save_fetched(entry.id, fetched)
        return sha256 != old_hash

    def _hash(self, id: str) -> str:
        """The hash of the corpus's file for an id; empty if there is none."""
        files = files_of(self._corpus, id)
        return file_hash(files[0]) if len(files) == 1 else ""


def _report_share(
    progress: Progress, id: str, number: int, count: int, size: int, total: int | None
) -> None:
    """Report how many texts are done, counting the current one by its bytes."""
    progress(id, number + (min(1.0, size / total) if total else 0.0), count)
