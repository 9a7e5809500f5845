"""Tests of postings as they are stored."""

import numpy as np
import pytest

from cmp_search.index.milvus.postings import CHUNK, chunks, pack, unpack
from cmp_search.index.milvus.schema import BYTES


@pytest.mark.parametrize(
    "numbers",
    [[], [1], [0, 1, 127, 128, 129, 16_384, 2**31, 2**40], [*range(5, 40_000, 3)]],
)
def test_numbers_come_back(numbers: list[int]) -> None:
    assert unpack(pack(numbers)).tolist() == numbers
    assert [n for chunk in chunks(numbers) for n in unpack(chunk).tolist()] == numbers


def test_a_chunk_is_short_enough_however_far_apart_its_numbers_are() -> None:
    numbers = np.arange(1, CHUNK + 1) * (2**35 - 1)
    assert len(pack(numbers.tolist())) < BYTES
