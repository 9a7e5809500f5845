"""The writer of a generation: makes its collections and fills them.

1. The collections are made with the first row, and begin to load, which takes seconds, while rows
   are put in: a collection that is loaded shows all that is put in later.
2. Rows are sent in batches. Only when those of every collection have been counted on the server is
   the generation complete; no count, no marker (see `pointer`).
3. Many vectors get short codes, once all are written out (see `codes`).
"""

from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, NamedTuple

from cmp_search.encoders import Vectors
from cmp_search.errors import CmpSearchError, GenerationError
from cmp_search.index.manifest import VectorKind
from cmp_search.index.milvus.codes import make_codes
from cmp_search.index.milvus.connection import BUILDING, ROWS, Connection
from cmp_search.index.milvus.expressions import among, both, equals
from cmp_search.index.milvus.names import Names
from cmp_search.index.milvus.packing import DocumentRows
from cmp_search.index.milvus.schema import PASSAGES, SENTENCES, TEXTS, TextRow, schema_of, stored

FLUSHED = 10_000
"""Rows from which on the server is told to write them out, so that it starts faster with them."""
OWN_KINDS = tuple("dpbghko")
"""The kinds of texts that belong to a document (see `texts`)."""
CHARACTERS = 8_000_000
"""Characters of texts in one batch: at four bytes each, the server takes them."""


class GenerationWriter:
    """The collections of a generation being built."""

    def __init__(self, connection: Connection, names: Names, dimension: int) -> None:
        """Make them, and begin to load them (step 1)."""
        self._connection, self.names = connection, names
        self._pending: dict[str, list[dict[str, Any]]] = {name: [] for name in names.data}
        self.counts = dict.fromkeys(names.data, 0)
        connection.create(names.passages, schema_of(PASSAGES, dimension))
        connection.create(names.sentences, schema_of(SENTENCES, dimension))
        connection.create(names.texts, schema_of(TEXTS))
        self._loading: Future[None] = connection.at_once(connection.load, names.data)

    def add(self, rows: DocumentRows, passage_vectors: Vectors, sentence_vectors: Vectors) -> None:
        """Store a document with the vectors [n, d] and [m, d] of its passages and sentences."""
        self._add(self.names.passages, _with_vectors(rows.passages, passage_vectors))
        self._add(self.names.sentences, _with_vectors(rows.sentences, sentence_vectors))
        self.add_texts(rows.texts)

    def add_texts(self, rows: Iterable[TextRow]) -> None:
        """Store texts."""
        self._add(self.names.texts, (stored(row) for row in rows))

    def add_copied(self, collection: str, rows: Iterable[dict[str, Any]]) -> None:
        """Store rows of another generation as they are; `collection` is the one of this."""
        self._add(collection, rows)

    def _add(self, collection: str, rows: Iterable[dict[str, Any]]) -> None:
        pending, characters = self._pending[collection], 0
        for row in rows:
            pending.append(row)
            self.counts[collection] += 1
            characters += len(row.get("payload", ""))
            if len(pending) >= ROWS or characters > CHARACTERS:
                self._send(collection)
                characters = 0

    def _send(self, collection: str) -> None:
        if pending := self._pending[collection]:
            self._connection.insert(collection, pending)
            pending.clear()

    def withdraw(self, ordinal: int, rows: tuple[int, int, int]) -> None:
        """Remove a document that was stored, of which each collection has so many rows."""
        for collection in self.names.data:
            self._send(collection)
        self._loading.result()  # What is not loaded cannot be searched for rows to delete.
        own = equals("document", ordinal)
        kinds = among("kind", OWN_KINDS)
        conditions = (own, own, both(own, kinds))
        for collection, condition, count in zip(self.names.data, conditions, rows, strict=True):
            self._connection.delete(collection, condition)
            self.counts[collection] -= count

    def complete(self) -> tuple[VectorKind, VectorKind]:
        """Send what is left, and count; returns how passages and sentences are searched.

        Raises:
            GenerationError: the server does not have all rows.
        """
        for collection, count in self.counts.items():
            self._send(collection)
            if count > FLUSHED:
                self._connection.ask("flush", collection, seconds=BUILDING)
        self._loading.result()
        passages, sentences = (
            make_codes(self._connection, name, self.counts[name])
            for name in (self.names.passages, self.names.sentences)
        )
        ask = self._connection
        found_in = {name: ask.at_once(ask.count, name) for name in self.counts}
        for collection, count in self.counts.items():
            if (found := found_in[collection].result()) != count:
                reason = f"{collection} has {found} rows, not {count}"
                address = self._connection.place.address
                raise GenerationError("index_unwritable", folder=address, reason=reason)
        return passages, sentences

    def settle(self) -> None:
        """Wait until nothing is under way, so that the collections can be dropped."""
        with suppress(CmpSearchError):
            self._loading.result()


def _with_vectors(rows: Iterable[NamedTuple], vectors: Vectors) -> Iterable[dict[str, Any]]:
    return (stored(row, vector) for row, vector in zip(rows, vectors, strict=True))
