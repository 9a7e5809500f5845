"""Tests of texts by their keys."""

import pytest

from cmp_search.errors import MismatchError
from cmp_search.index.milvus.postings import CHUNK, INLINE, unpack
from cmp_search.index.milvus.schema import BYTES
from cmp_search.index.milvus.texts import (
    PIECE,
    chunk_keys,
    payload_rows,
    payloads,
    piece_keys,
    posted,
    word_rows,
)
from tests.raising import raises_code


@pytest.mark.parametrize("payload", ["", "short", "€" * PIECE, "x" * (PIECE * 12 + 1)])
def test_a_payload_comes_back_whole(payload: str) -> None:
    rows = [*payload_rows("p", 7, payload, 2_048), *payload_rows("p", 3, "other")]
    assert payloads(reversed(rows)) == {(3, 0): "other", (7, 2_048): payload}
    assert all(len(row.payload.encode()) <= BYTES for row in rows)
    assert [row.key for row in rows[1:-1]] == piece_keys(rows[0])


def test_a_damaged_or_missing_piece_is_noticed() -> None:
    first, *rest = payload_rows("p", 7, "x" * (PIECE * 2 + 1))
    for damaged in ([first._replace(payload="y"), *rest], [first, *rest[:-1]], rest):
        with raises_code(MismatchError, "rows_damaged"):
            payloads(damaged)


def test_a_word_in_few_passages_has_their_numbers_in_its_row() -> None:
    (row,) = word_rows("élan", [1, 5, 6], 4)
    found = posted(row)
    assert not isinstance(found, int) and found.tolist() == [1, 5, 6]
    assert (row.key, row.document, row.a, row.b) == ("w:élan", ord("é"), 3, 4)


def test_a_word_in_many_passages_has_them_in_rows_of_their_own() -> None:
    numbers = [*range(INLINE * 3 + CHUNK)]
    row, *rest = word_rows("the", numbers, 3)
    assert posted(row) == len(rest) == 2
    assert [one.key for one in rest] == chunk_keys("the", 2)
    assert [n for one in rest for n in unpack(one.payload).tolist()] == numbers
