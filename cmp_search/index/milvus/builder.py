"""The builder of the Milvus engine: fills the collections of a new generation.

1. A builder has the lease of the index (see `lease`); it first drops what killed builds left.
2. New documents are stored when they come, under numbers above all others. Those of the previous
   generation that stay are copied at the end, each once (see `copying`).
3. If something is to be derived again from the stored texts, each document is read, and stored as
   if it were new; its vectors stay.
4. Publishing stores the words, counts all rows on the server, and makes sure that nobody has taken
   over the lease. Only then is the marker made, and the alias moved (see `pointer`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import NamedTuple

from cmp_search.documents.lock import WITHOUT_LIMIT, Waiting
from cmp_search.encoders import Encoder, Vectors
from cmp_search.errors import CmpSearchError, GenerationError, ReadError
from cmp_search.index.address import Address
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.manifest import BuildRecord, Manifest
from cmp_search.index.milvus.catalogue import Catalogue
from cmp_search.index.milvus.connection import connect
from cmp_search.index.milvus.copying import copy
from cmp_search.index.milvus.lease import Lease, leased
from cmp_search.index.milvus.manifest import SCHEMA, StoredManifest
from cmp_search.index.milvus.names import Names
from cmp_search.index.milvus.packing import pack_document, pack_vectors, unpack_vectors
from cmp_search.index.milvus.pointer import Pointer
from cmp_search.index.milvus.previous import PreviousGeneration
from cmp_search.index.milvus.reader import StoredDocument
from cmp_search.index.milvus.texts import key_of
from cmp_search.index.milvus.vocabulary import Postings
from cmp_search.index.milvus.writer import GenerationWriter
from cmp_search.index.off_topic import encode_off_topic
from cmp_search.index.plan import Plan, Previous
from cmp_search.index.stored.names import next_name
from cmp_search.index.versions import Stage

LOADED = 2
"""Generations that stay loaded: the current one, and the one before for whoever has it open."""


@contextmanager
def open_builder(
    address: Address, encoder: Encoder, waiting: Waiting = WITHOUT_LIMIT
) -> Iterator["MilvusBuilder"]:
    """A builder of an index, of which it has the lease meanwhile; other writers wait.

    Raises:
        BusyError: another writer was waited for in vain.
        ForeignIndexError: something else has the index's name on the server.
        EngineAwayError: the server does not answer.
    """
    connection = connect(address)
    pointer = Pointer(Catalogue(connection), address, connection.place.name)
    pointer.found()
    with leased(pointer.catalogue, address, pointer.index, waiting) as lease:
        pointer.sweep()
        builder = MilvusBuilder(pointer, lease, encoder)
        try:
            yield builder
        finally:
            builder.close()


class _Own(NamedTuple):
    """A document of this build: its ordinal, its passages, and its rows in each collection."""

    ordinal: int
    passages: range
    rows: tuple[int, int, int]


class MilvusBuilder:
    """A generation being built (see `cmp_search.index.builder.IndexBuilder`)."""

    def __init__(self, pointer: Pointer, lease: Lease, encoder: Encoder) -> None:
        """Write nothing before the first change."""
        self._pointer, self._lease, self._encoder = pointer, lease, encoder
        self._previous = PreviousGeneration(pointer)
        self._plan = Plan()
        self._kept: dict[str, StoredDocument] = {}
        self._own: dict[str, _Own] = {}
        self._postings = Postings()
        self._last = (0, 0, 0)
        self._is_published = False
        self.changed = False

    @property
    def previous(self) -> Previous:
        """What is known before the build starts."""
        return self._previous.facts

    def start(self, plan: Plan) -> None:
        """Continue from the previous generation, with renewed content, or start from nothing."""
        self._plan = plan
        continues = self._previous.reader is not None and not plan.rebuild_reason
        if continues:
            self._kept = dict(self._previous.documents)
            self._last = _last_numbers(self._kept.values())
        self.changed = bool(plan.renewed) or (continues and not self._previous.is_current)
        if not {Stage.TERMS, Stage.ORIENTATION}.isdisjoint(plan.renewed):
            for id in [*self._kept]:
                self._renew(id)

    def _renew(self, id: str) -> None:
        try:
            self.replace(self._previous.derived_again(id))
        except ReadError:
            self.remove(id)
            self._previous.forget(id)

    def known_vectors(
        self, passages: Sequence[bytes], sentences: Sequence[bytes]
    ) -> Mapping[bytes, Vectors]:
        """The vectors [d] that the previous generation has, by the keys of what was embedded."""
        return self._previous.vectors(passages, sentences) if self._plan.keeps_vectors else {}

    @cached_property
    def _writer(self) -> GenerationWriter:
        names = Names(self._pointer.index, next_name(self._pointer.taken()))
        return GenerationWriter(
            self._pointer.catalogue.connection, names, self._encoder.identity.dimension
        )

    def replace(self, encoded: EncodedDocument) -> None:
        """Add a document, replacing its older version. If interrupted, discard the build.

        Raises:
            GenerationError: a passage is not the slice of its document that it claims to be.
            EngineAwayError: the server does not answer.
        """
        id, text = encoded.document.id, encoded.document.text
        if any(passage.text != text[passage.start : passage.end] for passage in encoded.passages):
            raise GenerationError("passage_not_slice", id=id)
        self.remove(id)
        ordinal, passage, sentence = (last + 1 for last in self._last)
        rows = pack_document(encoded, ordinal, passage, sentence)
        counts = len(rows.passages), len(rows.sentences), len(rows.texts)
        self._last = (ordinal, passage + counts[0] - 1, sentence + counts[1] - 1)
        self._own[id] = _Own(ordinal, range(passage, passage + counts[0]), counts)
        self._writer.add(rows, encoded.passage_vectors, encoded.sentence_vectors)
        for row in rows.passages:
            self._postings.add(row)

    def remove(self, document: str) -> None:
        """Remove a document. If interrupted, discard the build."""
        self.changed = True
        self._kept.pop(document, None)
        if (own := self._own.pop(document, None)) is not None:
            self._writer.withdraw(own.ordinal, own.rows)
            self._postings.discard(own.passages)

    def publish(self, record: BuildRecord) -> Manifest:
        """Make this the current generation, with what the build states about it.

        Raises:
            GenerationError: the server does not have all rows, or another writer has taken over.
            MismatchError: rows of the previous generation are missing.
            EngineAwayError: the server does not answer.
        """
        writer = self._writer
        if self._kept and self._previous.reader:
            copy(self._previous.reader, self._kept.values(), writer, self._postings)
        writer.add_texts(self._postings.rows())
        writer.add_texts(pack_vectors(self._off_topic()))
        passages, sentences = writer.complete()
        manifest = StoredManifest(
            **vars(record),
            generation=writer.names.generation,
            documents=len(self._kept) + len(self._own),
            passage_count=writer.counts[writer.names.passages],
            sentence_count=writer.counts[writer.names.sentences],
            passage_vectors=passages,
            sentence_vectors=sentences,
            schema=SCHEMA,
            guarantee=0,
        )
        self._lease.check()
        manifest = self._pointer.publish(manifest)
        self._is_published = True
        self._pointer.make_current(manifest.generation)
        self._pointer.tidy()
        self._release()
        return manifest

    def _off_topic(self) -> Vectors:
        """The vectors [m, d] of the off-topic questions, kept or encoded."""
        if self._plan.keeps_off_topic and self._previous.reader:
            key = key_of("x", 0)
            return unpack_vectors(self._previous.reader.payloads_of([key])[key])
        return encode_off_topic(self._encoder)

    def _release(self) -> None:
        """Free the server's memory of generations that few will still ask; they load again."""
        for name in self._pointer.names()[LOADED:]:
            for collection in Names(self._pointer.index, name).data:
                self._pointer.catalogue.connection.ask("release_collection", collection)

    def close(self) -> None:
        """Drop what is not published; what cannot be dropped now is by the next build."""
        writer: GenerationWriter | None = self.__dict__.pop("_writer", None)
        if writer and not self._is_published:
            writer.settle()
            with suppress(CmpSearchError):
                self._pointer.drop(writer.names.generation)


def _last_numbers(documents: Iterable[StoredDocument]) -> tuple[int, int, int]:
    """The last ordinal and the last numbers of passages and sentences in use; 0 if none is."""
    found = [(one.ordinal, one.row.last_passage, one.row.last_sentence) for one in documents]
    if not found:
        return 0, 0, 0
    ordinals, passages, sentences = (max(column) for column in zip(*found, strict=True))
    return ordinals, passages, sentences
