"""The manifest of a generation on a Milvus server: the description of its marker (see `pointer`).

It is JSON that ends with its own sum. A long one, such as that of a corpus with many files that
cannot be read, is compressed, since the server takes some 200 kB.
"""

import base64
import binascii
import zlib
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cmp_search.errors import GenerationError, MismatchError
from cmp_search.index.address import Address
from cmp_search.index.manifest import Manifest
from cmp_search.index.stored.sums import sealed, unsealed

SCHEMA = 1
"""To be raised when collections or rows change so that older ones cannot be read."""
LONGEST = 150_000
"""Bytes of a description that every server takes."""
_COMPRESSED = "deflate:"
_MOST = 64_000_000
"""Bytes of the longest manifest that is read: what says that it is longer is damaged."""


@dataclass(frozen=True)
class StoredManifest(Manifest):
    """A manifest as it is stored, with its schema.

    `guarantee` is when the server made the marker, by its own clock. All of the generation had been
    written then: whoever reads it asks for what was there (see `connection`). What is stored says
    0, since it is written before.
    """

    schema: int
    guarantee: int


_MANIFEST = TypeAdapter(StoredManifest)


def written(address: Address, manifest: StoredManifest) -> str:
    """A manifest as it is stored.

    Raises:
        GenerationError: it is too long.
    """
    plain = sealed(asdict(manifest))
    text = plain.decode()
    if len(plain) > LONGEST:
        text = _COMPRESSED + base64.b85encode(zlib.compress(plain, 9)).decode()
    if len(text.encode()) > LONGEST:
        reason = f"its manifest has {len(plain)} bytes"
        raise GenerationError("index_unwritable", folder=address, reason=reason)
    return text


def raw_manifest(address: Address, text: str) -> dict[str, Any]:
    """The content of a manifest, of any schema.

    Raises:
        MismatchError: it is damaged.
    """
    try:
        raw, has_sum = unsealed(_plain(text))
        if not has_sum:
            raise ValueError("it has no sum")
        return raw
    except (ValueError, zlib.error, binascii.Error) as error:
        raise MismatchError("index_damaged", folder=address) from error


def _plain(text: str) -> bytes:
    if not text.startswith(_COMPRESSED):
        return text.encode()
    return zlib.decompressobj().decompress(
        base64.b85decode(text.removeprefix(_COMPRESSED)), max_length=_MOST
    )


def manifest_of(address: Address, text: str) -> StoredManifest:
    """The manifest that was stored.

    Raises:
        MismatchError: it is damaged, or of another schema.
    """
    raw = raw_manifest(address, text)
    if raw.get("schema") != SCHEMA:
        raise MismatchError("other_schema", folder=address, found=raw.get("schema"), read=SCHEMA)
    try:
        return _MANIFEST.validate_python(raw)
    except ValidationError as error:
        raise MismatchError("index_damaged", folder=address) from error
