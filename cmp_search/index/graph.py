"""A graph of near vectors in FAISS, each vector in 8 bits a number: how it is made and walked.

It is a hierarchy of navigable small worlds (Malkov and Yashunin 2018): each vector is linked to
others near it, and a search walks from link to link towards the question. Vectors of texts lie too
evenly for lists of near vectors: docs/performance.md has what both find.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import faiss
import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.index.among import Ids

_FAISS: Any = faiss
"""The stubs of FAISS lack what its Python layer adds."""
LINKS = 16
"""Links of each vector, twice as many on the lowest level: 140 bytes a vector."""
CONSIDERED = 200
"""How many near vectors are considered for the links of a new one."""
EXPLORED = 1_000
"""How many of the nearest a search holds on its way; docs/performance.md has what others find."""
SAMPLE = 50_000
"""Vectors from which the range of each number is taken."""
REMOVED = -1
"""The number of a vector that is removed and left as a stepping stone, as no search returns it."""
MOST = 2**62


def make_graph(sample: Vectors) -> Any:  # noqa: ANN401
    """An empty graph under numbers; the range of the 8 bits is that of a sample [n, d]."""
    graph = _FAISS.IndexHNSWSQ(
        sample.shape[1], faiss.ScalarQuantizer.QT_8bit, LINKS, faiss.METRIC_INNER_PRODUCT
    )
    graph.hnsw.efConstruction, graph.hnsw.efSearch = CONSIDERED, EXPLORED
    graph.train(sample)
    return faiss.IndexIDMap(graph)


@contextmanager
def one_thread() -> Iterator[None]:
    """A question is answered in its own thread: waking others takes longer than it saves."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def numbers_in(index: Any) -> Ids:  # noqa: ANN401
    """FAISS's own numbers of the vectors by row, not copied; `REMOVED` may be among them."""
    held = index.id_map
    found: Ids = faiss.rev_swig_ptr(held.data(), held.size()) if held.size() else np.zeros(0, int)
    return found


def walk(index: Any, vector: Vectors, count: int, bits: Any, share: float) -> Ids:  # noqa: ANN401
    """The numbers of the `count` nearest that a walk meets, best first.

    Where `bits` has a bit set for each number that passes, `share` is how many do, of all; as many
    more are held on the way.
    """
    passing = _FAISS.IDSelectorRange(0, MOST) if bits is None else _FAISS.IDSelectorBitmap(bits)
    held = max(EXPLORED, count) / share
    parameters = _FAISS.SearchParametersHNSW(efSearch=int(held), sel=passing)
    _, numbers = index.search(vector.reshape(1, -1), count, params=parameters)
    return np.asarray(numbers[0], dtype=np.int64)


def compare(index: Any, vector: Vectors, count: int, bits: Any) -> Ids:  # noqa: ANN401
    """The numbers of the `count` nearest of those that pass, each compared, best first."""
    codes = _FAISS.downcast_index(_FAISS.downcast_index(index.index).storage)
    passing = _FAISS.IDSelectorBitmap(bits)
    rows_passing = _FAISS.IDSelectorTranslated(index.id_map, passing)
    parameters = _FAISS.SearchParameters(sel=rows_passing)
    _, rows = codes.search(vector.reshape(1, -1), count, params=parameters)
    found: Ids = numbers_in(index)[rows[0][rows[0] >= 0]]
    return found
