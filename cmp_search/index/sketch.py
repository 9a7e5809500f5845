"""Sketches: how much two texts share, estimated from 256 numbers each.

1. Every five consecutive folded words of a text are a run; a shorter text is one run. Each run is
   hashed to 64 bits (BLAKE2b).
2. The sketch of a text is its 256 smallest distinct hashes, in order.
3. The 256 smallest hashes of two sketches together are a fair sample of the runs of both texts. The
   share of the sample that is in both sketches is an unbiased estimate of the Jaccard index of the
   texts' runs; it is exact if both texts together have no more than 256 runs. At a true share of
   0.8 the standard error is 0.025.

The estimate is that of A. Z. Broder, "On the resemblance and containment of documents", 1997.
"""

import struct
from hashlib import blake2b

from cmp_search.language.terms import folded_words

RUN = 5
"""Words in a run."""
SIZE = 256
"""Hashes in a sketch, at most."""

Sketch = tuple[int, ...]


def sketch(text: str) -> Sketch:
    """The sketch of a text; empty if it has no word."""
    folded = folded_words(text)
    starts = range(max(len(folded) - RUN + 1, min(len(folded), 1)))
    hashes = {_hash(" ".join(folded[start : start + RUN])) for start in starts}
    return tuple(sorted(hashes)[:SIZE])


def share(first: Sketch, second: Sketch) -> float:
    """The estimated share of runs of words that are in both texts, from 0 to 1."""
    sample = sorted({*first, *second})[:SIZE]
    if not sample:
        return 0.0
    return len(set(first).intersection(second, sample)) / len(sample)


def pack(sketch: Sketch) -> bytes:
    """The stored form of a sketch."""
    return struct.pack(f">{len(sketch)}Q", *sketch)


def unpack(stored: bytes) -> Sketch:
    """A sketch from its stored form."""
    return struct.unpack(f">{len(stored) // 8}Q", stored)


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big")
