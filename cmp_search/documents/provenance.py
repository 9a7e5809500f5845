"""Provenance: whether a file is the official text that its id says it is.

1. The id of an entry that has a publisher's address, or is said to be official, is reserved, unless
   it is a digest's: whatever is cited under it is taken for the publisher's text.
2. A file is verified as that text if it is what was fetched from the address of the entry, if it
   has the hash that the catalogue states, or if somebody confirmed just these bytes.
3. A recognised PDF is verified if its scan is and it was recognised here, or if it was confirmed.
4. Any other file under such an id is a copy: it is cited as provided by whoever added it, not
   verified, and no digest steps aside for it.
What is known is kept in the corpus, in `provenance.json`, by id and hash: what is said of some
bytes holds for no others. A record that is missing or damaged verifies nothing.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.regular import is_usable
from cmp_search.language.normalisation import clean_and_trim, one_line

FETCHED = "fetched.json"
"""File in the corpus that records what was fetched; not a document."""
PROVENANCE = "provenance.json"
"""File in the corpus that records who provided or confirmed what; not a document."""
MAX_NAME = 80
Contents = TypeVar("Contents")


class Act(StrEnum):
    """What was done with a file."""

    PROVIDED = "provided"
    CONFIRMED = "confirmed"
    RECOGNISED = "recognised"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who did it, and when (UTC); `scan` is the hash of the scan that was recognised."""

    act: Act
    by: str
    date: str
    scan: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of files, by id and hash."""

    files: dict[str, dict[str, Provenance]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Fetched:
    """Of what was fetched, the address and the hash."""

    address: str
    sha256: str


@dataclass(frozen=True, slots=True)
class _Fetches:
    texts: dict[str, _Fetched] = field(default_factory=dict)


_KNOWN, _FETCHES = TypeAdapter(_Known), TypeAdapter(_Fetches)


class Provenances:
    """What is known of the files of a corpus, as it is recorded now."""

    def __init__(self, corpus: Path) -> None:
        """Read the records of a corpus folder."""
        self._known = _read(corpus, PROVENANCE, _KNOWN, _Known()).files
        self._fetched = _read(corpus, FETCHED, _FETCHES, _Fetches()).texts

    def judged(self, entry: Entry, sha256: str, recognised: str = "") -> Entry:
        """The entry of a file with this hash, with who provided it if it is an unverified copy.

        `recognised` is the hash of the recognised PDF that is read in place of the file, if any.
        """
        if not entry.is_reserved or self._is_verified(entry, sha256, recognised):
            return entry
        return replace(entry, provided_by=self._provider(entry.id, sha256))

    def _is_verified(self, entry: Entry, sha256: str, recognised: str) -> bool:
        """Steps 2 and 3."""
        if recognised:
            made = self._of(entry.id, recognised)
            if made and made.act is Act.CONFIRMED:
                return True
            if not (made and made.act is Act.RECOGNISED and made.scan == sha256):
                return False
        fetched, known = self._fetched.get(entry.id), self._of(entry.id, sha256)
        return bool(sha256) and (
            sha256 == entry.sha256
            or fetched == _Fetched(entry.url, sha256)
            or (known is not None and known.act is Act.CONFIRMED)
        )

    def _provider(self, id: str, sha256: str) -> str:
        known = self._of(id, sha256)
        return known.by if known else ""

    def _of(self, id: str, sha256: str) -> Provenance | None:
        return self._known.get(id, {}).get(sha256)


def with_provenance(
    corpus: Path, id: str, sha256: str, act: Act, by: str = "", scan: str = ""
) -> bytes | None:
    """The record with what was done with a file; None if it is as it was.

    What was confirmed stays confirmed if it is added again.
    """
    files = _read(corpus, PROVENANCE, _KNOWN, _Known()).files
    before = files.get(id, {}).get(sha256)
    if before and act is not Act.CONFIRMED:
        return None
    date = datetime.now(UTC).isoformat(timespec="seconds")
    name = one_line(clean_and_trim(by))[:MAX_NAME]
    files.setdefault(id, {})[sha256] = Provenance(act, name, date, scan)
    return _KNOWN.dump_json(_Known(files), indent=1) + b"\n"


def _read(corpus: Path, name: str, adapter: TypeAdapter[Contents], nothing: Contents) -> Contents:
    """A record of the corpus; a link out of it is none."""
    path = corpus / name
    try:
        return adapter.validate_json(path.read_bytes()) if is_usable(path, corpus) else nothing
    except (OSError, ValidationError):
        return nothing
