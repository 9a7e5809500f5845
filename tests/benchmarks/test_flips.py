"""Flipped bits: a few of each kind, in an index of the corpus that ships."""

import pytest

from benchmarks.faults.flips import flips


@pytest.mark.parametrize("unchecked", [False, True])
def test_no_flip_is_shown_without_notice_and_the_doctor_finds_each(unchecked: bool) -> None:
    found = flips(12, seed=3, unchecked=unchecked)
    assert (found.tried, found.bad, found.missed, found.examples) == (12, 0, 0, ())
    assert found.refused + found.warned + found.unseen == 12
    assert found.refused > 0
