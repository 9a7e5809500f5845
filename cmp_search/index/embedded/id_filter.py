"""Id filters: the numbers that a search is limited to, as ranges and as bits.

What a filter lets pass is whole documents, whose numbers are ranges; a few hundred thousand numbers
have a bit each, which a search tests in no time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cmp_search.index.base import Numbers


@dataclass(frozen=True, slots=True)
class IdFilter:
    """Ranges of numbers, both ends within, in order; `bits` has the n-th bit set for number n."""

    ranges: tuple[tuple[int, int], ...]
    bits: NDArray[np.uint8]
    count: int

    def numbers(self) -> Numbers:
        """All numbers, in order."""
        held = [np.arange(first, last + 1, dtype=np.int64) for first, last in self.ranges]
        return np.concatenate(held) if held else np.zeros(0, dtype=np.int64)

    def holding(self, numbers: Iterable[int]) -> list[int]:
        """Those of some numbers that pass."""
        end = 8 * len(self.bits)
        return [n for n in numbers if n < end and self.bits[n >> 3] >> (n & 7) & 1]


def filter_of_ranges(ranges: Iterable[tuple[int, int]]) -> IdFilter:
    """The numbers of ranges that do not overlap; an empty range ends before it begins."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(found for found in ranges if found[0] <= found[1]):
        if joined and joined[-1][1] + 1 == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    held = np.zeros(joined[-1][1] + 1 if joined else 0, dtype=bool)
    for first, last in joined:
        held[first : last + 1] = True
    bits = np.packbits(held, bitorder="little")
    return IdFilter(tuple(joined), bits, int(np.count_nonzero(held)))


def filter_of_numbers(numbers: Sequence[int]) -> IdFilter:
    """Some numbers, each once."""
    return filter_of_ranges((number, number) for number in set(numbers))
