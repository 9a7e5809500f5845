"""The files of a generation: their names, sizes and hashes, and the manifest that lists them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cmp_search.documents.source import file_hash
from cmp_search.errors import MismatchError
from cmp_search.index.embedded.pointer import MANIFEST as MANIFEST
from cmp_search.index.manifest import Manifest
from cmp_search.index.stored.sums import sealed, unsealed

SCHEMA = 11
"""To be raised when files or tables change so that older ones cannot be read.

`migrations` says what can be kept of an older schema.
"""
WITHOUT_SUM = (9, 10)
"""Schemas whose manifests have no sum of their own."""
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


@dataclass(frozen=True)
class StoredManifest(Manifest):
    """A manifest as it is stored, with its schema and the sum of each data file."""

    schema: int
    files: dict[str, FileSum]


_MANIFEST = TypeAdapter(StoredManifest)


def short_path(path: Path) -> Path:
    """Where the short codes of a file of vectors are, if it has any."""
    return path.with_suffix(f".short{path.suffix}")


def file_sums(folder: Path, names: Iterable[str] = DATA_FILES) -> dict[str, FileSum]:
    """Size and hash of each data file of a generation; `names` are those of its schema."""
    short = [short_path(folder / name) for name in (PASSAGE_VECTORS, SENTENCE_VECTORS)]
    paths = [*(folder / name for name in names), *(path for path in short if path.exists())]
    return {path.name: FileSum(path.stat().st_size, file_hash(path)) for path in paths}


def is_intact(folder: Path, manifest: StoredManifest, names: Iterable[str] = DATA_FILES) -> bool:
    """Whether every data file has the hash in the manifest; `names` are those of its schema."""
    return file_sums(folder, names) == manifest.files


def write_manifest(folder: Path, manifest: StoredManifest) -> None:
    """Write the manifest, with its own sum, into a generation's folder."""
    (folder / MANIFEST).write_bytes(sealed(asdict(manifest)))


def read_manifest(folder: Path) -> StoredManifest:
    """The manifest of a generation.

    Raises:
        MismatchError: it is missing, damaged or of another schema, or a file has another size.
    """
    return checked_manifest(folder, raw_manifest(folder))


def raw_manifest(folder: Path) -> dict[str, Any]:
    """The content of a generation's manifest, of any schema; up to 10, manifests had no sum.

    Raises:
        MismatchError: it is missing or damaged.
    """
    try:
        raw, has_sum = unsealed((folder / MANIFEST).read_bytes())
        if not has_sum and raw.get("schema") not in WITHOUT_SUM:
            raise ValueError("it has no sum")
        return raw
    except (OSError, ValueError) as error:
        raise MismatchError("index_damaged", folder=folder) from error


def checked_manifest(folder: Path, raw: dict[str, Any]) -> StoredManifest:
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
