"""The oracle knows the nearest vectors, in whatever order they are added."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.crowd import unit
from benchmarks.oracle import DEPTH, Oracle
from cmp_search.index.embedded.vectors import VectorIndex


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 30), min_size=1, max_size=5))
def test_the_ten_nearest_are_those_of_one_comparison_with_all(seed: int, sizes: list[int]) -> None:
    random = np.random.default_rng(seed)
    vectors = unit(random.normal(size=(sum(sizes) + DEPTH, 8)))
    questions = unit(random.normal(size=(3, 8)))
    ids = random.permutation(len(vectors)) + 5
    oracle = Oracle(questions)
    for part in np.split(np.arange(len(vectors)), np.cumsum(sizes)):
        oracle.add(ids[part].tolist(), vectors[part])
    exact = np.argsort(-(questions @ vectors.T), axis=1)[:, :DEPTH]
    for found, wanted in zip(oracle.nearest, ids[exact].tolist(), strict=True):
        assert set(found) == set(wanted)


def test_recall_is_the_share_that_is_found(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    vectors = unit(random.normal(size=(40, 8)))
    oracle = Oracle(vectors[:4])
    oracle.add(range(40), vectors)
    oracle.save(tmp_path / "oracle.npz")
    kept = Oracle.load(tmp_path / "oracle.npz")
    assert (len(kept), kept.nearest) == (4, oracle.nearest)
    whole, part = VectorIndex.empty(8), VectorIndex.empty(8)
    whole.add(range(40), vectors)
    gone = {id for found in oracle.nearest for id in found[:5]}
    left = [id for id in range(40) if id not in gone]
    part.add(left, vectors[left])
    assert (kept.recall(whole, 20).candidates, kept.recall(whole, 20).first) == (1.0, 1.0)
    held = np.mean([len(set(found) - gone) / DEPTH for found in oracle.nearest])
    assert kept.recall(part, 20).first == held
    assert kept.recall(part, 2).candidates <= 0.2
