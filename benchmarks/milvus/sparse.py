"""Are terms found better by lists of passages, or by sparse vectors? One milvus-lite has both.

    python -m benchmarks.milvus.sparse

1. `PASSAGES` passages of `LENGTH` words are drawn from `WORDS` words by Zipf's law.
2. One collection gets each word with the list of its passages, as an index has it (see
   `cmp_search.index.milvus.texts`). Another gets a sparse vector for each passage: the number of
   each of its words, with the value 1, in an inverted index that is searched by inner product.
3. Both are asked what a question needs of `ASKED` rare words: in how many passages each is, and in
   which. A row of a word says both, so a question takes one call; sparse vectors do not say how
   often a word occurs, so that it takes two, of which the second is one search for all words.
milvus-lite is one process without a network: seconds are to be compared with each other only.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import typer
from pymilvus import CollectionSchema, DataType, FieldSchema
from pymilvus.milvus_client.index import IndexParams

from benchmarks.options import RESULTS, Results
from benchmarks.record import spread, write_record
from cmp_search.index.milvus.address import place_of
from cmp_search.index.milvus.connection import Connection, Rows
from cmp_search.index.milvus.expressions import among
from cmp_search.index.milvus.postings import INLINE
from cmp_search.index.milvus.schema import TEXTS, TextRow, schema_of, stored, text_row
from cmp_search.index.milvus.texts import posted, word_key, word_rows
from tests.index.milvus.lite import LiteServer

PASSAGES, LENGTH, WORDS = 20_000, 60, 50_000
QUESTIONS, ASKED = 100, 8
SEED = 7
WARM = 5
Passages = list[int]
Found = list[tuple[int, Passages]]
"""How many passages have each word, and which."""


def main(results: Results = RESULTS) -> None:
    """Measure, and write the figures."""
    words = _words()
    passages = _passages_of(words)
    random = np.random.default_rng(SEED)
    rare = [word for word, own in passages.items() if len(own) <= INLINE]
    asked = random.choice(sorted(rare), (QUESTIONS, ASKED), replace=False).tolist()
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = LiteServer(Path(folder))
        connection = Connection(place_of(f"milvus://127.0.0.1:{server.port}/sparse"))
        try:
            connection.create("lists", schema_of(TEXTS))
            rows = (stored(row) for word, own in passages.items() for row in _rows(word, own))
            lists = _seconds(lambda: _put(connection, "lists", rows))
            connection.load(["lists"])
            vectors = _seconds(lambda: _put_vectors(connection, words))
            figures = {
                "passages": PASSAGES,
                "words": len(passages),
                "put_in": {"lists": lists, "vectors": vectors},
                "lists": _asked(lambda own: _by_lists(connection, own), asked, passages),
                "vectors": _asked(lambda own: _by_vectors(connection, own), asked, passages),
            }
        finally:
            connection.close()
            server.stop()
    typer.echo(figures)
    typer.echo(write_record(results, "sparse_vectors", 1, figures))


def _words() -> list[list[int]]:
    """The words of each passage, each once (step 1)."""
    random = np.random.default_rng(SEED)
    shares = 1 / np.arange(1, WORDS + 1)
    drawn = random.choice(WORDS, (PASSAGES, LENGTH), p=shares / shares.sum())
    return [np.unique(row).tolist() for row in drawn]


def _passages_of(words: list[list[int]]) -> dict[int, Passages]:
    """The numbers of the passages with each word, ascending."""
    found: dict[int, Passages] = {}
    for number, own in enumerate(words):
        for word in own:
            found.setdefault(word, []).append(number)
    return found


def _rows(word: int, passages: Passages) -> Iterable[TextRow]:
    return word_rows(f"w{word}", passages, 0)


def _put(connection: Connection, collection: str, rows: Iterable[dict[str, Any]]) -> None:
    connection.insert(collection, rows)
    connection.count(collection)


def _put_vectors(connection: Connection, words: list[list[int]]) -> None:
    number = FieldSchema("number", DataType.INT64, is_primary=True)
    vector = FieldSchema("vector", DataType.SPARSE_FLOAT_VECTOR)
    connection.create("vectors", CollectionSchema([number, vector], auto_id=False))
    rows = ({"number": n, "vector": dict.fromkeys(own, 1.0)} for n, own in enumerate(words))
    _put(connection, "vectors", rows)
    params = IndexParams()
    params.add_index("vector", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    connection.ask("create_index", "vectors", params, seconds=120.0)
    connection.ask("load_collection", "vectors", seconds=120.0)


def _by_lists(connection: Connection, words: Sequence[int]) -> Found:
    rows = {row["key"]: text_row(row) for row in _words_of(connection, words, TextRow._fields)}
    return [(rows[key].a, _listed(rows[key])) for key in map(_key, words)]


def _listed(row: TextRow) -> Passages:
    numbers = posted(row)
    assert not isinstance(numbers, int)
    return list(numbers.tolist())


def _by_vectors(connection: Connection, words: Sequence[int]) -> Found:
    counts = {row["key"]: row["a"] for row in _words_of(connection, words, ("key", "a"))}
    vectors = [{word: 1.0} for word in words]
    found = connection.ask("search", "vectors", data=vectors, limit=INLINE, anns_field="vector")
    return [
        (counts[_key(word)], sorted(hit["id"] for hit in hits))
        for word, hits in zip(words, found, strict=True)
    ]


def _words_of(connection: Connection, words: Sequence[int], fields: Sequence[str]) -> Rows:
    return connection.query("lists", among("key", [*map(_key, words)]), fields, None)


def _key(word: int) -> str:
    return word_key(f"w{word}")


def _asked(
    ask: Callable[[Sequence[int]], Found],
    questions: Sequence[Sequence[int]],
    passages: Mapping[int, Passages],
) -> dict[str, object]:
    """Step 3: how long a question takes, and of how many just the right passages are found."""
    for words in questions[:WARM]:
        ask(words)
    seconds, same = [], 0
    for words in questions:
        begun = time.perf_counter()
        found = ask(words)
        seconds.append(time.perf_counter() - begun)
        same += found == [(len(passages[word]), passages[word]) for word in words]
    return {"asked": len(questions), "same": same, "seconds": spread(seconds)}


def _seconds(do: Callable[[], None]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


if __name__ == "__main__":
    typer.run(main)
