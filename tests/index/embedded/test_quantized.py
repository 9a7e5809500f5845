"""Both codes of vectors."""

import numpy as np
import pytest

from cmp_search.encoders import Vectors
from cmp_search.index.embedded.quantized import (
    COARSE,
    FINE,
    Precision,
    compared_count,
    long_codes,
    numbers_in,
    search_codes,
    short_codes,
)


def unit(count: int, width: int) -> Vectors:
    vectors = np.random.default_rng(width).normal(size=(count, width))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(params=[FINE, COARSE], ids=["fine", "coarse"])
def precision(request: pytest.FixtureRequest) -> Precision:
    """Each of them."""
    found: Precision = request.param
    return found


@pytest.mark.parametrize(
    "precision",
    # Fine codes take seconds to train; `test_vector_kinds` compares them with exact search, too.
    [pytest.param(FINE, marks=pytest.mark.slow, id="fine"), pytest.param(COARSE, id="coarse")],
    indirect=True,
)
def test_a_search_finds_the_nearest_that_pass(precision: Precision) -> None:
    vectors, numbers = unit(12_000, 96), 3 * np.arange(12_000) + 1
    short, long = short_codes(vectors[:2_000], precision), long_codes(vectors[:2_000], precision)
    short.add(vectors)
    long.add_with_ids(vectors, numbers)
    assert (numbers_in(long) == numbers).all()
    for passing in (numbers, numbers[:6_000], numbers[::100]):
        bits = np.packbits(np.isin(np.arange(36_002), passing), bitorder="little")
        shares = []
        for asked in vectors[::300]:
            order = numbers[np.argsort(-(vectors @ asked))]
            wanted = order[np.isin(order, passing)][:10]
            # The 8 bits may change the order of neighbours, so the first ten are looked for in 15.
            near = search_codes(short, long, asked, 15, None if passing is numbers else bits)
            assert np.isin(near, passing).all()
            shares.append(np.isin(wanted, near).mean())
        assert np.mean(shares) >= 0.98


def test_what_passes_may_be_fewer_than_are_looked_for(precision: Precision) -> None:
    vectors = unit(2_000, 24)
    short, long = short_codes(vectors, precision), long_codes(vectors, precision)
    short.add(vectors)
    long.add_with_ids(vectors, np.arange(2_000))
    bits = np.packbits(np.isin(np.arange(2_000), [3, 5, 8]), bitorder="little")
    found = search_codes(short, long, vectors[5], 6, bits).tolist()
    assert (found[0], sorted(found)) == (5, [3, 5, 8])
    assert not len(search_codes(short, long, vectors[5], 6, np.zeros(1, np.uint8)))


def test_any_width_has_codes(precision: Precision) -> None:
    for width in (4, 7, 16, 100):
        vectors = unit(1_000, width)
        short, long = short_codes(vectors, precision), long_codes(vectors, precision)
        short.add(vectors)
        long.add_with_ids(vectors, np.arange(1_000))
        assert search_codes(short, long, vectors[77], 5, None)[0] == 77
        # A code is the middle of a 255th of the widest range there can be.
        assert abs(long.index.reconstruct(77) - vectors[77]).max() <= 1 / 255


def test_one_in_eighty_is_compared_within_bounds() -> None:
    counts = [compared_count(rows) for rows in (0, 900, 60_000, 800_000, 9_000_000)]
    assert counts == [0, 900, 5_000, 10_000, 20_000]
