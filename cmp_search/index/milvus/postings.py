"""Postings: the numbers of the passages with a term, as they are stored.

1. Numbers in ascending order become the first one and the differences between neighbours.
2. Each of these is written in groups of seven bits, the lowest first; the eighth bit of a byte says
   that another byte follows. All is base64, as Milvus stores text.
3. A term in few passages has them in its own row. Of one in many, of which a question hardly ever
   needs them, that row has only how many rows of `CHUNK` numbers follow; each starts anew.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence

import numpy as np

from cmp_search.index.queries import Numbers

INLINE = 1_000
"""Passages of a term whose numbers are in its own row; a word in more is not rare."""
CHUNK = 8_000
"""Numbers in a row: at five bytes each, it is below the 65,535 bytes that Milvus takes."""
_BITS = 7


def pack(numbers: Sequence[int]) -> str:
    """Ascending numbers, as text."""
    written = bytearray()
    for difference in np.diff(np.asarray(numbers, dtype=np.int64), prepend=0).tolist():
        while difference >= 1 << _BITS:
            written.append(difference & 0x7F | 0x80)
            difference >>= _BITS
        written.append(difference)
    return b64encode(written).decode("ascii")


def unpack(text: str) -> Numbers:
    """The numbers [n] that were packed."""
    written = np.frombuffer(b64decode(text), dtype=np.uint8)
    ends = np.flatnonzero(written < 0x80)
    if not len(ends):
        return np.zeros(0, dtype=np.int64)
    firsts = np.concatenate(([0], ends[:-1] + 1))
    places = np.arange(len(written)) - np.repeat(firsts, ends - firsts + 1)
    values = (written & 0x7F).astype(np.int64) << (_BITS * places)
    return np.cumsum(np.add.reduceat(values, firsts))


def chunks(numbers: Sequence[int]) -> Iterator[str]:
    """The rows of numbers that are too many for the term's own row."""
    return (pack(numbers[start : start + CHUNK]) for start in range(0, len(numbers), CHUNK))
