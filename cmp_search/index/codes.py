"""Two codes of each vector in FAISS, a short one and a long one: how they are made and searched.

1. The short code has two thirds of the directions, the strongest of a sample (principal components,
   turned at random so that each carries alike), and stands for every two numbers by the nearest of
   16 pairs: 64 bytes of 384 numbers (product quantization, Jégou et al. 2011).
2. The long code has every number in 8 bits.
3. A search compares the short codes of all vectors that pass, 32 at once in the processor's
   registers (André et al. 2015), 3 ms a million. The best by these, one in 80 of all but at least
   3,000 and at most 20,000, are compared by their long codes.
The short codes are in memory, the long ones mapped. docs/performance.md has what this finds, and
what graphs and lists of near vectors do.
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
SAMPLE = 50_000
"""Vectors that codes are made for; others get the same."""
BITS = 4
"""Those of the number of one of 16 pairs."""
ONE_IN = 80
LEAST, MOST = 3_000, 20_000
"""How many are compared by their long codes."""
HIGHEST = 2**62
REMOVED = -1
"""The number of a vector that is removed and left in its row, as no search returns it."""


def make_codes(sample: Vectors) -> Any:  # noqa: ANN401
    """An empty index under numbers, with codes for vectors like those of a sample [n, d]."""
    dimension, metric = sample.shape[1], faiss.METRIC_INNER_PRODUCT
    pairs = dimension // 3
    strongest = faiss.PCAMatrix(dimension, 2 * pairs, 0, True)
    strongest.train(sample)
    # What is taken from all vectors must not be taken from inner products.
    strongest.have_bias = False
    # One list of all vectors: of the indexes with such codes only those of lists take a filter.
    short = _FAISS.IndexIVFPQFastScan(
        faiss.IndexFlatIP(2 * pairs), 2 * pairs, 1, pairs, BITS, metric
    )
    short.by_residual = False
    chained = _FAISS.IndexPreTransform(strongest, short)
    chained.train(sample)
    long = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit, metric)
    long.train(sample)
    return _FAISS.IndexIDMap(_FAISS.IndexRefine(chained, long))


@contextmanager
def one_thread() -> Iterator[None]:
    """A question is answered in its own thread: waking others takes longer than it saves."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def long_codes(index: Any) -> Any:  # noqa: ANN401
    """The long codes of an index, by row."""
    return _FAISS.downcast_index(_FAISS.downcast_index(index.index).refine_index)


def numbers_in(index: Any) -> Ids:  # noqa: ANN401
    """FAISS's own numbers of the vectors by row, not copied; `REMOVED` may be among them."""
    held = index.id_map
    found: Ids = faiss.rev_swig_ptr(held.data(), held.size()) if held.size() else np.zeros(0, int)
    return found


def compared(rows: int) -> int:
    """How many of so many vectors a search compares by their long codes."""
    return min(rows, MOST, max(LEAST, rows // ONE_IN))


def search_codes(index: Any, vector: Vectors, count: int, bits: Any) -> Ids:  # noqa: ANN401
    """The numbers of the `count` nearest, best first (step 3); -1 where fewer pass.

    `bits`, if given, has a bit set for each number that passes.
    """
    held = _FAISS.IDSelectorRange(0, HIGHEST) if bits is None else _FAISS.IDSelectorBitmap(bits)
    # IndexIDMap would translate the numbers to rows only for the outermost of the parameters.
    rows = _FAISS.IDSelectorTranslated(index.id_map, held)
    of_lists = _FAISS.SearchParametersIVF(nprobe=1, sel=rows)
    short = _FAISS.SearchParametersPreTransform(index_params=of_lists)
    factor = max(1.0, compared(index.ntotal) / count)
    refined = _FAISS.IndexRefineSearchParameters(k_factor=factor, base_index_params=short)
    found: Ids = index.search(vector.reshape(1, -1), count, params=refined)[1][0]
    return found
