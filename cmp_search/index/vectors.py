"""Vectors by number, in a FAISS file: add, remove, look up and search by inner product.

Vectors have length 1, so the inner product is the cosine.

1. Up to `EXACT_UP_TO` vectors are kept as they are and all are compared (`flat`).
2. More are kept in 8 bits a number, in lists of vectors that are near to each other (`lists`):
   Jégou et al. 2011, section IV, with FAISS's scalar quantiser of the difference to the centre of
   the list. A search reads the lists whose centres are nearest.
3. Under a filter it reads as many more lists as the filter leaves less in each; where less than a
   tenth passes, all of them, so that nothing is missed. A few numbers are compared one by one.
4. Which kind it is, is settled when the vectors are saved. The lists are made anew when there are
   four times as many vectors as they were made for; their file is mapped, not loaded.
docs/performance.md has the measurements.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.index.among import Among, Ids, among_numbers
from cmp_search.index.lists import (
    MOST_LISTS,
    PROBED,
    SAMPLE,
    fill_places,
    lists_for,
    make_lists,
    mapped,
    one_thread,
    places,
)
from cmp_search.index.manifest import VectorKind

_FAISS: Any = faiss
"""The stubs of FAISS lack what its Python layer adds."""
EXACT_UP_TO = 50_000
"""Comparing so many takes about 5 ms."""
GROWTH = 4
FEW = 2_000
"""So many numbers are compared one by one."""
EXACT_SHARE = 0.1


def cosines_of(vectors: Vectors, vector: Vectors) -> Vectors:
    """The cosine of each vector [n, d] with one [d], in this thread (as `one_thread` has it)."""
    found: Vectors = np.einsum("ij,j->i", vectors, vector)
    return found


class VectorIndex:
    """Unit vectors under the numbers of their passages or sentences."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401
        """Wrap a FAISS index; use `empty`, `of_lists` or `load`."""
        self._index = index
        self._listed = isinstance(index, faiss.IndexIVF)
        self._places = places(index) if self._listed else None
        self._sorted: Ids | None = None
        if self._listed:
            index.nprobe = min(PROBED, index.nlist)

    @classmethod
    def empty(cls, dimension: int) -> "VectorIndex":
        """An index without vectors."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def of_lists(cls, sample: Vectors, lists: int) -> "VectorIndex":
        """An index without vectors whose lists are made from a sample [n, d]."""
        return cls(make_lists(sample, lists))

    @classmethod
    def load(cls, path: Path, *, writable: bool = False) -> "VectorIndex":
        """The index in a file; one that is only searched stays on disk as far as it can."""
        return cls(faiss.read_index(str(path)) if writable else mapped(path))

    def save(self, path: Path) -> None:
        """Write the index to a file, in the kind that suits its size (step 4)."""
        self._settle()
        faiss.write_index(self._index, str(path))

    @property
    def kind(self) -> VectorKind:
        """How the vectors are searched."""
        if self._listed:
            return VectorKind("lists", self._index.nlist, self._index.nprobe)
        return VectorKind("flat")

    def close(self) -> None:
        """Let go of the file; nothing can be looked up any more."""
        self._places = self._sorted = None
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(self._index.d))
        self._listed = False

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int] | Ids, vectors: Vectors) -> None:
        """Add one vector [n, d] an id."""
        if len(ids):
            self._unplace()
            self._index.add_with_ids(vectors, np.asarray(ids, dtype=np.int64))

    def remove(self, ids: Sequence[int]) -> None:
        """Take vectors out."""
        if len(ids):
            self._unplace()
            self._index.remove_ids(np.asarray(ids, dtype=np.int64))

    def vectors(self, ids: Sequence[int] | Ids) -> Vectors:
        """The vectors of some ids, [n, d]."""
        if not len(ids):
            return np.zeros((0, self._index.d), dtype=np.float32)
        self._place()
        with one_thread():
            found: Vectors = self._index.reconstruct_batch(np.asarray(ids, dtype=np.int64))
        return found

    def search(
        self, vector: Vectors, count: int, among: Among | Sequence[int] | None = None
    ) -> Ids:
        """The ids of the `count` nearest vectors, best first; only those `among`, if given."""
        count = min(count, len(self))
        if among is not None and not isinstance(among, Among):
            if len(among) <= FEW:
                return self._nearest_of(vector, count, np.unique(np.asarray(among, dtype=np.int64)))
            among = among_numbers(among)
        if count == 0 or (among is not None and among.count == 0):
            return np.zeros(0, dtype=np.int64)
        if among is not None and among.count <= FEW:
            return self._nearest_of(vector, count, among.numbers())
        parameters = self._parameters(among)
        with one_thread():
            _, ids = self._index.search(vector.reshape(1, -1), count, params=parameters)
        found: Ids = ids[0][ids[0] >= 0]
        return found

    def _parameters(self, among: Among | None) -> Any:  # noqa: ANN401
        """Step 3: the filter, and how many lists are read under it."""
        if among is None:
            return None
        chosen: dict[str, Any] = {"sel": _FAISS.IDSelectorBitmap(among.bits)}
        if not self._listed:
            return _FAISS.SearchParameters(**chosen)
        share = among.count / len(self)
        lists = self._index.nlist
        more = lists if share < EXACT_SHARE else math.ceil(self._index.nprobe / share)
        return _FAISS.SearchParametersIVF(nprobe=min(lists, more), **chosen)

    def _nearest_of(self, vector: Vectors, count: int, ids: Ids) -> Ids:
        """The nearest of a few, each compared."""
        known = self._held(ids)
        cosines = cosines_of(self.vectors(known), vector)
        return known[np.argsort(-cosines, kind="stable")[:count]]

    def _place(self) -> Ids:
        """Where each number's vector lies, as FAISS keeps it for consecutive numbers (-1: none)."""
        if self._listed and self._places is None:
            fill_places(self._index)
            self._places = places(self._index)
        return np.zeros(0, dtype=np.int64) if self._places is None else self._places

    def _unplace(self) -> None:
        """Forget the places; FAISS neither adds nor removes beside them."""
        self._sorted = None
        if self._listed:
            self._places = None
            self._index.set_direct_map_type(_FAISS.DirectMap.NoMap)

    def _settle(self) -> None:
        """Step 4."""
        count = len(self)
        if self._listed:
            self._place()
            made_for = (self._index.nlist / 2) ** 2
            grown = count > GROWTH * made_for and self._index.nlist < MOST_LISTS
            if count > EXACT_UP_TO / 2 and not grown:
                return
        elif count <= EXACT_UP_TO:
            return
        ids = self.ids()
        anew = VectorIndex.empty(self._index.d)
        if count > EXACT_UP_TO / 2:
            lists = lists_for(count)
            # Evenly spread: numbers that follow each other are of one text.
            sample = ids[:: max(1, count // (SAMPLE * lists))]
            anew = VectorIndex.of_lists(self.vectors(sample), lists)
        for start in range(0, count, EXACT_UP_TO):
            chunk = ids[start : start + EXACT_UP_TO]
            anew.add(chunk, self.vectors(chunk))
        self._index, self._listed = anew._index, anew._listed
        self._places = self._sorted = None
        self._place()

    def ids(self) -> Ids:
        """The numbers of all vectors, in order."""
        if self._listed:
            return np.flatnonzero(self._place() >= 0)
        if self._sorted is None:
            self._sorted = np.sort(faiss.vector_to_array(self._index.id_map))
        return self._sorted

    def _held(self, ids: Ids) -> Ids:
        """Those of some numbers that have a vector."""
        if not self._listed:
            known = self.ids()
            rows = np.searchsorted(known, ids)
            rows[rows == len(known)] = 0
            return ids[known[rows] == ids] if len(known) else ids[:0]
        at = self._place()
        within = ids[(ids >= 0) & (ids < len(at))]
        return within[at[within] >= 0]
