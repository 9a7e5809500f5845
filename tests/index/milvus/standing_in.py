"""A stand-in for a connection: rows in memory, and answers that can be cut short."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.index.milvus.address import place_of
from cmp_search.index.milvus.connection import Connection, Hit
from cmp_search.index.milvus.names import Names
from cmp_search.index.milvus.reader import Reader

NAMES = Names("a", "g000001-01234567")


class StandIn(Connection):
    """Answers questions from lists of rows, by the only condition that is asked for here."""

    def __init__(self, rows: dict[str, list[dict[str, Any]]], missing: int = 0) -> None:
        """The first `missing` searches find nothing."""
        super().__init__(place_of("milvus://nowhere/a"))
        self.rows, self.missing, self.asked = rows, missing, 0

    def _meeting(self, collection: str, expression: str) -> list[dict[str, Any]]:
        self.asked += 1
        if not expression:
            return self.rows[collection]
        field, _, values = expression.partition(" in ")
        wanted = set(json.loads(values))
        return [row for row in self.rows[collection] if row[field] in wanted]

    def query(
        self, collection: str, expression: str, fields: Sequence[str], guarantee: int | None
    ) -> list[dict[str, Any]]:
        return [
            {name: row[name] for name in fields} for row in self._meeting(collection, expression)
        ]

    def search(
        self,
        collection: str,
        vector: Vectors,
        limit: int,
        expression: str,
        fields: Sequence[str],
        guarantee: int,
    ) -> list[Hit]:
        found = self._meeting(collection, expression)
        if self.missing:
            self.missing -= 1
            return []
        hits = [Hit(row["number"], float(np.dot(row["vector"], vector)), row) for row in found]
        return sorted(hits, key=lambda hit: -hit.cosine)[:limit]


def reader_of(connection: Connection) -> Reader:
    """A reader of what a connection gives."""
    return Reader(connection, NAMES, 0)
