"""Vectors by number, in FAISS files: add, remove, look up and search by inner product.

Vectors have length 1, so the inner product is the cosine.

1. Up to `EXACT_UP_TO` vectors are kept as they are and all are compared (`flat`).
2. More are kept as two codes each, of which the short ones are all compared (see `codes`); they
   are fine up to `FINE_UP_TO`, then coarse, so that a million passages stay under 2.5 GB.
3. A filter is told to FAISS; a few numbers are compared one by one.
4. A vector that is removed keeps its row of codes, without its number.
5. Which kind it is, is settled as soon as there are too many for it, and when vectors are saved.
   Codes of which a fifth is removed are made anew. What is coarse by then does not become finer.
6. A file has the vectors or their long codes, and is mapped; one beside it has the short codes.
docs/performance.md has the measurements.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders import Vectors
from cmp_search.index.base import Numbers
from cmp_search.index.cosines import cosines_of
from cmp_search.index.embedded.id_filter import IdFilter, filter_of_numbers
from cmp_search.index.embedded.quantized import (
    COARSE,
    FINE,
    REMOVED,
    SAMPLE,
    compared,
    long_codes,
    numbers_in,
    one_thread,
    search_codes,
    short_codes,
)
from cmp_search.index.manifest import VectorKind, short_path

_FAISS: Any = faiss
"""The stubs of FAISS lack what its Python layer adds."""
EXACT_UP_TO = 50_000
"""Comparing so many takes about 5 ms."""
FINE_UP_TO = 800_000
"""Fine codes of so many take 700 MB."""
FEW = 2_000
"""So many numbers are compared one by one."""
GONE_SHARE = 0.2


def bits_for(count: int) -> int:
    """The bits of a number where there are so many vectors (steps 1 and 2)."""
    if count <= EXACT_UP_TO:
        return 32
    return FINE.bits if count <= FINE_UP_TO else COARSE.bits


class VectorIndex:
    """Unit vectors under the numbers of their passages or sentences."""

    def __init__(self, index: Any, short: Any = None, *, mapped: bool = False) -> None:  # noqa: ANN401
        """Wrap a FAISS index under numbers, and short codes; use `empty`, `like` or `load`."""
        self._index, self._short, self._mapped = index, short, mapped
        self._inner = faiss.downcast_index(index.index)
        self._rows: NDArray[np.int32] | None = None
        self._count = 0

    @classmethod
    def empty(cls, dimension: int) -> "VectorIndex":
        """An index without vectors."""
        return cls(faiss.IndexIDMap(faiss.IndexFlatIP(dimension)))

    @classmethod
    def like(cls, sample: Vectors, bits: int) -> "VectorIndex":
        """An index without vectors, with codes of so many bits for those like a sample [n, d]."""
        precision = FINE if bits == FINE.bits else COARSE
        return cls(long_codes(sample, precision), short_codes(sample, precision))

    @classmethod
    def load(cls, path: Path, *, writable: bool = False, searchable: bool = True) -> "VectorIndex":
        """The index of a file; one that is not written stays on disk as far as it can.

        Where it is only to look vectors up, short codes are not loaded.

        Raises:
            RuntimeError: a file is missing or damaged.
        """
        flag = 0 if writable else faiss.IO_FLAG_MMAP_IFC
        index, short = _FAISS.read_index(str(path), flag), None
        codes = isinstance(faiss.downcast_index(index.index), faiss.IndexScalarQuantizer)
        if codes and searchable:
            short = faiss.read_index(str(short_path(path)))
            if short.ntotal != index.ntotal:
                raise RuntimeError(f"{path} and {short_path(path)} are not of the same vectors")
        return cls(index, short, mapped=not writable)

    def save(self, path: Path) -> None:
        """Write the index to a file, in the kind that suits its size (step 5).

        Raises:
            RuntimeError: it was opened for searching, as with `add` and `remove`.
        """
        self._changing()
        self._settle()
        faiss.write_index(self._index, str(path))
        short_path(path).unlink(missing_ok=True)
        if self._short:
            faiss.write_index(self._short, str(short_path(path)))

    @property
    def kind(self) -> VectorKind:
        """How the vectors are searched."""
        bits = 8 * self._inner.sa_code_size() // self._inner.d
        if not self._short:
            return VectorKind("flat", bits)
        return VectorKind("codes", bits, compared(int(self._index.ntotal)))

    def close(self) -> None:
        """Let go of the file; nothing can be looked up any more."""
        self._index = faiss.IndexIDMap(faiss.IndexFlatIP(self._index.d))
        self._inner, self._short, self._rows = self._index.index, None, None

    def __len__(self) -> int:
        self._place()
        return self._count

    def add(self, ids: Sequence[int] | Numbers, vectors: Vectors) -> None:
        """Add one vector [n, d] an id."""
        self._changing()
        if len(ids):
            self._rows = None
            self._index.add_with_ids(vectors, np.asarray(ids, dtype=np.int64))
            if self._short:
                self._short.add(vectors)
            if bits_for(self._index.ntotal) < self.kind.bits:
                # A build's memory would else grow faster.
                self._settle()

    def remove(self, ids: Sequence[int]) -> None:
        """Take vectors out."""
        self._changing()
        known = self._held(np.asarray(ids, dtype=np.int64))
        if self._short:
            numbers_in(self._index)[self._place()[known]] = REMOVED
        elif len(known):
            self._index.remove_ids(known)
        self._rows = None

    def _changing(self) -> None:
        """FAISS would write to what is mapped, and end the process."""
        if self._mapped:
            raise RuntimeError("the index was opened for searching")

    def vectors(self, ids: Sequence[int] | Numbers) -> Vectors:
        """The vectors of some ids, [n, d].

        Raises:
            RuntimeError: one of them has no vector.
        """
        wanted = np.asarray(ids, dtype=np.int64)
        if len(self._held(wanted)) < len(wanted):
            raise RuntimeError("a number has no vector")
        if not len(wanted):
            return np.zeros((0, self._index.d), dtype=np.float32)
        with one_thread():
            found: Vectors = self._inner.reconstruct_batch(self._place()[wanted].astype(np.int64))
        return found

    def search(
        self, vector: Vectors, count: int, allowed: IdFilter | Sequence[int] | None = None
    ) -> Numbers:
        """The ids of the `count` nearest vectors, best first; those allowed, if given."""
        count = min(count, len(self))
        if allowed is not None and not isinstance(allowed, IdFilter):
            if len(allowed) <= FEW:
                return self._nearest_of(
                    vector, count, np.unique(np.asarray(allowed, dtype=np.int64))
                )
            allowed = filter_of_numbers(allowed)
        if count == 0 or (allowed is not None and allowed.count == 0):
            return np.zeros(0, dtype=np.int64)
        if allowed is not None and allowed.count <= FEW:
            return self._nearest_of(vector, count, allowed.numbers())
        with one_thread():
            ids = self._nearest(vector, count, allowed)
        return ids[ids >= 0]

    def _nearest(self, vector: Vectors, count: int, allowed: IdFilter | None) -> Numbers:
        """Steps 1 to 3; -1 where fewer are found."""
        if self._short:
            bits = allowed.bits if allowed else None
            return search_codes(self._short, self._index, vector, count, bits)
        passing = _FAISS.IDSelectorBitmap(allowed.bits) if allowed else None
        parameters = _FAISS.SearchParameters(sel=passing) if allowed else None
        found: Numbers = self._index.search(vector.reshape(1, -1), count, params=parameters)[1][0]
        return found

    def _nearest_of(self, vector: Vectors, count: int, ids: Numbers) -> Numbers:
        """The nearest of a few, each compared."""
        known = self._held(ids)
        cosines = cosines_of(self.vectors(known), vector)
        return known[np.argsort(-cosines, kind="stable")[:count]]

    def _place(self) -> NDArray[np.int32]:
        """The row of each number's vector, by number; -1 where it has none."""
        if self._rows is None:
            numbers = numbers_in(self._index)
            rows = np.flatnonzero(numbers >= 0)
            held = numbers[rows]
            places = np.full(held.max() + 1 if len(held) else 0, -1, dtype=np.int32)
            places[held] = rows
            # Set when whole, and last: several threads may ask at once.
            self._count, self._rows = len(rows), places
        return self._rows

    def _settle(self) -> None:
        """Step 5."""
        count, rows = len(self), int(self._index.ntotal)
        bits = min(self.kind.bits, bits_for(count))
        shrunk = self._short and count <= EXACT_UP_TO / 2
        if bits == self.kind.bits and not shrunk and rows - count <= GONE_SHARE * rows:
            return
        ids = self.ids()
        anew = VectorIndex.empty(self._index.d)
        if not shrunk:
            # Evenly spread: numbers that follow each other are of one text.
            anew = VectorIndex.like(self.vectors(ids[:: max(1, count // SAMPLE)]), bits)
        for start in range(0, count, EXACT_UP_TO):
            chunk = ids[start : start + EXACT_UP_TO]
            anew.add(chunk, self.vectors(chunk))
        self._index, self._inner, self._short = anew._index, anew._inner, anew._short
        self._rows = None

    def ids(self) -> Numbers:
        """The numbers of all vectors, in order."""
        return np.flatnonzero(self._place() >= 0)

    def _held(self, ids: Numbers) -> Numbers:
        """Those of some numbers that have a vector."""
        rows = self._place()
        within = ids[(ids >= 0) & (ids < len(rows))]
        return within[rows[within] >= 0]
