"""Lists of near vectors in FAISS: how they are made, and where each vector lies in them."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.index.among import Ids

_FAISS: Any = faiss
"""The stubs of FAISS lack what its Python layer adds."""
MOST_LISTS = 2_048
PROBED = 48
"""Lists that a search reads; docs/performance.md has what more or fewer find."""
SAMPLE = 64
"""Vectors a list from which the centres are found; FAISS warns below 39."""


def make_lists(sample: Vectors, lists: int) -> Any:  # noqa: ANN401
    """An empty index in 8 bits a number whose lists are made from a sample [n, d]."""
    dimension = sample.shape[1]
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        lists,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.cp.niter, index.cp.max_points_per_centroid = 8, SAMPLE
    index.cp.min_points_per_centroid = 1
    index.train(sample)
    return index


def mapped(path: Path) -> Any:  # noqa: ANN401
    """The index in a file, to be searched: its lists, if it has any, stay on disk."""
    index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP)
    if isinstance(index, faiss.IndexIVF):
        # Each search would start up to 32 threads to read ahead, which doubles its time once the
        # system holds the file in memory.
        _FAISS.downcast_InvertedLists(index.invlists).prefetch_nthread = 0
    return index


@contextmanager
def one_thread() -> Iterator[None]:
    """A question is answered in its own thread: waking others takes longer than it saves."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def lists_for(count: int) -> int:
    """Into how many lists so many vectors are put: twice the square root, up to a limit."""
    return min(MOST_LISTS, int(2 * math.sqrt(count)))


def fill_places(index: Any) -> None:  # noqa: ANN401
    """Note where each vector lies: its list in the upper 32 bits, its row in the lower."""
    lists = index.invlists
    sizes = [lists.list_size(i) for i in range(index.nlist)]
    held = [
        faiss.rev_swig_ptr(lists.get_ids(i), size).copy() if size else np.zeros(0, dtype=np.int64)
        for i, size in enumerate(sizes)
    ]
    end = 1 + max((int(ids.max()) for ids in held if len(ids)), default=-1)
    places = np.full(end, -1, dtype=np.int64)
    for i, ids in enumerate(held):
        places[ids] = (i << 32) | np.arange(len(ids))
    index.direct_map.type = _FAISS.DirectMap.Array
    faiss.copy_array_to_vector(places, index.direct_map.array)


def places(index: Any) -> Ids | None:  # noqa: ANN401
    """FAISS's own places, not copied; none where there are none yet."""
    if index.direct_map.type != _FAISS.DirectMap.Array:
        return None
    held = index.direct_map.array
    found: Ids = faiss.rev_swig_ptr(held.data(), held.size()) if held.size() else np.zeros(0, int)
    return found
