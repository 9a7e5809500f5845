"""Id filters: the numbers that a search is limited to, as ranges and as bits.

Filters select whole documents, whose numbers are ranges. A search tests one bit per number, which
takes no time even with a few hundred thousand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cmp_search.index.queries import Numbers


@dataclass(frozen=True, slots=True)
class IdFilter:
    """Ranges of numbers, both ends included, in order; `bits` has the n-th bit set for number n."""

    ranges: tuple[tuple[int, int], ...]
    bits: NDArray[np.uint8]
    count: int

    def numbers(self) -> Numbers:
        """All numbers, in order."""
        ranges = [np.arange(first, last + 1, dtype=np.int64) for first, last in self.ranges]
        return np.concatenate(ranges) if ranges else np.zeros(0, dtype=np.int64)

    def passing(self, numbers: Iterable[int]) -> list[int]:
        """Which of some numbers pass."""
        end = 8 * len(self.bits)
        return [n for n in numbers if n < end and self.bits[n >> 3] >> (n & 7) & 1]


def filter_of_ranges(ranges: Iterable[tuple[int, int]]) -> IdFilter:
    """A filter of ranges that do not overlap; an empty range ends before it begins."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(range for range in ranges if range[0] <= range[1]):
        if joined and joined[-1][1] + 1 == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    passing = np.zeros(joined[-1][1] + 1 if joined else 0, dtype=bool)
    for first, last in joined:
        passing[first : last + 1] = True
    bits = np.packbits(passing, bitorder="little")
    return IdFilter(tuple(joined), bits, int(np.count_nonzero(passing)))


def filter_of_numbers(numbers: Sequence[int]) -> IdFilter:
    """A filter of numbers, which may repeat."""
    return filter_of_ranges((number, number) for number in set(numbers))
