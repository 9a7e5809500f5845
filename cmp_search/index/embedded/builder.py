"""A generation in the making: a copy of the last one, changed document by document."""

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType

import numpy as np

from cmp_search.catalogue import Entry
from cmp_search.document import Document
from cmp_search.embedding import Readings, embed, passage_readings, sentence_readings
from cmp_search.encoders import Encoder, Vectors
from cmp_search.errors import GenerationError
from cmp_search.index.embedded.folder import next_name, publish
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.index.embedded.writer import TextsWriter
from cmp_search.index.everyday import encode_everyday
from cmp_search.index.manifest import (
    EVERYDAY_VECTORS,
    PASSAGE_VECTORS,
    SCHEMA,
    SENTENCE_VECTORS,
    TEXTS,
    Failure,
    Manifest,
    file_sums,
    now,
    write_manifest,
)
from cmp_search.index.recipe import recipe
from cmp_search.passage import Passage, PassageSettings, passages

CHUNK = 256
"""Texts encoded between two reports of progress."""

Share = Callable[[float, int], None]
"""Told which share of a document's characters is encoded, and how many texts since it was last."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A document with the entry that the catalogue has for it, its passages, and vectors [n, d].

    `passage_vectors` are in the order of the passages, `sentence_vectors` in that of all their
    sentences.
    """

    document: Document
    entry: Entry
    passages: Sequence[Passage]
    passage_vectors: Vectors
    sentence_vectors: Vectors


class Draft:
    """Opened without touching the disk; the first change makes the copy."""

    def __init__(
        self,
        index: Path,
        work: Path,
        before: Path | None,
        encoder: Encoder,
        model: str,
        settings: PassageSettings,
    ) -> None:
        """Prepare a draft in `work`, to go on from the generation `before` where there is one."""
        self._index, self._work, self._before = index, work, before
        self._encoder, self._model, self._settings = encoder, model, settings
        self.encoded = 0
        self.reused = 0
        self._opened = False
        self.changed = False

    def __enter__(self) -> "Draft":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._opened:
            self._texts.close()

    @cached_property
    def _texts(self) -> TextsWriter:
        if self._before:
            for name in (TEXTS, EVERYDAY_VECTORS):  # The others are written whole.
                shutil.copyfile(self._before / name, self._work / name)
        texts = TextsWriter.open(self._work / TEXTS)
        self._opened = True
        return texts

    @cached_property
    def _passages(self) -> VectorIndex:
        return self._vectors(PASSAGE_VECTORS)

    @cached_property
    def _sentences(self) -> VectorIndex:
        return self._vectors(SENTENCE_VECTORS)

    def _vectors(self, name: str) -> VectorIndex:
        if self._before:
            return VectorIndex.load(self._before / name, writable=True)
        return VectorIndex.empty(self._encoder.identity.dimension)

    def encode(self, document: Document, entry: Entry, known: bool, progress: Share) -> Encoded:
        """Cut and encode a document, with the vectors of its older self where it is known.

        It changes nothing, so that it may be broken off.
        """
        cut = list(passages(document, self._encoder.count_tokens, self._settings))
        headed = [passage_readings(document.entry.title, passage) for passage in cut]
        old = self._old_vectors(document.id) if known else {}
        spoken = [
            sentence_readings(passage.section, document.slice(span))
            for passage in cut
            for span in passage.sentences
        ]
        vectors = self._encode([*headed, *spoken], old, progress)
        return Encoded(document, entry, cut, vectors[: len(headed)], vectors[len(headed) :])

    def replace(self, made: Encoded, known: bool) -> None:
        """Put a document in, in the place of its older self where it is known.

        Broken off, it leaves the draft of no use.
        """
        if known:
            self.remove(made.document.id)
        self.changed = True
        stored = self._texts.add(made.document, made.entry, made.passages)
        numbers = [number for number, _ in stored]
        spoken = [sentence.number for _, sentences in stored for sentence in sentences]
        self._passages.add(numbers, made.passage_vectors)
        self._sentences.add(spoken, made.sentence_vectors)
        back = self._texts.passages(numbers)
        if [back[number] for number in numbers] != made.passages:
            raise GenerationError("passage_not_slice", id=made.document.id)

    def remove(self, document: str) -> None:
        """Take a document out."""
        self.changed = True
        gone, spoken = self._texts.remove(document)
        self._passages.remove(gone)
        self._sentences.remove(spoken)

    def publish(self, failed: tuple[Failure, ...]) -> Manifest:
        """Make the draft the current generation."""
        self._texts.commit()
        keys = self._texts.source_keys()
        self._texts.close()
        self._opened = False
        self._passages.save(self._work / PASSAGE_VECTORS)
        self._sentences.save(self._work / SENTENCE_VECTORS)
        if not self._before:
            encode_everyday(self._encoder).save(self._work / EVERYDAY_VECTORS)
        manifest = Manifest(
            schema=SCHEMA,
            generation=next_name(self._index),
            created=now(),
            model=self._model,
            encoder=self._encoder.identity,
            passages=self._settings,
            recipe=recipe(),
            documents=len(keys),
            passage_count=len(self._passages),
            sentence_count=len(self._sentences),
            passage_vectors=self._passages.kind,
            sentence_vectors=self._sentences.kind,
            fingerprint=self._fingerprint(keys),
            failed=failed,
            files=file_sums(self._work),
        )
        write_manifest(self._work, manifest)
        publish(self._index, self._work, manifest.generation)
        return manifest

    def _fingerprint(self, keys: dict[str, tuple[str, Entry]]) -> str:
        """A hash of all that decides what a question finds."""
        parts = [repr(asdict(self._encoder.identity)), repr(asdict(self._settings)), recipe()]
        parts += [f"{id} {sha256} {entry}" for id, (sha256, entry) in sorted(keys.items())]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def _old_vectors(self, document: str) -> dict[Readings, Vectors]:
        """The vectors that a document's older self has, by what was embedded."""
        before = self._texts.document(document)
        if before is None:
            return {}
        numbers = self._texts.passage_numbers(document)
        held = self._texts.passages(numbers)
        found = {
            passage_readings(before.entry.title, held[number]): vector
            for number, vector in zip(numbers, self._passages.vectors(numbers), strict=True)
        }
        for number, rows in self._texts.sentences(numbers).items():
            spoken = self._sentences.vectors([row.number for row in rows])
            for row, vector in zip(rows, spoken, strict=True):
                found[sentence_readings(held[number].section, before.slice(row.span))] = vector
        return found

    def _encode(
        self, texts: Sequence[Readings], old: dict[Readings, Vectors], progress: Share
    ) -> Vectors:
        """The vectors of texts, [n, d]; those that are known are not computed again."""
        vectors = np.empty((len(texts), self._encoder.identity.dimension), dtype=np.float32)
        todo = []
        for row, readings in enumerate(texts):
            if readings in old:
                vectors[row] = old[readings]
            else:
                todo.append(row)
        # Texts of like length together, so that little of a batch is padding.
        todo.sort(key=lambda row: len(texts[row][0].text))
        lengths = [len(texts[row][0].text) + 1 for row in todo]
        for start in range(0, len(todo), CHUNK):
            chunk = todo[start : start + CHUNK]
            vectors[chunk] = embed([texts[row] for row in chunk], self._encoder)
            self.encoded += len(chunk)
            progress(sum(lengths[: start + CHUNK]) / sum(lengths), len(chunk))
        self.reused += len(texts) - len(todo)
        return vectors
