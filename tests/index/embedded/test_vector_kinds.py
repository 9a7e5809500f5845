"""Each kind of vector index, checked against comparing all vectors."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest

from cmp_search.encoders import Vectors
from cmp_search.index.embedded import quantized as codes
from cmp_search.index.embedded import vectors as module
from cmp_search.index.embedded.files import short_path
from cmp_search.index.embedded.id_filter import filter_of_numbers
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.index.manifest import VectorKind

KINDS = {"flat": 32, "fine": 16, "coarse": 8}
"""How many bits a component has in each."""
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


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that make `MANY` vectors too many to compare all."""
    monkeypatch.setattr(module, "EXACT_UP_TO", 400)
    monkeypatch.setattr(codes, "MIN_COMPARED", COMPARED)


@pytest.fixture(params=KINDS)
def kind(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, few_are_many: None
) -> str:
    """Each kind, with limits that select it for `MANY` vectors."""
    if request.param == "flat":
        monkeypatch.setattr(module, "EXACT_UP_TO", MANY)
    monkeypatch.setattr(module, "FINE_UP_TO", 500 if request.param == "coarse" else MANY)
    monkeypatch.setattr(module, "FEW", 50)
    return str(request.param)


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
    return np.asarray(np.random.default_rng(seed).normal(size=(count, WIDE)), dtype=np.float32)


def test_the_kind_is_chosen_by_size_and_kept_in_the_file(kind: str, tmp_path: Path) -> None:
    ids = list(range(1, MANY + 1))
    index = stored(tmp_path, crowded(0, MANY), ids)
    codes_kind = VectorKind("codes", KINDS[kind], COMPARED)
    expected = VectorKind("flat", 32) if kind == "flat" else codes_kind
    assert (index.kind, len(index)) == (expected, MANY)


def test_every_kind_finds_what_comparing_all_finds(kind: str, tmp_path: Path) -> None:
    vectors, ids = crowded(0, MANY), [3 + 7 * i for i in range(MANY)]
    index = stored(tmp_path, vectors, ids)
    assert recall(index, vectors, ids) >= (1 if kind == "flat" else 0.98)


@pytest.mark.parametrize("share", [0.5, 0.2, 0.05, 0.01, 0.001])
def test_every_kind_keeps_a_filter(kind: str, share: float, tmp_path: Path) -> None:
    vectors, ids = crowded(0, MANY), [3 + 7 * i for i in range(MANY)]
    index = stored(tmp_path, vectors, ids)
    passing = {id for id in ids if np.random.default_rng(id).random() < share}
    # If no more pass than are compared by their long codes, none is missed.
    least = 1 if kind == "flat" or len(passing) <= COMPARED else 0.98
    assert recall(index, vectors, ids, passing) >= least


def test_every_kind_gives_its_vectors_back(kind: str, tmp_path: Path) -> None:
    vectors, ids = crowded(0, MANY), [3 + 7 * i for i in range(MANY)]
    index = stored(tmp_path, vectors, ids)
    order = [ids[2_000], ids[0], ids[77]]
    actual, expected = index.vectors(order), vectors[[2_000, 0, 77]]
    assert (actual == expected).all() if kind == "flat" else abs(actual - expected).max() < 0.005
    assert (abs(np.linalg.norm(index.vectors(ids), axis=1) - 1) < 1e-2).all()
    with pytest.raises(RuntimeError):
        index.vectors([ids[0] + 1])


def test_vectors_are_looked_up_without_short_codes(kind: str, tmp_path: Path) -> None:
    vectors, ids = crowded(3, MANY), [*range(MANY)]
    searched = stored(tmp_path, vectors, ids)
    short_path(tmp_path / "vectors.faiss").unlink(missing_ok=True)
    looked_up = VectorIndex.load(tmp_path / "vectors.faiss", searchable=False)
    assert (looked_up.vectors(ids) == searched.vectors(ids)).all()


def test_every_kind_can_be_changed_and_opened_again(kind: str, tmp_path: Path) -> None:
    vectors, ids = crowded(0, MANY), list(range(1, MANY + 1))
    stored(tmp_path, vectors[:2_500], ids[:2_500])
    changed = VectorIndex.load(tmp_path / "vectors.faiss", writable=True)
    changed.remove(ids[:500])
    changed.add(ids[2_500:], vectors[2_500:])
    changed.save(tmp_path / "changed.faiss")
    index = VectorIndex.load(tmp_path / "changed.faiss")
    assert len(index) == MANY - 500
    assert recall(index, vectors[500:], ids[500:]) >= (1 if kind == "flat" else 0.98)
    with pytest.raises(RuntimeError):
        index.vectors([ids[0]])
    assert index.search(vectors[0], 5, [ids[0], ids[600]]).tolist() == [ids[600]]


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


def test_several_threads_may_be_the_first_to_ask(kind: str, tmp_path: Path) -> None:
    vectors = crowded(0, MANY)
    stored(tmp_path, vectors, list(range(MANY)))
    wanted = list(range(0, MANY, 7))
    with ThreadPoolExecutor(8) as threads:
        for _ in range(20):
            index, start = VectorIndex.load(tmp_path / "vectors.faiss"), Barrier(8)

            def ask(index: VectorIndex = index, start: Barrier = start) -> tuple[int, int]:
                start.wait()
                return len(index.vectors(wanted)), len(index)

            asked = [threads.submit(ask) for _ in range(8)]
            assert {future.result() for future in asked} == {(len(wanted), MANY)}


def test_an_index_that_is_searched_cannot_be_changed(kind: str, tmp_path: Path) -> None:
    index = stored(tmp_path, crowded(0, MANY), list(range(MANY)))
    before = (tmp_path / "vectors.faiss").read_bytes()
    with pytest.raises(RuntimeError, match="opened for searching"):
        index.remove([1])
    with pytest.raises(RuntimeError, match="opened for searching"):
        index.add([MANY], index.vectors([1]))
    with pytest.raises(RuntimeError, match="opened for searching"):
        index.save(tmp_path / "vectors.faiss")
    assert (tmp_path / "vectors.faiss").read_bytes() == before


def test_a_file_that_is_cut_short_is_refused(kind: str, tmp_path: Path) -> None:
    stored(tmp_path, crowded(0, MANY), list(range(MANY)))
    files = [tmp_path / "vectors.faiss", short_path(tmp_path / "vectors.faiss")]
    for file in files[: 1 if kind == "flat" else 2]:
        whole = file.read_bytes()
        for share in (0.999, 0.9, 0.5, 0.1, 0.001):
            file.write_bytes(whole[: int(share * len(whole))])
            with pytest.raises(RuntimeError):
                VectorIndex.load(tmp_path / "vectors.faiss")
        file.write_bytes(whole)
    assert len(VectorIndex.load(tmp_path / "vectors.faiss")) == MANY


@pytest.mark.usefixtures("few_are_many")
def test_short_codes_belong_to_the_long_ones(tmp_path: Path) -> None:
    for count in (MANY, 900):
        (tmp_path / str(count)).mkdir()
        stored(tmp_path / str(count), crowded(0, count), list(range(count)))
    short = short_path(tmp_path / str(MANY) / "vectors.faiss")
    short.write_bytes(short_path(tmp_path / "900" / "vectors.faiss").read_bytes())
    with pytest.raises(RuntimeError, match="not of the same vectors"):
        VectorIndex.load(tmp_path / str(MANY) / "vectors.faiss")
    short.unlink()
    with pytest.raises(RuntimeError, match="short"):
        VectorIndex.load(tmp_path / str(MANY) / "vectors.faiss")


def test_a_closed_index_holds_nothing(kind: str, tmp_path: Path) -> None:
    index = stored(tmp_path, crowded(0, 900), list(range(900)))
    index.close()
    assert len(index) == 0
