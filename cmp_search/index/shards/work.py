"""What a worker does: it reads and cuts a file, or encodes texts of one that was cut.

A worker gets a recipe with each task. It refuses the work if its own versions or its model are
others, for then its shards would not be those of one process.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import blake2b
from io import BytesIO

import numpy as np
from pydantic import TypeAdapter

from cmp_search.documents.passage import PassageSettings
from cmp_search.documents.source import Source
from cmp_search.encoders import Encoder, EncoderIdentity, Vectors, open_encoder
from cmp_search.encoders.probe import computes_alike
from cmp_search.errors import ReadError, WorkersError
from cmp_search.index.encoding import CutDocument, KeyedTexts, Unread, encode_texts, read_and_cut
from cmp_search.index.shards.store import ShardStore
from cmp_search.index.versions import library_versions, stage_versions, versions_key
from cmp_search.readers import source_bytes

CUT, VECTORS = "cut", "vectors"
"""How the names of the two kinds of shards end."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that shards depend on but their files, and where they are kept.

    `probes` are the vectors by which a worker's model is known to compute what the writer's does.
    """

    store: ShardStore
    model: str
    encoder: EncoderIdentity
    probes: tuple[str, ...]
    settings: PassageSettings
    versions: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A file that was read and cut: the shard's name, and the keys of its texts."""

    name: str
    passage_keys: tuple[bytes, ...]
    sentence_keys: tuple[bytes, ...]


def cut(source: Source, recipe: Recipe) -> Cut | Unread:
    """Read and cut a file, unless its shard is there.

    Raises:
        WorkersError: this worker differs from the writer.
    """
    encoder = _encoder(recipe)
    try:
        data = source_bytes(source)
        source = source.as_read(data)  # The file may have changed since the scan.
        name = _name(CUT, recipe, source.sha256, repr(source.entry), source.path.suffix)
        kept = recipe.store.read(name)
        found = cut_in(kept) if kept else read_and_cut(source, data, encoder, recipe.settings)
    except ReadError as error:
        return Unread(source, error.of(source.path.name))
    if kept is None:
        recipe.store.write(name, _cut().dump_json(found))
    texts = KeyedTexts(found)
    return Cut(name, tuple(texts.passage_keys), tuple(texts.sentence_keys))


def encode(of: str, unknown: Sequence[bytes], recipe: Recipe) -> str:
    """Encode the texts with these keys of a shard, unless that was done; the new shard's name.

    Nothing is kept under that name if the shard of the text is not there any more.

    Raises:
        WorkersError: this worker differs from the writer.
    """
    encoder = _encoder(recipe)
    name = _name(VECTORS, recipe, of, *(key.hex() for key in unknown))
    kept = recipe.store.read(of)
    if kept is not None and recipe.store.read(name) is None:
        wanted = set(unknown)
        every = KeyedTexts(cut_in(kept)).besides(())
        texts = [text for key, text in every.items() if key in wanted]
        recipe.store.write(name, _as_bytes(encode_texts(texts, encoder, lambda _, __: None)))
    return name


def cut_in(shard: bytes) -> CutDocument:
    """The document in a shard."""
    return _cut().validate_json(shard)


def vectors_in(shard: bytes) -> Vectors:
    """The vectors [n, d] in a shard, in the order of the texts, the shorter ones first."""
    vectors: Vectors = np.load(BytesIO(shard), allow_pickle=False)
    return vectors


def versions_here() -> str:
    """What changes when a stage or a library does that shapes a shard."""
    return versions_key(stage_versions(), library_versions())


def _as_bytes(vectors: Vectors) -> bytes:
    file = BytesIO()
    np.save(file, vectors, allow_pickle=False)
    return file.getvalue()


def _name(kind: str, recipe: Recipe, *parts: str) -> str:
    """The name of a shard, equal only if all that it depends on is."""
    fixed = [repr(asdict(recipe.encoder)), repr(asdict(recipe.settings)), recipe.versions]
    key = blake2b("\0".join([*fixed, *parts]).encode(), digest_size=20)
    return f"{key.hexdigest()}.{kind}"


@cache
def _encoder(recipe: Recipe) -> Encoder:
    """This process's encoder, which computes what the writer's does."""
    encoder = open_encoder(recipe.model)
    alike = recipe.versions == versions_here() and encoder.identity == recipe.encoder
    if not alike or not computes_alike(encoder, recipe.probes):
        raise WorkersError("workers_differ", model=recipe.model)
    return encoder


@cache
def _cut() -> TypeAdapter[CutDocument]:
    return TypeAdapter(CutDocument)
