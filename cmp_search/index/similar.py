"""Similar words: what the texts have in place of a word that they do not contain.

The texts may have it spelt correctly, or in another language ("iniciativa", "initiative").

1. Both words have five letters or more and the same first letter.
2. Likeness is one minus the optimal string alignment distance (Boytsov 2011, section 2.2) divided
   by the length of the longer word; it must reach a given minimum.
3. The most similar word counts, with those nearly as similar, five at most.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

MIN_LETTERS = 5
MAX_SIMILAR = 5
TIE = 0.05
"""Words whose likeness is below the highest by no more than this count with it."""
_ROUNDING = 1e-6
"""Keeps rounding from rejecting a word that is exactly as similar as required."""


class Shape(NamedTuple):
    """Which words can be similar at all, by their first letter and length."""

    letter: str
    shortest: int
    longest: int


def shape_of_similar(folded: str, min_likeness: float) -> Shape | None:
    """The shape of all words that can be similar to a folded word; None if none can."""
    if len(folded) < MIN_LETTERS or not folded.isalpha():
        return None
    cutoff = min_likeness - _ROUNDING
    # The difference in length alone puts other words further away than that.
    shortest, longest = math.ceil(len(folded) * cutoff), int(len(folded) / cutoff)
    return Shape(folded[0], max(MIN_LETTERS, shortest), longest)


def most_similar(folded: str, words: Iterable[str], min_likeness: float) -> list[tuple[str, float]]:
    """Which of some words, all of the right shape, are similar, with their likeness.

    The most similar comes first; ties keep the given order.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    matches = extract(
        folded,
        words,
        scorer=OSA.normalized_similarity,
        score_cutoff=min_likeness - _ROUNDING,
        limit=MAX_SIMILAR,
    )
    return [(word, likeness) for word, likeness, _ in matches if likeness >= matches[0][1] - TIE]
