"""The kind of a vector index follows its size, as vectors are added and removed."""

from pathlib import Path

import pytest

from cmp_search.index.embedded import vectors as module
from cmp_search.index.embedded.files import short_path
from cmp_search.index.embedded.id_filter import filter_of_numbers
from cmp_search.index.embedded.vectors import VectorIndex
from tests.index.embedded.vector_making import MANY, WIDE, crowded, recall, stored


@pytest.mark.usefixtures("few_are_many")
def test_the_more_there_are_the_fewer_bits_they_get(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FINE_UP_TO", 1_500)
    vectors, index = crowded(0, MANY), VectorIndex.empty(WIDE)
    bits = []
    for start in range(0, MANY, 300):
        index.add(list(range(start, start + 300)), vectors[start : start + 300])
        bits.append(index.kind.bits)
    assert bits == [32] + [16] * 4 + [8] * 5
    assert recall(index, vectors, list(range(MANY))) >= 0.98
    index.remove(list(range(700, MANY)))
    index.save(tmp_path / "vectors.faiss")
    assert VectorIndex.load(tmp_path / "vectors.faiss").kind.bits == 8


@pytest.mark.usefixtures("few_are_many")
def test_what_shrinks_is_exact_again(tmp_path: Path) -> None:
    vectors, ids = crowded(0, MANY), list(range(MANY))
    stored(tmp_path, vectors, ids)
    changed = VectorIndex.load(tmp_path / "vectors.faiss", writable=True)
    changed.remove(ids[100:])
    changed.save(tmp_path / "changed.faiss")
    assert changed.kind.kind == "flat"
    changed.save(tmp_path / "vectors.faiss")
    assert not short_path(tmp_path / "vectors.faiss").exists()
    assert abs(VectorIndex.load(tmp_path / "changed.faiss").vectors([7]) - vectors[7]).max() < 0.005


@pytest.mark.usefixtures("few_are_many")
def test_codes_grow_and_are_made_again_when_many_are_removed(tmp_path: Path) -> None:
    vectors, ids = crowded(0, MANY), list(range(MANY))
    stored(tmp_path, vectors[:500], ids[:500])
    sizes = []
    for first in (0, 300, 1_300):
        index = VectorIndex.load(tmp_path / "vectors.faiss", writable=True)
        index.remove(ids[:first])
        new = [id for id in ids[first:] if id not in set(index.ids().tolist())]
        index.add(new, vectors[new])
        index.save(tmp_path / "vectors.faiss")
        found = VectorIndex.load(tmp_path / "vectors.faiss")
        assert (len(found), found.kind.kind) == (MANY - first, "codes")
        assert recall(found, vectors[first:], ids[first:]) >= 0.98
        sizes.append((tmp_path / "vectors.faiss").stat().st_size)
    assert sizes[0] == sizes[1] > 1.5 * sizes[2]


@pytest.mark.usefixtures("few_are_many")
def test_what_is_removed_from_codes_is_not_found_and_may_come_again(tmp_path: Path) -> None:
    vectors, ids = crowded(0, MANY), list(range(MANY))
    stored(tmp_path, vectors, ids)
    index = VectorIndex.load(tmp_path / "vectors.faiss", writable=True)
    index.remove([5, 5, MANY + 5])
    assert len(index) == MANY - 1
    assert 5 not in index.search(vectors[5], 50)
    assert 5 not in index.search(vectors[5], 50, filter_of_numbers(range(MANY // 2)))
    assert 5 not in index.search(vectors[5], 50, filter_of_numbers(range(MANY // 20)))
    index.add([5], vectors[5:6])
    assert len(index) == MANY
    assert index.search(vectors[5], 1).tolist() == [5]
    assert index.search(vectors[5], 1, filter_of_numbers(range(MANY // 2))).tolist() == [5]
