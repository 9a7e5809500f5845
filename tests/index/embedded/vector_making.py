"""Vectors as crowded as those of texts, stored and searched beside comparing all of them."""

from pathlib import Path

import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.index.embedded.id_filter import filter_of_numbers
from cmp_search.index.embedded.vectors import VectorIndex

MANY = 3_000
COMPARED = 600
"""Few enough of `MANY` that short codes matter."""
WIDE = 96


def crowded(seed: int, count: int) -> Vectors:
    """Vectors as crowded as those of real texts: one common direction, and clusters."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(40, WIDE)) * 0.35 + random.normal(size=WIDE)
    near = centres[random.integers(40, size=count)] + 0.25 * random.normal(size=(count, WIDE))
    return np.asarray(near / np.linalg.norm(near, axis=1, keepdims=True), dtype=np.float32)


def stored(folder: Path, vectors: Vectors, ids: list[int]) -> VectorIndex:
    """An index, saved and opened for searching."""
    index = VectorIndex.empty(WIDE)
    index.add(ids, vectors)
    index.save(folder / "vectors.faiss")
    return VectorIndex.load(folder / "vectors.faiss")


def exact(vectors: Vectors, ids: list[int], asked: Vectors, among: set[int] | None) -> list[int]:
    """The ten nearest, by comparing all vectors."""
    order = np.argsort(-(vectors @ asked))
    return [ids[i] for i in order if among is None or ids[i] in among][:10]


def recall(
    index: VectorIndex, vectors: Vectors, ids: list[int], among: set[int] | None = None
) -> float:
    """The share of the ten nearest that are among 120 candidates, over 30 questions."""
    limit = None if among is None else filter_of_numbers(sorted(among))
    shares = []
    for asked in crowded(0, 30) + 0.1 * unit_like(1, 30):
        best = exact(vectors, ids, asked, among)
        found = index.search(asked, 120, limit).tolist()
        assert among is None or among.issuperset(found)
        shares.append(len(set(best).intersection(found)) / len(best))
    return float(np.mean(shares))


def unit_like(seed: int, count: int) -> Vectors:
    """Vectors in all directions, of components of about one."""
    return np.asarray(np.random.default_rng(seed).normal(size=(count, WIDE)), dtype=np.float32)
