"""Lengths are few, so that what OpenVINO keeps for each of them is bounded."""

from cmp_search.encoders.e5.core import LENGTHS, rounded


def test_lengths_are_rounded_up() -> None:
    assert [rounded(n) for n in (1, LENGTHS, LENGTHS + 1)] == [LENGTHS, LENGTHS, 2 * LENGTHS]
    assert len({rounded(n) for n in range(1, 161)}) == 10
