"""Similar words: what stands in the texts in the place of a word that does not.

A word may stand there in another form, by a slip of spelling or in another language ("iniciativa",
"initiative").

1. Both words have five letters or more and the same first letter.
2. Likeness is one minus the optimal string alignment distance (Boytsov 2011, section 2.2) by the
   length of the longer word; it must be as high as is asked for.
3. The most similar words, five at most, count as one with those that are nearly as similar.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

LEAST_LETTERS = 5
MOST = 5
EQUAL = 0.05
"""Words whose likeness is less than the highest by no more than this stand beside it."""
_ROUNDING = 1e-6
"""A word that is just as similar as it must be does not fall short by rounding."""


class Shape(NamedTuple):
    """Which words can be similar at all: their first letter, and how many letters they have."""

    letter: str
    shortest: int
    longest: int


def shape_of_similar(folded: str, least: float) -> Shape | None:
    """The shape of all words that may be similar to a folded word; None where none may be."""
    if len(folded) < LEAST_LETTERS or not folded.isalpha():
        return None
    cutoff = least - _ROUNDING
    # Words of other lengths are further away than that by their lengths alone.
    shortest, longest = math.ceil(len(folded) * cutoff), int(len(folded) / cutoff)
    return Shape(folded[0], max(LEAST_LETTERS, shortest), longest)


def most_similar(folded: str, words: Iterable[str], least: float) -> list[tuple[str, float]]:
    """Those of some words, all of the right shape, that are similar, with their likeness.

    The most similar is first; equals are in the order in which they are given.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    found = extract(
        folded,
        words,
        scorer=OSA.normalized_similarity,
        score_cutoff=least - _ROUNDING,
        limit=MOST,
    )
    return [(word, likeness) for word, likeness, _ in found if likeness >= found[0][1] - EQUAL]
