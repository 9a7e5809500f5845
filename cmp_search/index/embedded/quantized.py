"""Two codes of each vector in FAISS, a long one and a short one: how they are made and searched.

1. The long code has every number in 16 bits, or in 8.
2. For the short code a vector is turned to the strongest directions of a sample (principal
   components, turned once more at random so that each carries alike). Every two of its numbers, or
   three of four, are told by which of 16 known ones they are nearest to: 96 bytes of 384 numbers,
   or 48 (product quantization, Jégou et al. 2011).
3. A search compares the short codes of all vectors that pass, 32 at once in the processor's
   registers (André et al. 2015), in 3 or 4 ms a million. The best by these, one in 80 of all but no
   fewer than 5,000 and no more than 20,000, are compared by their long codes.
Short codes are loaded, long ones mapped. docs/performance.md has what this finds, and what lists
and graphs of near vectors do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.index.base import Numbers

_FAISS: Any = faiss
"""The stubs of FAISS lack what its Python layer adds."""
SAMPLE = 50_000
"""Vectors that codes are made for; others get the same."""
OF_SIXTEEN = 4
"""Bits of the number of one of 16."""
ONE_IN = 80
LEAST, MOST = 5_000, 20_000
"""How many are compared by their long codes."""
HIGHEST = 2**62
REMOVED = -1
"""The number of a vector that is removed and left in its row, as no search returns it."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How much codes tell: `kept` of each `of` directions are one part of the short code."""

    bits: int
    long: int
    kept: int
    of: int


FINE = Precision(16, faiss.ScalarQuantizer.QT_fp16, kept=2, of=2)
COARSE = Precision(8, faiss.ScalarQuantizer.QT_8bit, kept=3, of=4)


@contextmanager
def one_thread() -> Iterator[None]:
    """What is short is done in its own thread, as waking others takes longer than it saves.

    Threads that work by turns also wait for each other by spinning: where another process needs the
    processor, that takes a hundred times as long as the work.
    """
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


@one_thread()
def long_codes(sample: Vectors, precision: Precision) -> Any:  # noqa: ANN401
    """No long codes yet, under numbers, of vectors like those of a sample [n, d]."""
    codes = faiss.IndexScalarQuantizer(sample.shape[1], precision.long, faiss.METRIC_INNER_PRODUCT)
    codes.train(sample)
    return faiss.IndexIDMap(codes)


@one_thread()
def short_codes(sample: Vectors, precision: Precision) -> Any:  # noqa: ANN401
    """No short codes yet, of vectors like those of a sample [n, d]."""
    parts = sample.shape[1] // precision.of
    width = precision.kept * parts
    strongest = faiss.PCAMatrix(sample.shape[1], width, 0, True)
    strongest.train(sample)
    # What all vectors have in common stays in: without it inner products would have another order.
    strongest.have_bias = False
    # One list of all vectors: of the indexes with such codes only those of lists take a filter.
    codes = _FAISS.IndexIVFPQFastScan(
        faiss.IndexFlatIP(width), width, 1, parts, OF_SIXTEEN, faiss.METRIC_INNER_PRODUCT
    )
    codes.by_residual = False
    chained = _FAISS.IndexPreTransform(strongest, codes)
    chained.train(sample)
    return chained


def numbers_in(index: Any) -> Numbers:  # noqa: ANN401
    """FAISS's own numbers of the vectors by row, not copied; `REMOVED` may be among them."""
    held = index.id_map
    found: Numbers = (
        faiss.rev_swig_ptr(held.data(), held.size()) if held.size() else np.zeros(0, int)
    )
    return found


def compared(rows: int) -> int:
    """How many of so many vectors a search compares by their long codes."""
    return min(rows, MOST, max(LEAST, rows // ONE_IN))


def search_codes(short: Any, long: Any, vector: Vectors, count: int, bits: Any) -> Numbers:  # noqa: ANN401
    """The numbers of the `count` nearest that pass, best first (step 3).

    `bits`, if given, has a bit set for each number that passes.
    """
    held = _FAISS.IDSelectorRange(0, HIGHEST) if bits is None else _FAISS.IDSelectorBitmap(bits)
    of_lists = _FAISS.SearchParametersIVF(sel=_FAISS.IDSelectorTranslated(long.id_map, held))
    of_short = _FAISS.SearchParametersPreTransform(index_params=of_lists)
    factor = max(1.0, compared(long.ntotal) / count)
    both = _FAISS.IndexRefineSearchParameters(k_factor=factor, base_index_params=of_short)
    refined = _FAISS.IndexRefine(short, long.index)
    rows = refined.search(vector.reshape(1, -1), count, params=both)[1][0]
    found: Numbers = numbers_in(long)[rows[rows >= 0]]
    return found
