"""The builder of the embedded engine: changes a copy of the previous generation.

1. The copy is made on the first change, in a hidden folder, under a lock. The files of texts and
   off-topic questions are copied; vectors are loaded, and written as a whole.
2. Content of stages that have changed is computed again from the stored texts.
3. Publishing writes texts, vectors and manifest, and moves the pointer (see `folder`).
"""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from cmp_search.encoders import Encoder, Vectors
from cmp_search.errors import GenerationError
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.embedded.files import (
    OFF_TOPIC_VECTORS,
    PASSAGE_VECTORS,
    SCHEMA,
    SENTENCE_VECTORS,
    TEXTS,
    StoredManifest,
    file_sums,
    write_manifest,
)
from cmp_search.index.embedded.folder import locked, next_name, publish
from cmp_search.index.embedded.previous import PreviousGeneration
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.index.embedded.writer import TextsWriter
from cmp_search.index.manifest import BuildRecord, Manifest
from cmp_search.index.off_topic import encode_off_topic
from cmp_search.index.plan import Plan, Previous
from cmp_search.index.versions import Stage


@contextmanager
def open_builder(index: Path, encoder: Encoder) -> Iterator["EmbeddedBuilder"]:
    """A builder for an index folder, which is locked meanwhile; other writers wait.

    Raises:
        ForeignIndexError: the folder belongs to something else.
    """
    with locked(index) as work:
        builder = EmbeddedBuilder(index, work, encoder)
        try:
            yield builder
        finally:
            builder.close()


@contextmanager
def _writing(index: Path) -> Iterator[None]:
    """Report that SQLite or FAISS could not write, such as to a full disk."""
    try:
        yield
    except (sqlite3.OperationalError, RuntimeError) as error:
        raise GenerationError("index_unwritable", folder=index, reason=error) from error


class EmbeddedBuilder:
    """A generation being built (see `cmp_search.index.builder.IndexBuilder`)."""

    def __init__(self, index: Path, work: Path, encoder: Encoder) -> None:
        """Build in the empty folder `work`; nothing is written before the first change."""
        self._index, self._work, self._encoder = index, work, encoder
        self._previous = PreviousGeneration(index, work)
        self._plan = Plan()
        self._present: set[str] = set()
        self.changed = False

    @property
    def previous(self) -> Previous:
        """What is known before the build starts."""
        return self._previous.facts

    @property
    def _continues(self) -> bool:
        return self._previous.folder is not None and not self._plan.rebuild_reason

    def start(self, plan: Plan) -> None:
        """Continue from the previous generation, with renewed content, or start from nothing."""
        self._plan = plan
        self._present = set(self.previous.known) if self._continues else set()
        is_as_it_was = self._previous.is_current and not self._previous.is_older
        self.changed = bool(plan.renewed) or (self._continues and not is_as_it_was)
        if not {Stage.TERMS, Stage.ORIENTATION}.isdisjoint(plan.renewed):
            for id in self._texts.renew():
                self.remove(id)
                self._previous.forget(id)

    def known_vectors(
        self, passages: Sequence[bytes], sentences: Sequence[bytes]
    ) -> Mapping[bytes, Vectors]:
        """The vectors [d] that the previous generation has, by the keys of what was embedded."""
        return self._previous.vectors(passages, sentences) if self._plan.keeps_vectors else {}

    @cached_property
    def _texts(self) -> TextsWriter:
        if self._continues:
            shutil.copyfile(self._previous.tables, self._work / TEXTS)
        return TextsWriter.open(self._work / TEXTS)

    @cached_property
    def _passages(self) -> VectorIndex:
        return self._vectors(PASSAGE_VECTORS)

    @cached_property
    def _sentences(self) -> VectorIndex:
        return self._vectors(SENTENCE_VECTORS)

    def _vectors(self, name: str) -> VectorIndex:
        if self._continues:
            return VectorIndex.load(self._previous.path(name), writable=True)
        return VectorIndex.empty(self._encoder.identity.dimension)

    def replace(self, encoded: EncodedDocument) -> None:
        """Add a document, replacing its older version. If interrupted, discard the build.

        Raises:
            GenerationError: a stored passage is not the slice of its document that it claims to be,
                or the disk cannot take it.
        """
        with _writing(self._index):
            self._replace(encoded)

    def _replace(self, encoded: EncodedDocument) -> None:
        id = encoded.document.id
        if id in self._present:
            self.remove(id)
        self.changed = True
        self._present.add(id)
        stored = self._texts.add(
            encoded.document,
            encoded.source_entry,
            encoded.passages,
            encoded.passage_keys,
            encoded.sentence_keys,
            encoded.derived,
        )
        numbers = [number for number, _ in stored]
        self._passages.add(numbers, encoded.passage_vectors)
        self._sentences.add(
            [sentence.number for _, sentences in stored for sentence in sentences],
            encoded.sentence_vectors,
        )
        read_back = self._texts.passages(numbers)
        if [read_back[number] for number in numbers] != encoded.passages:
            raise GenerationError("passage_not_slice", id=id)

    def remove(self, document: str) -> None:
        """Remove a document. If interrupted, discard the build."""
        self.changed = True
        self._present.discard(document)
        passages, sentences = self._texts.remove(document)
        self._passages.remove(passages)
        self._sentences.remove(sentences)

    def publish(self, record: BuildRecord) -> Manifest:
        """Make this the current generation, with what the build states about it.

        Raises:
            GenerationError: the disk cannot take it.
        """
        with _writing(self._index):
            self._texts.commit()
            self._passages.save(self._work / PASSAGE_VECTORS)
            self._sentences.save(self._work / SENTENCE_VECTORS)
            self._save_off_topic()
        self.close()
        manifest = StoredManifest(
            **vars(record),
            generation=next_name(self._index),
            documents=len(self._present),
            passage_count=len(self._passages),
            sentence_count=len(self._sentences),
            passage_vectors=self._passages.kind,
            sentence_vectors=self._sentences.kind,
            schema=SCHEMA,
            files=file_sums(self._work),
        )
        write_manifest(self._work, manifest)
        publish(self._index, self._work, manifest.generation)
        return manifest

    def _save_off_topic(self) -> None:
        """Write the vectors of the off-topic questions, numbered from 0."""
        target = self._work / OFF_TOPIC_VECTORS
        if self._plan.keeps_off_topic:
            shutil.copyfile(self._previous.path(OFF_TOPIC_VECTORS), target)
            return
        vectors = encode_off_topic(self._encoder)
        index = VectorIndex.empty(vectors.shape[1])
        index.add(range(len(vectors)), vectors)
        index.save(target)

    def close(self) -> None:
        """Close files and connections."""
        texts = self.__dict__.pop("_texts", None)
        if texts:
            texts.close()
        self._previous.close()
