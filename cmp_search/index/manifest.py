"""The manifest of a generation: what it was built with, what it contains, and checksums."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cmp_search.documents.passage import PassageSettings
from cmp_search.documents.source import Source, file_hash
from cmp_search.encoders import EncoderIdentity
from cmp_search.errors import MismatchError, Parameter

SCHEMA = 10
"""To be raised when files or tables change so that older ones cannot be read.

`embedded.migrations` says what can be kept of an older schema.
"""
MANIFEST = "manifest.json"
TEXTS = "texts.sqlite"
PASSAGE_VECTORS = "passages.faiss"
SENTENCE_VECTORS = "sentences.faiss"
OFF_TOPIC_VECTORS = "off_topic.faiss"
DATA_FILES = (TEXTS, PASSAGE_VECTORS, SENTENCE_VECTORS, OFF_TOPIC_VECTORS)


@dataclass(frozen=True, slots=True)
class FileSum:
    """Size in bytes and SHA-256 of one file of a generation."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class VectorKind:
    """How vectors are searched, which depends on how many there are (see `embedded.vectors`).

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
    when the file first failed with this content and for this reason.
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

    def is_of(self, source: Source) -> bool:
        """Whether this file is still the one that failed."""
        return (self.id, self.file, self.sha256) == (source.id, source.path.name, source.sha256)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What must be known before a generation's files are opened.

    `versions` has the version of each stage that made its content, `libraries` that of each library
    that shaped it (see `versions`). `sentence_count` includes telling headings, which are searched
    as sentences (see `embedding`).
    """

    schema: int
    generation: str
    created: str
    model: str
    encoder: EncoderIdentity
    passages: PassageSettings
    versions: dict[str, int]
    libraries: dict[str, str]
    documents: int
    passage_count: int
    sentence_count: int
    passage_vectors: VectorKind
    sentence_vectors: VectorKind
    fingerprint: str
    failed: tuple[Failure, ...]
    files: dict[str, FileSum]


_MANIFEST = TypeAdapter(Manifest)


def now() -> str:
    """The time in UTC, to the second, in ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def short_path(path: Path) -> Path:
    """Where the short codes of a file of vectors are, if it has any."""
    return path.with_suffix(f".short{path.suffix}")


def file_sums(folder: Path, names: Iterable[str] = DATA_FILES) -> dict[str, FileSum]:
    """Size and hash of each data file of a generation; `names` are those of its schema."""
    short = [short_path(folder / name) for name in (PASSAGE_VECTORS, SENTENCE_VECTORS)]
    paths = [*(folder / name for name in names), *(path for path in short if path.exists())]
    return {path.name: FileSum(path.stat().st_size, file_hash(path)) for path in paths}


def is_intact(folder: Path, manifest: Manifest, names: Iterable[str] = DATA_FILES) -> bool:
    """Whether every data file has the hash in the manifest; `names` are those of its schema."""
    return file_sums(folder, names) == manifest.files


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into a generation's folder."""
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2) + "\n", "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        MismatchError: it is missing, damaged or of another schema, or a file has another size.
    """
    return checked_manifest(folder, raw_manifest(folder))


def raw_manifest(folder: Path) -> dict[str, Any]:
    """The content of a generation's manifest, of any schema.

    Raises:
        MismatchError: it is missing or damaged.
    """
    try:
        raw = json.loads((folder / MANIFEST).read_text("utf-8"))
        if not isinstance(raw, dict):
            raise ValueError(f"a manifest is an object, not {type(raw).__name__}")
        return raw
    except (OSError, ValueError) as error:
        raise MismatchError("index_damaged", folder=folder) from error


def checked_manifest(folder: Path, raw: dict[str, Any]) -> Manifest:
    """The manifest, once its schema, fields and files have been checked.

    Raises:
        MismatchError: it is of another schema or damaged, or a file has another size.
    """
    if raw.get("schema") != SCHEMA:
        raise MismatchError("other_schema", folder=folder, found=raw.get("schema"), read=SCHEMA)
    try:
        manifest = _MANIFEST.validate_python(raw)
        for name, expected in manifest.files.items():
            if (folder / name).stat().st_size != expected.bytes:
                raise MismatchError("file_changed", file=folder / name)
    except (OSError, ValidationError) as error:
        raise MismatchError("index_damaged", folder=folder) from error
    return manifest
