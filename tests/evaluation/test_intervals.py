import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.evaluation.intervals import (
    RESAMPLES,
    Figure,
    draws,
    generator,
    is_more_than_noise,
    mean_figure,
)

TRIALS = st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abcdefgh")), min_size=1, max_size=60)


def test_as_many_groups_are_drawn_as_there_are_each_whole() -> None:
    drawn = draws(["a", "b", "b", "c"], generator())
    assert drawn.shape == (RESAMPLES, 4)
    assert (drawn[:, 1] == drawn[:, 2]).all()
    assert (drawn[:, [0, 1, 3]].sum(axis=1) == 3).all()


def test_the_interval_of_a_coin_is_that_of_the_binomial() -> None:
    found = mean_figure([0, 1] * 50, [str(i) for i in range(100)])
    assert found and found.value == 0.5 and found.n == 100
    # 0.5 ± 1.96 · √(0.25 / 100)
    assert found.low == pytest.approx(0.402, abs=0.015)
    assert found.high == pytest.approx(0.598, abs=0.015)


def test_questions_on_one_paragraph_are_no_independent_trials() -> None:
    values = [0.0] * 50 + [1.0] * 50
    alone = mean_figure(values, [str(i) for i in range(100)])
    grouped = mean_figure(values, [str(i // 10) for i in range(100)])
    assert alone and grouped
    assert grouped.high - grouped.low > 2 * (alone.high - alone.low)


def test_nothing_has_no_mean() -> None:
    assert mean_figure([], []) is None


@given(TRIALS)
def test_the_interval_holds_the_mean_and_is_always_the_same(
    trials: list[tuple[float, str]],
) -> None:
    values, groups = [value for value, _ in trials], [group for _, group in trials]
    found = mean_figure(values, groups)
    assert found == mean_figure(values, groups)
    assert found and found.value == pytest.approx(np.mean(values))
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9


def test_noise_is_an_interval_that_holds_nothing() -> None:
    assert is_more_than_noise(Figure(0.2, 0.1, 0.3, 9))
    assert is_more_than_noise(Figure(-0.2, -0.3, -0.1, 9))
    assert not is_more_than_noise(Figure(0.2, 0.0, 0.3, 9))
    assert not is_more_than_noise(Figure(0.0, 0.0, 0.0, 9))
