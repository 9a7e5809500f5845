"""Vectors by number, in FAISS files: add, remove, look up and search by inner product.

Vectors have length 1, so the inner product is the cosine.

1. Up to `EXACT_UP_TO` vectors are stored unchanged, and a search compares all (`flat`).
2. More are stored as two codes each, and a search compares all short ones (see `quantized`). Codes
   are fine up to `FINE_UP_TO` vectors, then coarse, so that a million passages need under 2.5 GB.
3. FAISS applies filters; if few numbers pass, they are compared one by one.
4. A vector removed from codes keeps its row, but loses its number.
5. The kind is chosen when vectors are saved, and as soon as there are too many for the current one.
   Codes with a fifth removed are made again. Coarse codes do not become fine again.
6. A file has the vectors or their long codes, a second one the short codes (see `vector_files`).
docs/performance.md has the measurements.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders import Vectors
from cmp_search.index.cosines import cosines_of
from cmp_search.index.embedded.files import short_path
from cmp_search.index.embedded.id_filter import IdFilter, filter_of_numbers
from cmp_search.index.embedded.quantized import (
    COARSE,
    FINE,
    REMOVED,
    SAMPLE,
    compared_count,
    long_codes,
    numbers_in,
    one_thread,
    plausible_numbers_in,
    search_codes,
    short_codes,
)
from cmp_search.index.embedded.vector_files import NO_FILE, ReadFile, VectorFile, unread
from cmp_search.index.manifest import VectorKind
from cmp_search.index.queries import Numbers

_FAISS: Any = faiss
"""The stubs of FAISS lack what its Python layer adds."""
EXACT_UP_TO = 50_000
"""Comparing so many takes about 5 ms."""
FINE_UP_TO = 800_000
"""Fine codes of so many take 700 MB."""
FEW = 2_000
"""Up to so many numbers are compared one by one."""
MAX_REMOVED_SHARE = 0.2


def bits_for(count: int) -> int:
    """The bits per component if there are so many vectors (steps 1 and 2)."""
    if count <= EXACT_UP_TO:
        return 32
    return FINE.bits if count <= FINE_UP_TO else COARSE.bits


class VectorIndex:
    """Unit vectors under the numbers of their passages or sentences."""

    def __init__(self, index: Any, short: Any = None, file: VectorFile = NO_FILE) -> None:  # noqa: ANN401
        """Wrap FAISS indexes of vectors by number and of short codes; use `empty` or `load`."""
        self._index, self._short, self._file = index, short, file
        self._inner = faiss.downcast_index(index.index)
        self._rows: NDArray[np.int32] | None = None
        self._count = 0

    @classmethod
    def empty(cls, dimension: int) -> "VectorIndex":
        """An empty index."""
        return cls(faiss.IndexIDMap(faiss.IndexFlatIP(dimension)))

    @classmethod
    def trained(cls, sample: Vectors, bits: int) -> "VectorIndex":
        """An empty index of codes with so many bits, trained on a sample [n, d]."""
        precision = FINE if bits == FINE.bits else COARSE
        return cls(long_codes(sample, precision), short_codes(sample, precision))

    @classmethod
    def load(
        cls, path: Path, read: ReadFile = unread, *, writable: bool = False, searchable: bool = True
    ) -> "VectorIndex":
        """The index in a file, which is mapped unless `writable` or its content can be `read`.

        Short codes are loaded only if `searchable`; vectors can be looked up without them.

        Raises:
            RuntimeError: a file is missing or damaged.
            MismatchError, OSError: `read` raises it.
        """
        file = VectorFile(path, read, writable=writable)
        index = file.index()
        return cls(index, file.short_of(index) if searchable else None, file)

    def save(self, path: Path) -> None:
        """Write the index to a file, in the kind that suits its size (step 5).

        Raises:
            RuntimeError: it was not opened as writable; so for `add` and `remove`.
        """
        self._check_writable()
        self._choose_kind()
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
        return VectorKind("codes", bits, compared_count(int(self._index.ntotal)))

    def close(self) -> None:
        """Close the file; nothing can be looked up any more."""
        self._index = faiss.IndexIDMap(faiss.IndexFlatIP(self._index.d))
        self._inner, self._short, self._rows = self._index.index, None, None

    def __len__(self) -> int:
        self._row_of_number()
        return self._count

    def add(self, ids: Sequence[int] | Numbers, vectors: Vectors) -> None:
        """Add vectors [n, d], one per id."""
        self._check_writable()
        if len(ids):
            self._rows = None
            self._index.add_with_ids(vectors, np.asarray(ids, dtype=np.int64))
            if self._short:
                self._short.add(vectors)
            if bits_for(self._index.ntotal) < self.kind.bits:
                # Now, not on saving, as codes take less of a build's memory.
                self._choose_kind()

    def remove(self, ids: Sequence[int]) -> None:
        """Remove vectors; unknown ids are ignored."""
        self._check_writable()
        known = self._with_vectors(np.asarray(ids, dtype=np.int64))
        if self._short:
            numbers_in(self._index)[self._row_of_number()[known]] = REMOVED
        elif len(known):
            self._index.remove_ids(known)
        self._rows = None

    def _check_writable(self) -> None:
        """Writing to what is mapped or held as it was read would crash the process."""
        if not self._file.writable:
            raise RuntimeError("the index was opened for searching")

    def vectors(self, ids: Sequence[int] | Numbers) -> Vectors:
        """The vectors of some ids, [n, d].

        Raises:
            RuntimeError: an id has no vector.
        """
        numbers = np.asarray(ids, dtype=np.int64)
        if len(self._with_vectors(numbers)) < len(numbers):
            raise RuntimeError("a number has no vector")
        if not len(numbers):
            return np.zeros((0, self._index.d), dtype=np.float32)
        self._file.check()
        rows = self._row_of_number()[numbers].astype(np.int64)
        with one_thread():
            vectors: Vectors = self._inner.reconstruct_batch(rows)
        return vectors

    def search(
        self, vector: Vectors, count: int, allowed: IdFilter | Sequence[int] | None = None
    ) -> Numbers:
        """The ids of the `count` nearest vectors, best first, only `allowed` ones if given."""
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
        self._file.check()
        with one_thread():
            ids = self._nearest(vector, count, allowed)
        return ids[ids >= 0]

    def _nearest(self, vector: Vectors, count: int, allowed: IdFilter | None) -> Numbers:
        """Steps 1 to 3; padded with -1 if fewer are found."""
        if self._short:
            bits = allowed.bits if allowed else None
            return search_codes(self._short, self._index, vector, count, bits)
        passing = _FAISS.IDSelectorBitmap(allowed.bits) if allowed else None
        parameters = _FAISS.SearchParameters(sel=passing) if allowed else None
        found: Numbers = self._index.search(vector.reshape(1, -1), count, params=parameters)[1][0]
        return found

    def _nearest_of(self, vector: Vectors, count: int, ids: Numbers) -> Numbers:
        """The nearest of a few ids, which are all compared."""
        known = self._with_vectors(ids)
        cosines = cosines_of(self.vectors(known), vector)
        return known[np.argsort(-cosines, kind="stable")[:count]]

    def _row_of_number(self) -> NDArray[np.int32]:
        """The row of each number's vector, indexed by number; -1 if it has none."""
        if self._rows is None:
            numbers = plausible_numbers_in(self._index)
            rows = np.flatnonzero(numbers >= 0)
            used = numbers[rows]
            row_of_number = np.full(used.max() + 1 if len(used) else 0, -1, dtype=np.int32)
            row_of_number[used] = rows
            # Set last and when complete: several threads may ask at once.
            self._count, self._rows = len(rows), row_of_number
        return self._rows

    def _choose_kind(self) -> None:
        """Rebuild the index if another kind suits it better (step 5)."""
        count, rows = len(self), int(self._index.ntotal)
        bits = min(self.kind.bits, bits_for(count))
        shrunk = self._short and count <= EXACT_UP_TO / 2
        if bits == self.kind.bits and not shrunk and rows - count <= MAX_REMOVED_SHARE * rows:
            return
        ids = self.ids()
        rebuilt = VectorIndex.empty(self._index.d)
        if not shrunk:
            # Evenly spread, as consecutive numbers are from one text.
            rebuilt = VectorIndex.trained(self.vectors(ids[:: max(1, count // SAMPLE)]), bits)
        for start in range(0, count, EXACT_UP_TO):
            chunk = ids[start : start + EXACT_UP_TO]
            rebuilt.add(chunk, self.vectors(chunk))
        self._index, self._inner, self._short = rebuilt._index, rebuilt._inner, rebuilt._short
        self._rows = None

    def ids(self) -> Numbers:
        """The numbers of all vectors, in order."""
        return np.flatnonzero(self._row_of_number() >= 0)

    def _with_vectors(self, ids: Numbers) -> Numbers:
        """Which of some ids have a vector."""
        rows = self._row_of_number()
        in_range = ids[(ids >= 0) & (ids < len(rows))]
        return in_range[rows[in_range] >= 0]
