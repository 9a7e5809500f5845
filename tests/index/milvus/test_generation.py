"""Tests of an open generation, beside the conformance suite."""

from collections.abc import Callable

import numpy as np
import pytest

from cmp_search.errors import GenerationError
from cmp_search.index.contents import Slice
from cmp_search.index.filters import Filters
from cmp_search.index.milvus.generation import Generation
from cmp_search.index.milvus.manifest import StoredManifest
from cmp_search.index.milvus.schema import FLAT
from cmp_search.index.queries import WordQuery
from cmp_search.index.record import make_record
from tests.index.milvus.standing_in import NAMES, StandIn
from tests.index.oracle import ENCODER, SETTINGS, query_of
from tests.raising import raises_code

ONE = np.array([1], dtype=np.int64)
CALLS: dict[str, Callable[[Generation], object]] = {
    "entries": lambda index: index.entries(),
    "statistics": lambda index: index.statistics(),
    "orientations": lambda index: index.orientations(),
    "document": lambda index: index.document("a"),
    "outlines": lambda index: index.outlines(["a"]),
    "vocabulary": lambda index: index.vocabulary([WordQuery("a", frozenset("a"), 0.7, 1.0)]),
    "candidates": lambda index: index.candidates(query_of("a", Filters())),
    "details": lambda index: index.details(ONE, ONE),
    "passages": lambda index: index.passages(["a:1"]),
    "passages_of": lambda index: index.passages_of("a"),
    "vectors_of": lambda index: index.vectors_of("a"),
    "excerpts": lambda index: index.excerpts([Slice("a", 0, 1)]),
}


@pytest.mark.parametrize("name", CALLS)
def test_nothing_can_be_looked_up_once_it_is_closed(name: str) -> None:
    record = make_record(ENCODER.identity, "fake", SETTINGS, {}, ())
    counts = {"documents": 0, "passage_count": 0, "sentence_count": 0}
    kinds = {"passage_vectors": FLAT, "sentence_vectors": FLAT}
    own = {"generation": NAMES.generation, "schema": 1, "guarantee": 0}
    manifest = StoredManifest(**vars(record), **counts, **kinds, **own)  # type: ignore[arg-type]
    index = Generation(StandIn({}), manifest)
    index.close()
    with raises_code(GenerationError, "index_closed"):
        CALLS[name](index)
