"""Two codes of each vector in FAISS, a long one and a short one: how they are made and searched.

1. The long code has every component in 16 bits, or in 8.
2. For the short code, a vector is projected on the principal components of a sample, then rotated
   at random so that all components carry the same variance. Every two components (or three, kept
   of four dimensions) are replaced by the nearest of 16 centroids: 96 bytes for 384 dimensions, or
   48 (product quantization, Jégou et al. 2011).
3. A search compares the short codes of all vectors that pass the filter, 32 at once in the
   processor's registers (André et al. 2015), in 3 or 4 ms per million. The best of these, one in 80
   of all vectors but at least 5,000 and at most 20,000, are compared by their long codes.
Short codes are loaded, long ones mapped. docs/performance.md has the recall, and that of inverted
lists and graphs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.index.queries import Numbers

_FAISS: Any = faiss
"""The stubs of FAISS lack what its Python layer adds."""
SAMPLE = 50_000
"""Vectors that codes are trained on."""
PART_BITS = 4
"""Bits to tell 16 centroids apart."""
ONE_IN = 80
MIN_COMPARED, MAX_COMPARED = 5_000, 20_000
"""Bounds on how many are compared by their long codes."""
MAX_NUMBER = 2**29
"""What is looked up by number takes 4 bytes for each, and a damaged one must not take them all."""
REMOVED = -1
"""The number of a removed vector, which keeps its row; no search returns it."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How precise codes are.

    `bits` of a component of the long code, whose FAISS type is `long`. A part of the short code
    has `components` principal components for every `dimensions` of the vector.
    """

    bits: int
    long: int
    components: int
    dimensions: int


FINE = Precision(16, faiss.ScalarQuantizer.QT_fp16, components=2, dimensions=2)
COARSE = Precision(8, faiss.ScalarQuantizer.QT_8bit, components=3, dimensions=4)


@contextmanager
def one_thread() -> Iterator[None]:
    """Compute in the calling thread, as for short work waking others takes longer than it saves.

    OpenMP's threads also wait for each other by spinning: if another process needs the processor,
    that takes a hundred times as long as the work.
    """
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


@one_thread()
def long_codes(sample: Vectors, precision: Precision) -> Any:  # noqa: ANN401
    """An empty index of long codes by number, trained on a sample [n, d]."""
    codes = faiss.IndexScalarQuantizer(sample.shape[1], precision.long, faiss.METRIC_INNER_PRODUCT)
    codes.train(sample)
    return faiss.IndexIDMap(codes)


@one_thread()
def short_codes(sample: Vectors, precision: Precision) -> Any:  # noqa: ANN401
    """An empty index of short codes, trained on a sample [n, d]."""
    parts = sample.shape[1] // precision.dimensions
    width = precision.components * parts
    components = faiss.PCAMatrix(sample.shape[1], width, 0, True)
    components.train(sample)
    # The mean is not subtracted: that would change the order of inner products.
    components.have_bias = False
    # One list of all vectors: only the list variant of these codes supports a filter.
    codes = _FAISS.IndexIVFPQFastScan(
        faiss.IndexFlatIP(width), width, 1, parts, PART_BITS, faiss.METRIC_INNER_PRODUCT
    )
    codes.by_residual = False
    chained = _FAISS.IndexPreTransform(components, codes)
    chained.train(sample)
    return chained


def numbers_in(index: Any) -> Numbers:  # noqa: ANN401
    """The number of the vector in each row, in FAISS's own memory; may include `REMOVED`."""
    ids = index.id_map
    numbers: Numbers = (
        faiss.rev_swig_ptr(ids.data(), ids.size()) if ids.size() else np.zeros(0, int)
    )
    return numbers


def plausible_numbers_in(index: Any) -> Numbers:  # noqa: ANN401
    """The same, once it is known that none is greater than any build gives.

    Raises:
        RuntimeError: one is.
    """
    numbers = numbers_in(index)
    if len(numbers) and numbers.max() >= MAX_NUMBER:
        raise RuntimeError("the numbers of vectors are damaged")
    return numbers


def compared_count(rows: int) -> int:
    """How many vectors a search compares by their long codes, of so many rows."""
    return min(rows, MAX_COMPARED, max(MIN_COMPARED, rows // ONE_IN))


def search_codes(short: Any, long: Any, vector: Vectors, count: int, bits: Any) -> Numbers:  # noqa: ANN401
    """The numbers of the `count` nearest vectors, best first (step 3).

    `bits`, if given, has a bit set for each number that passes the filter.
    """
    passing = (
        _FAISS.IDSelectorRange(0, MAX_NUMBER) if bits is None else _FAISS.IDSelectorBitmap(bits)
    )
    list_parameters = _FAISS.SearchParametersIVF(
        sel=_FAISS.IDSelectorTranslated(long.id_map, passing)
    )
    short_parameters = _FAISS.SearchParametersPreTransform(index_params=list_parameters)
    factor = max(1.0, compared_count(long.ntotal) / count)
    parameters = _FAISS.IndexRefineSearchParameters(
        k_factor=factor, base_index_params=short_parameters
    )
    refined = _FAISS.IndexRefine(short, long.index)
    rows = refined.search(vector.reshape(1, -1), count, params=parameters)[1][0]
    numbers: Numbers = numbers_in(long)[rows[rows >= 0]]
    return numbers
