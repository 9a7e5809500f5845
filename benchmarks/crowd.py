"""Made-up vectors that lie as real ones do: always the same ones for the same number.

1. A vector is a common direction and, about it, what it has of a large subject, of a small one, of
   very few others, and of itself. Subjects are drawn from pools, the first of a pool most often,
   each apart from the others: so neighbourhoods overlap, and no lists part them neatly.
2. A question shares less of the common direction, and most of what it has beside with one vector.
3. Shares and sizes were fitted to 50,000 real sentences under the default model; the page of the
   results holds both against each other.
"""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders import Vectors

DIMENSION = 384
COMMON = 0.823
"""The share of the common direction; the mean cosine of two real sentences."""
POOLS = ((100, 0.2), (1_000, 0.3), (10_000, 0.4))
"""Subjects among 50,000 vectors, and their share of what is not common."""
FITTED = 50_000
HEAPS = 0.6
"""Subjects grow as words do (Heaps 1978, section 7.5): this power of how many vectors there are."""
OWN = 0.1
ASKED = (0.8896, 0.734, 0.336)
"""What a question has of the common direction, of the vector it asks for, and of its own."""


class Crowd:
    """Vectors of an index of so many passages."""

    def __init__(self, count: int) -> None:
        """Prepare; subjects are made when the first vector is."""
        self._count = count
        # Some directions are stronger than others.
        spread = (1 + np.arange(DIMENSION)) ** -0.37
        self._spread = np.asarray(spread / np.linalg.norm(spread), np.float32)
        self._common = unit(np.random.default_rng(count).normal(size=(1, DIMENSION)))[0]

    @cached_property
    def _pools(self) -> list[Vectors]:
        random = np.random.default_rng([self._count, 0])
        grown = (self._count / FITTED) ** HEAPS
        return [self._rest(random, max(20, round(grown * size))) for size, _ in POOLS]

    def vectors(self, n: int, count: int) -> Vectors:
        """The vectors of the n-th document, [count, d] (step 1)."""
        random = np.random.default_rng([self._count, 1, n])
        own = np.sqrt(OWN) * self._rest(random, count)
        for pool, (_, share) in zip(self._pools, POOLS, strict=True):
            chosen = (len(pool) * random.random(count) ** 2).astype(int)
            own += np.sqrt(share) * pool[chosen]
        return unit(np.sqrt(COMMON) * self._common + np.sqrt(1 - COMMON) * own)

    def near(self, vector: Vectors, random: np.random.Generator) -> Vectors:
        """The vector [d] of a question that a vector [d] answers best (step 2)."""
        common, asked, own = ASKED
        beside = vector - np.sqrt(COMMON) * self._common
        rest = self._rest(random, 1)
        found: Vectors = unit(common * self._common + asked * beside + own * rest)[0]
        return found

    def _rest(self, random: np.random.Generator, count: int) -> Vectors:
        drawn = random.standard_normal(size=(count, DIMENSION), dtype=np.float32)
        return np.asarray(drawn * self._spread, np.float32)


def unit(vectors: NDArray[Any]) -> Vectors:
    """Vectors [n, d] brought to length 1."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / lengths, dtype=np.float32)
