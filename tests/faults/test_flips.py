"""A few flipped bits of the model's cache and of the catalogue; what is missed is counted."""

import pytest

from benchmarks.faults import cache_flips as flipping
from benchmarks.faults.cache_flips import cache_flips
from benchmarks.faults.catalogue_flips import catalogue_flips


@pytest.mark.parametrize("sizes_only", [False, True])
def test_no_flip_of_the_model_gives_other_vectors(sizes_only: bool) -> None:
    figure = cache_flips(8, 60, seed=4, sizes_only=sizes_only)
    assert (figure.tried, figure.bad) == (8, 0), figure.note


def test_what_the_doctor_misses_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flipping, "check_made", lambda _: [])
    figure = cache_flips(3, 60)
    assert figure.bad == figure.tried == 3 and "not found by the doctor" in figure.note


def test_no_flip_of_the_catalogue_changes_a_citation_in_silence() -> None:
    figure = catalogue_flips(8, 60, seed=4)
    assert (figure.tried, figure.bad) == (8, 0), figure.note
