"""Intervals: how far a figure could be off because other questions might have been asked.

1. Questions of one group are about one paragraph and tend to succeed or fail together, so groups
   are drawn, not questions: as many as there are, with replacement, 2,000 times (the cluster
   bootstrap; Field and Welsh, Bootstrapping clustered data, JRSS B 69, 2007).
2. The figure is computed again for each draw. Its 95 % interval runs from the 2.5th to the 97.5th
   percentile of these (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13).
3. Two runs are compared by the differences of each question with itself, drawn in the same way:
   what makes a question hard for both runs cancels out.
The random numbers are always the same, so the figures are, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
SEED = 75
LIMITS = (0.025, 0.975)

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share or mean over `n` questions, with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int


def generator() -> np.random.Generator:
    """A random generator with a fixed seed."""
    return np.random.default_rng(SEED)


def draws(groups: Sequence[str], random: np.random.Generator) -> Values:
    """How often each question is drawn, [resamples, questions] (step 1)."""
    _, group = np.unique(np.asarray(groups), return_inverse=True)
    count = int(group.max()) + 1
    drawn = random.multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    return drawn[:, group].astype(np.float64)


def figure(value: float, resampled: Values, n: int) -> Figure:
    """A figure with the interval of its resampled values (step 2)."""
    low, high = np.quantile(resampled, LIMITS)
    return Figure(value, float(low), float(high), n)


def mean_figure(values: Sequence[float] | Values, groups: Sequence[str]) -> Figure | None:
    """The mean of some questions' values; None if there are none."""
    if not len(values):
        return None
    array = np.asarray(values, np.float64)
    drawn = draws(groups, generator())
    return figure(float(array.mean()), drawn @ array / drawn.sum(axis=1), len(array))


def is_more_than_noise(difference: Figure) -> bool:
    """Whether the interval of a difference excludes 0."""
    return difference.low > 0 or difference.high < 0
