from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.encoders import Vectors
from cmp_search.index.embedded.vectors import VectorIndex

DIMENSION = 8
seeds = st.integers(0, 2**32 - 1)


def unit_vectors(seed: int, count: int) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def filled(seed: int, count: int) -> tuple[VectorIndex, Vectors, list[int]]:
    """An index of random vectors under the ids 3, 10, 17, …"""
    vectors, ids = unit_vectors(seed, count), [3 + 7 * i for i in range(count)]
    index = VectorIndex.empty(DIMENSION)
    index.add(ids, vectors)
    return index, vectors, ids


@given(seeds, st.integers(0, 40), st.integers(1, 50))
def test_the_search_finds_what_comparing_each_vector_finds(
    seed: int, count: int, wanted: int
) -> None:
    index, vectors, ids = filled(seed, count)
    asked = unit_vectors(seed + 1, 1)[0]
    nearest = np.argsort(-(vectors @ asked))[:wanted]
    assert index.search(asked, wanted).tolist() == [ids[i] for i in nearest]


@given(seeds, st.integers(1, 40), st.data())
def test_a_filter_leaves_the_order_of_what_passes(
    seed: int, count: int, data: st.DataObject
) -> None:
    index, vectors, ids = filled(seed, count)
    among = data.draw(st.lists(st.sampled_from([*ids, 1, 99_999]), unique=True))
    wanted = data.draw(st.integers(1, 50))
    asked = unit_vectors(seed + 1, 1)[0]
    nearest = np.argsort(-(vectors @ asked))
    passing = [ids[i] for i in nearest if ids[i] in among]
    assert index.search(asked, wanted, among).tolist() == passing[:wanted]


@given(seeds, st.integers(1, 40), st.data())
def test_what_is_removed_is_gone_and_the_rest_stays(
    seed: int, count: int, data: st.DataObject
) -> None:
    index, vectors, ids = filled(seed, count)
    gone = data.draw(st.lists(st.sampled_from(ids), unique=True))
    index.remove(gone)
    left = [id for id in ids if id not in gone]
    assert len(index) == len(left)
    asked = unit_vectors(seed + 1, 1)[0]
    assert set(index.search(asked, count).tolist()) == set(left)
    assert (index.vectors(left) == vectors[[ids.index(id) for id in left]]).all()
    for id in gone:
        with pytest.raises(RuntimeError):
            index.vectors([id])


def test_vectors_come_in_the_order_asked_for() -> None:
    index, vectors, ids = filled(0, 5)
    assert (index.vectors([ids[3], ids[0]]) == vectors[[3, 0]]).all()
    assert index.vectors([]).shape == (0, DIMENSION)


def test_a_file_holds_the_same_index(tmp_path: Path) -> None:
    index, vectors, ids = filled(0, 5)
    index.save(tmp_path / "vectors.faiss")
    loaded = VectorIndex.load(tmp_path / "vectors.faiss")
    assert len(loaded) == 5
    assert (loaded.vectors(ids) == vectors).all()


def test_an_empty_index_finds_nothing() -> None:
    index = VectorIndex.empty(DIMENSION)
    index.add([], unit_vectors(0, 0))
    index.remove([])
    assert len(index) == 0
    assert index.search(unit_vectors(0, 1)[0], 5).tolist() == []
    assert index.search(unit_vectors(0, 1)[0], 5, [1]).tolist() == []
