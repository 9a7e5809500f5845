"""The manifest of a generation: what it was built with, and what it contains.

A build makes the first part, the same for every engine (see `record`); the engine adds its own.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from cmp_search.documents.catalogue import Acronym
from cmp_search.documents.passage import PassageSettings
from cmp_search.documents.source import Source
from cmp_search.encoders import EncoderIdentity
from cmp_search.index.address import Address
from cmp_search.locales.error_messages import Parameter


@dataclass(frozen=True, slots=True)
class VectorKind:
    """How vectors are searched, which the engine may choose by how many there are.

    `flat` compares all vectors; `codes` compares the short codes of all, then the long codes of the
    `compared` best. `bits` is the precision of each component of a vector or long code.
    """

    kind: str
    bits: int
    compared: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why; `kept` if its last good text is still in the index.

    `kind`, `lasting`, `code` and `parameters` are those of the error (see `ReadError`); `date` is
    when the file first failed with this content and for this reason. `tries` counts the builds that
    it broke like this, where it is lasting after some.
    """

    id: str
    file: str
    sha256: str
    kind: str
    lasting: bool
    code: str
    parameters: dict[str, Parameter]
    date: str
    kept: bool
    tries: int = 1

    def is_of(self, source: Source) -> bool:
        """Whether this file is still the one that failed."""
        return (self.id, self.file, self.sha256) == (source.id, source.path.name, source.sha256)


@dataclass(frozen=True, slots=True)
class Origin:
    """The corpus folder of a build and the address of its index, both absolute (see `origin`)."""

    corpus: str
    index: Address


@dataclass(frozen=True)
class BuildRecord:
    """What a build states about a generation, whatever engine stores it.

    `versions` has the version of each stage that made its content, `libraries` that of each library
    that shaped it (see `versions`). `acronyms` are those of the catalogue, `texts_of_digests` the
    official text that each digest is of (see `documents.editions`), `probes` vectors that the
    encoder computed (see `encoders.probe`), `origin` where corpus and index were. Equal
    fingerprints find the same.
    """

    created: str
    model: str
    encoder: EncoderIdentity
    passages: PassageSettings
    versions: dict[str, int]
    libraries: dict[str, str]
    fingerprint: str
    failed: tuple[Failure, ...]
    acronyms: tuple[Acronym, ...] = field(default=(), kw_only=True)
    texts_of_digests: dict[str, str] = field(default_factory=dict, kw_only=True)
    probes: tuple[str, ...] = field(default=(), kw_only=True)
    origin: Origin | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Manifest(BuildRecord):
    """A generation's name, what it was built with, and how much it contains.

    `sentence_count` includes telling headings, which are searched as sentences (see `embedding`).
    An engine may add fields that it needs to open its files.
    """

    generation: str
    documents: int
    passage_count: int
    sentence_count: int
    passage_vectors: VectorKind
    sentence_vectors: VectorKind


def now() -> str:
    """The time in UTC, to the second, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")
