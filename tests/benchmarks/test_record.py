"""The arithmetic of spreads, and results files that contain what was measured."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from benchmarks.record import Spread, others, read_record, spread, write_record


def test_a_spread_is_the_median_with_the_middle_95_percent() -> None:
    # 0 … 40: the 2.5th percentile is 0.025 * 40 = 1, the 97.5th is 39.
    assert spread(list(range(40, -1, -1))) == Spread(20.0, 1.0, 39.0, 41)


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_a_median_lies_within_its_spread_and_that_within_the_values(values: list[float]) -> None:
    found = spread(values)
    slack = 1e-9 * max(values)
    assert min(values) - slack <= found.low <= found.median + slack
    assert found.median - slack <= found.high <= max(values) + slack
    assert found.n == len(values)


@dataclass(frozen=True, slots=True)
class Invented:
    seconds: Spread
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Another:
    minutes: Spread


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = write_record(tmp_path, "invented", 3, Invented(Spread(1.2345678, 1, 2, 3), ("a", "b")))
    found = read_record(path, Invented)
    assert found
    assert (found.name, found.n) == ("invented", 3)
    # Six significant digits are kept.
    assert found.figures == Invented(Spread(1.23457, 1, 2, 3), ("a", "b"))
    assert found.machine and found.date and found.spread and found.others is not None


def test_what_was_not_measured_is_none_and_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    assert read_record(tmp_path / "nothing.json", Invented) is None
    path = write_record(tmp_path, "invented", 1, Invented(Spread(1, 1, 1, 1), ()))
    with pytest.raises(ValidationError):
        read_record(path, Another)


def test_other_work_takes_a_share_of_the_processors() -> None:
    assert 0 <= others() <= 1
