"""Verifying a generation: its counts, documents, passages, words and vectors.

1. Each collection has as many rows as the manifest says.
2. Each document is read whole, which checks its rows' sums, and each of its passages is the slice
   that its id has the hash of.
3. Each word is said to be in as many passages as have it.
4. Each passage and sentence has a vector of length 1, and of the encoder's dimension.
"""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage, is_genuine
from cmp_search.errors import EngineFaultError, MismatchError
from cmp_search.index.milvus import documents
from cmp_search.index.milvus.expressions import equals
from cmp_search.index.milvus.manifest import StoredManifest
from cmp_search.index.milvus.packing import unpack_passage
from cmp_search.index.milvus.reader import VECTORS, Reader
from cmp_search.index.milvus.texts import word_key

LENGTH_TOLERANCE = 1e-3
"""How much a vector's length may differ from 1."""


def find_faults(reader: Reader, manifest: StoredManifest) -> Iterator[str]:
    """Everything that differs from what a build writes; stops at what cannot be read.

    Raises:
        EngineAwayError: the server does not answer.
    """
    try:
        yield from _counts(reader, manifest)
        terms: Counter[str] = Counter()
        for id in reader.documents:
            yield from _document(reader, id, terms)
        yield from _words(reader, terms)
        for collection, last in _last_numbers(reader):
            yield from _vectors(reader, collection, last, manifest.encoder.dimension)
    except (MismatchError, EngineFaultError, LookupError, TypeError, ValueError) as error:
        yield f"{reader.names.marker} cannot be read completely ({' '.join(str(error).split())})"


def _counts(reader: Reader, manifest: StoredManifest) -> Iterator[str]:
    names = reader.names
    for what, count, expected in (
        ("documents", len(reader.documents), manifest.documents),
        ("passages", _count(reader, names.passages), manifest.passage_count),
        ("sentences", _count(reader, names.sentences), manifest.sentence_count),
    ):
        if count != expected:
            yield f"{names.marker} has {count} {what}, its manifest says {expected}"


def _count(reader: Reader, collection: str) -> int:
    return reader.connection.count(collection, reader.guarantee)


def _document(reader: Reader, id: str, terms: Counter[str]) -> Iterator[str]:
    """The faults of a document (step 2); the terms of its passages are counted."""
    try:
        document = documents.document(reader, id)
        rows = documents.passage_rows(reader, id)
        passages = [unpack_passage(row, id) for row in rows]
    except MismatchError as error:
        yield f"{id}: {error}"
        return
    for row in rows:
        terms.update({*row.words.split(), *row.stems.split()})
    false = [one.id for one in passages if not (_is_within(one, document) and is_genuine(one))]
    if false:
        yield f"{len(false)} passages do not match {id}; the first is {false[0]}"


def _is_within(passage: Passage, document: Document) -> bool:
    """Whether a passage is its slice, and its sentences are within it."""
    sentences_within = all(
        passage.start <= s.start < s.end <= passage.end for s in passage.sentences
    )
    return sentences_within and document.text[passage.start : passage.end] == passage.text


def _words(reader: Reader, terms: Counter[str]) -> Iterator[str]:
    stored = {
        row.key.removeprefix(word_key("")): row.a for row in reader.words(equals("kind", "w"))
    }
    wrong = [term for term in {*stored, *terms} if stored.get(term, 0) != terms[term]]
    if wrong:
        yield f"{len(wrong)} words are not counted as they occur; one is {min(wrong)}"


def _last_numbers(reader: Reader) -> Iterator[tuple[str, int]]:
    """The last number of passages and sentences."""
    rows = [one.row for one in reader.documents.values()]
    yield reader.names.passages, max((row.last_passage for row in rows), default=0)
    yield reader.names.sentences, max((row.last_sentence for row in rows), default=0)


def _vectors(reader: Reader, collection: str, last: int, dimension: int) -> Iterator[str]:
    """One unit vector of the encoder's dimension for each number (step 4)."""
    for first in range(1, last + 1, VECTORS):
        _, vectors = reader.vectors(collection, first, min(first + VECTORS - 1, last))
        if not len(vectors):
            continue
        if vectors.shape[1] != dimension:
            yield f"{collection} has vectors whose dimension is not the encoder's"
            return
        if not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=LENGTH_TOLERANCE):
            yield f"{collection} has vectors that are not of length 1"
            return
