"""Short codes of many vectors, which the server makes of a collection before it is published.

1. Up to `EXACT_UP_TO` vectors are all compared. Of more, the server compares short codes (its index
   SCANN: 4 bits for every two numbers), all of them, and then the vectors of the best. That is what
   an embedded index does, for the same reason: what a graph or lists miss grows with the index.
2. A server that is asked before all codes are made compares lists of some of the vectors, and does
   not say so. The collection is therefore released, gets its codes, and is loaded again.
3. Where the server does not get on with the codes for `PATIENCE` seconds, as on a machine that is
   busy with other work, all vectors are compared, which is slower and misses nothing.
"""

import time

from cmp_search.index.manifest import VectorKind
from cmp_search.index.milvus.connection import BUILDING, Connection
from cmp_search.index.milvus.schema import CODES, FLAT, VECTOR, index_params, kind_of

PATIENCE = 1_800.0
LOADING = 1_800.0
"""Seconds that a large collection may take to load."""
_TICK = 0.5


def make_codes(connection: Connection, collection: str, count: int) -> VectorKind:
    """Let a loaded collection of so many rows, all written out, be searched as suits its size.

    Returns how it is searched.

    Raises:
        EngineAwayError: the server does not answer, or does not load it.
    """
    kind = kind_of(count)
    if kind == FLAT:
        return kind
    connection.ask("release_collection", collection, seconds=BUILDING)
    _replace(connection, collection, CODES)
    if not _waited(connection, collection, count):
        kind = FLAT
        _replace(connection, collection, kind)
    connection.load([collection], LOADING)
    return kind


def _replace(connection: Connection, collection: str, kind: VectorKind) -> None:
    """Let the server begin to make another index of a collection's vectors."""
    connection.ask("drop_index", collection, VECTOR, seconds=BUILDING)
    made = index_params(kind)
    connection.ask("create_index", collection, made, sync=False, seconds=BUILDING)


def _waited(connection: Connection, collection: str, count: int) -> bool:
    """Whether the codes of all rows were made in time (step 3)."""
    end = time.monotonic() + PATIENCE
    while not _is_made(connection, collection, count):
        if time.monotonic() > end:
            return False
        time.sleep(_TICK)
    return True


def _is_made(connection: Connection, collection: str, count: int) -> bool:
    found = connection.ask("describe_index", collection, VECTOR)
    return bool(found["total_rows"] >= count and not found["pending_index_rows"])
