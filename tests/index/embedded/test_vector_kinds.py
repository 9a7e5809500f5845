"""Each kind of vector index, checked against comparing all vectors."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest

from cmp_search.index.embedded import vectors as module
from cmp_search.index.embedded.files import short_path
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.index.manifest import VectorKind
from tests.index.embedded.vector_making import COMPARED, MANY, crowded, recall, stored

KINDS = {"flat": 32, "fine": 16, "coarse": 8}
"""How many bits a component has in each."""


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
