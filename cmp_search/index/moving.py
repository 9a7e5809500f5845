"""Moving an index to another address, in whatever engine: no text is encoded again.

1. Each document is read with its passages. The engine that has them knows their vectors by the keys
   of what was embedded, as in a build. What is derived from the text is derived again.
2. The other engine stores all of them as one build, with the same record, so that the next build
   continues from it. What was there under that address is kept as an earlier generation; the
   calibration goes, too.
3. The index that is moved stays where it is, and nobody changes it meanwhile. Only the off-topic
   questions are encoded.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.lock import WITHOUT_LIMIT, Waiting
from cmp_search.encoders import Encoder, Vectors
from cmp_search.errors import GenerationError, MismatchError
from cmp_search.index.address import Address, absolute
from cmp_search.index.base import Index
from cmp_search.index.builder import EncodedDocument, IndexBuilder
from cmp_search.index.deriving import derive
from cmp_search.index.embedding import document_inputs, input_key
from cmp_search.index.engines import engine_of
from cmp_search.index.manifest import BuildRecord, Manifest
from cmp_search.index.origin import origin_of
from cmp_search.index.plan import Plan


def move_index(
    corpus: Path,
    source: Address,
    target: Address,
    encoder: Encoder,
    waiting: Waiting = WITHOUT_LIMIT,
) -> Manifest:
    """Put what the index of a corpus has at another address, as its next generation.

    Raises:
        NoIndexError, ForeignIndexError, EngineAwayError: as `Engine.open`.
        MismatchError: it was built by another encoder, or a vector is missing.
        ReadError: what is derived from a text takes too much time or memory.
        GenerationError: both addresses are the same.
    """
    if absolute(source) == absolute(target):
        raise GenerationError("move_same", index=source)
    of_source, of_target = engine_of(source), engine_of(target)
    of_source.current(source)  # Where there is no index, none is begun.
    with (
        of_source.open_builder(source, encoder, waiting) as old,
        of_target.open_builder(target, encoder, waiting) as new,
        closing(of_source.open(source, searchable=False)) as index,
    ):
        _check_encoder(index, encoder)
        old.start(Plan(keeps_vectors=True))
        new.start(Plan())
        _put(index, old, new)
        record = {field.name: getattr(index.manifest, field.name) for field in fields(BuildRecord)}
        manifest = new.publish(replace(BuildRecord(**record), origin=origin_of(corpus, target)))
    of_target.set_calibration(target, of_source.calibration(source))
    return manifest


def _check_encoder(index: Index, encoder: Encoder) -> None:
    """Make sure that the index was built by this encoder."""
    built, named = index.manifest.encoder, encoder.identity
    if built != named:
        raise MismatchError(
            "other_encoder",
            folder=index.address,
            built=f"{built.name} ({built.engine})",
            named=f"{named.name} ({named.engine})",
            model=index.manifest.model,
        )


def _put(index: Index, old: IndexBuilder, new: IndexBuilder) -> None:
    """Put every document into the other index, and remove those that are only there (step 1)."""
    sources = {one.entry.id: one.source_entry for one in index.statistics()}
    for id in new.previous.known.keys() - sources.keys():
        new.remove(id)
    for id, entry in sources.items():
        new.replace(_encoded(index, old, id, entry))


def _encoded(index: Index, old: IndexBuilder, id: str, source_entry: Entry) -> EncodedDocument:
    """A document as a build encodes it, with the vectors that there are."""
    document, passages = index.document(id), list(index.passages_of(id))
    passage_keys, sentence_keys = (
        [input_key(inputs) for inputs in some] for some in document_inputs(document, passages)
    )
    known = old.known_vectors(passage_keys, sentence_keys)
    if not known.keys() >= {*passage_keys, *sentence_keys}:
        raise MismatchError("index_damaged", folder=index.address)
    dimension = index.manifest.encoder.dimension
    return EncodedDocument(
        document,
        source_entry,
        passages,
        passage_keys,
        sentence_keys,
        _stacked([known[key] for key in passage_keys], dimension),
        _stacked([known[key] for key in sentence_keys], dimension),
        derive(document, passages),
    )


def _stacked(vectors: Sequence[Vectors], dimension: int) -> Vectors:
    """Vectors [d] as rows [n, d]; n may be 0."""
    import numpy as np

    return np.array(vectors, dtype=np.float32).reshape(-1, dimension)
