"""Ranges of numbers, and their bits."""

from hypothesis import given
from hypothesis import strategies as st

from cmp_search.index.embedded.id_filter import filter_of_numbers, filter_of_ranges

spans = st.lists(st.tuples(st.integers(1, 200), st.integers(0, 9)), max_size=9)


@given(spans, st.lists(st.integers(0, 400)))
def test_ranges_are_the_numbers_in_them(drawn: list[tuple[int, int]], asked: list[int]) -> None:
    """Ranges that do not overlap: each begins after the previous one."""
    ranges, numbers, start = [], list[int](), 0
    for gap, length in drawn:
        ranges.append((start + gap, start + gap + length - 1))
        numbers += range(start + gap, start + gap + length)
        start += gap + length
    chosen = filter_of_ranges(reversed(ranges))
    assert chosen.numbers().tolist() == numbers
    assert chosen.count == len(numbers)
    assert chosen.passing(asked) == [number for number in asked if number in numbers]
    assert filter_of_numbers(numbers).ranges == chosen.ranges
