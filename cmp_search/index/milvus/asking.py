"""Asking for the nearest rows of a generation, of which none may be missing.

A node that comes back to a server answers for a while as if it had nothing, or only some of its
segments, and says nothing of it. Whoever knows how many rows there must be asks again, until
another node answers, for as long as a question's call may take.
"""

import time
from collections.abc import Sequence
from concurrent.futures import Future

from cmp_search.encoders import Vectors
from cmp_search.errors import EngineAwayError
from cmp_search.index.milvus.connection import Hit
from cmp_search.index.milvus.reader import Reader

_PAUSE = 0.1


def begin(
    reader: Reader,
    collection: str,
    vector: Vectors,
    limit: int,
    expression: str,
    fields: Sequence[str] = (),
    *,
    least: int = 0,
) -> "Future[list[Hit]]":
    """Begin to search the rows nearest to a vector [d]; `least` is how many there must be."""
    if limit < 1:
        nothing: Future[list[Hit]] = Future()
        nothing.set_result([])
        return nothing
    return reader.connection.at_once(
        _whole, reader, collection, vector, limit, expression, fields, least
    )


def _whole(
    reader: Reader,
    collection: str,
    vector: Vectors,
    limit: int,
    expression: str,
    fields: Sequence[str],
    least: int,
) -> list[Hit]:
    end = time.monotonic() + reader.connection.place.timeout
    while True:
        found = reader.connection.search(
            collection, vector, limit, expression, fields, reader.guarantee
        )
        if len(found) >= least:
            return found
        if time.monotonic() > end:
            raise EngineAwayError("engine_loading", address=reader.connection.place.address)
        time.sleep(_PAUSE)
