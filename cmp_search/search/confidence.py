"""Confidence: whether the texts answer the question, from evidence that can be shown.

1. Evidence of a ranked list: the cosine of the best sentence found, and of the best passage.
2. A logistic regression over it gives the probability. Its coefficients stand in `confidence.toml`
   beside this module, with where they come from and how often they err; `benchmarks/confidence.py`
   fits them.
3. The probability falls into one of three levels at two thresholds of the same file.
This tells questions off the subject; it does not tell a question on the subject that the texts
happen to leave open, which finds passages just as near.
"""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

from cmp_search.search.answer import Confidence, Hit, Level


@dataclass(frozen=True, slots=True)
class Evidence:
    """The numbers that the probability is made of."""

    sentence: float
    passage: float


@dataclass(frozen=True, slots=True)
class Coefficients:
    """An intercept, a weight for each part of the evidence, and two thresholds."""

    intercept: float
    sentence: float
    passage: float
    answered: float
    related: float


def evidence(hits: Sequence[Hit]) -> Evidence:
    """The evidence that a ranked list gives (step 1); hits must not be empty."""
    return Evidence(
        sentence=max(hit.score.sentence for hit in hits),
        passage=max(hit.score.passage for hit in hits),
    )


def confidence(hits: Sequence[Hit]) -> Confidence:
    """How sure it is that the texts answer the question (steps 2 and 3)."""
    if not hits:
        return Confidence(Level.NOT_FOUND, 0.0)
    fitted = coefficients()
    found = probability(evidence(hits), fitted)
    if found >= fitted.answered:
        return Confidence(Level.ANSWERED, found)
    return Confidence(Level.RELATED if found >= fitted.related else Level.NOT_FOUND, found)


def probability(found: Evidence, fitted: Coefficients) -> float:
    """The logistic of the weighted sum of the evidence."""
    total = fitted.intercept + sum(
        getattr(fitted, name) * value for name, value in asdict(found).items()
    )
    return 1 / (1 + math.exp(-total))


@cache
def coefficients() -> Coefficients:
    """The coefficients that are shipped."""
    text = files("cmp_search.search").joinpath("confidence.toml").read_text("utf-8")
    return Coefficients(**tomllib.loads(text)["coefficients"])
