"""The reader of a generation: its rows, each checked, by key, number or document.

1. The rows of all documents are read once, when the first is needed: by them an id is known, and
   the ordinal, passages and sentences that belong to it.
2. What many rows are asked of is asked in pages, since an answer has at most 64 MB.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from cmp_search.encoders import Vectors
from cmp_search.errors import UnknownDocumentError, nearest
from cmp_search.index.milvus.connection import Connection
from cmp_search.index.milvus.expressions import among, between, both, equals
from cmp_search.index.milvus.names import Names
from cmp_search.index.milvus.packing import unpack_document_row
from cmp_search.index.milvus.schema import VECTOR, PassageRow, TextRow, passage_row, text_row
from cmp_search.index.milvus.texts import checked_rows, payloads, piece_keys
from cmp_search.index.stored.rows import DocumentRow
from cmp_search.index.stored.sums import check

PAGE = 1_000
"""Passages asked for at once, with their texts and words."""
VECTORS = 5_000
"""Vectors asked for at once."""
Value = TypeVar("Value", int, str)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document's ordinal and its row."""

    ordinal: int
    row: DocumentRow

    @property
    def passages(self) -> range:
        """The numbers of its passages, in reading order."""
        return range(self.row.first_passage, self.row.last_passage + 1)


class Reader:
    """The rows of one generation; `guarantee` is when it was published."""

    def __init__(self, connection: Connection, names: Names, guarantee: int) -> None:
        """Read nothing yet."""
        self.connection, self.names, self.guarantee = connection, names, guarantee

    @cached_property
    def documents(self) -> Mapping[str, StoredDocument]:
        """All documents by their ids, in order (step 1).

        Raises:
            MismatchError: a row is damaged, as for all that follows.
        """
        found = [
            StoredDocument(ordinal, unpack_document_row(payload))
            for (ordinal, _), payload in self.payloads("d").items()
        ]
        return {one.row.id: one for one in sorted(found, key=lambda one: one.row.id)}

    @cached_property
    def ids(self) -> Mapping[int, str]:
        """The id of each document by its ordinal."""
        return {one.ordinal: id for id, one in self.documents.items()}

    def document(self, id: str) -> StoredDocument:
        """A document by its id.

        Raises:
            UnknownDocumentError: it is not in the index.
        """
        if id not in self.documents:
            ids = list(self.documents)
            raise UnknownDocumentError(
                "unknown_document", id=id, known=nearest(id, ids), total=len(ids)
            )
        return self.documents[id]

    def payloads(self, kind: str, document: int | None = None) -> Mapping[tuple[int, int], str]:
        """All payloads of a kind, of all documents or one, by ordinal and start, in that order."""
        own = "" if document is None else equals("document", document)
        return payloads(self._texts(both(equals("kind", kind), own)))

    def rows(self, keys: Iterable[str]) -> dict[str, TextRow]:
        """Rows by their keys; unknown keys are left out."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, TextRow] = {}
        for start in range(0, len(wanted), PAGE):
            rows = self._texts(among("key", wanted[start : start + PAGE]))
            found.update((row.key, row) for row in checked_rows(rows))
        return found

    def payloads_of(self, keys: Iterable[str]) -> dict[str, str]:
        """The payloads with some keys, each whole.

        Raises:
            MismatchError: one is missing.
        """
        wanted = list(dict.fromkeys(keys))
        rows = self.rows(wanted)
        check(len(rows) == len(wanted), "texts")
        rest = self.rows(key for row in rows.values() for key in piece_keys(row))
        whole = {}
        for key in wanted:
            pieces = [rows[key], *(rest[piece] for piece in piece_keys(rows[key]) if piece in rest)]
            check(len(pieces) == rows[key].a, "texts")
            whole[key] = "".join(piece.payload for piece in pieces)
        return whole

    def words(self, expression: str) -> list[TextRow]:
        """The rows of words that meet a condition, without their postings or sums."""
        fields = ("key", "a", "b")
        found = self._query(self.names.texts, expression, fields)
        return [TextRow(one["key"], "w", 0, one["a"], one["b"], "", "") for one in found]

    def _texts(self, expression: str) -> list[TextRow]:
        found = self._query(self.names.texts, expression, TextRow._fields)
        return [text_row(one) for one in found]

    def _query(
        self, collection: str, expression: str, fields: Sequence[str]
    ) -> list[dict[str, Any]]:
        return self.connection.query(collection, expression, fields, self.guarantee)

    def passages(self, numbers: Sequence[int]) -> dict[int, PassageRow]:
        """The rows of passages by number, in ascending order; unknown numbers are left out."""
        rows = [row for page in _pages(numbers, PAGE) for row in self._passages("number", page)]
        return {row.number: row for row in rows}

    def passages_with(self, ids: Sequence[str]) -> list[PassageRow]:
        """The rows of passages with some ids; unknown ids are left out."""
        return [row for page in _pages(ids, PAGE) for row in self._passages("id", page)]

    def _passages(self, field: str, values: Sequence[int] | Sequence[str]) -> list[PassageRow]:
        found = self._query(self.names.passages, among(field, values), PassageRow._fields)
        return [passage_row(one) for one in found]

    def words_of(self, numbers: Sequence[int]) -> dict[int, str]:
        """The folded words of passages by number, in ascending order."""
        found = (
            one
            for page in _pages(numbers, PAGE)
            for one in self._query(self.names.passages, among("number", page), ("number", "words"))
        )
        return {one["number"]: one["words"] for one in found}

    def vectors(self, collection: str, first: int, last: int) -> tuple[list[int], Vectors]:
        """The numbers [n] in a range, both ends included, in order, and their vectors [n, d]."""
        import numpy as np

        numbers: list[int] = []
        vectors = []
        for start in range(first, last + 1, VECTORS):
            expression = between("number", start, min(start + VECTORS - 1, last))
            for one in self._query(collection, expression, ("number", VECTOR)):
                numbers.append(one["number"])
                vectors.append(one[VECTOR])
        return numbers, np.array(vectors, dtype=np.float32)


def _pages(values: Sequence[Value], size: int) -> Iterator[Sequence[Value]]:
    return (values[start : start + size] for start in range(0, len(values), size))
