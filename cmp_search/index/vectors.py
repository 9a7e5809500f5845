"""Vectors by number, in a FAISS file: add, remove, look up and search by inner product.

Vectors have length 1, so the inner product is the cosine. The search is exact.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders import Vectors

Ids = NDArray[np.int64]


class VectorIndex:
    """Unit vectors under the numbers of their passages or sentences."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401
        """Wrap a FAISS index; use `empty` or `load`."""
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> "VectorIndex":
        """An index without vectors."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """The index in a file."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add one vector [n, d] an id."""
        if len(ids):
            self._index.add_with_ids(vectors, np.asarray(ids, dtype=np.int64))

    def remove(self, ids: Sequence[int]) -> None:
        """Take vectors out."""
        if len(ids):
            self._index.remove_ids(np.asarray(ids, dtype=np.int64))

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of some ids, [n, d]."""
        if not len(ids):
            return np.zeros((0, self._index.d), dtype=np.float32)
        found: Vectors = self._index.reconstruct_batch(np.asarray(ids, dtype=np.int64))
        return found

    def search(self, vector: Vectors, count: int, among: Sequence[int] | None = None) -> Ids:
        """The ids of the `count` nearest vectors, best first; only those `among`, if given."""
        parameters = None
        if among is not None:
            selector = faiss.IDSelectorBatch(np.asarray(among, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        count = min(count, len(self))
        if count == 0:
            return np.zeros(0, dtype=np.int64)
        _, ids = self._index.search(vector.reshape(1, -1), count, params=parameters)
        found: Ids = ids[0][ids[0] >= 0]
        return found
