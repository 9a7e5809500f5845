"""Lexicon: what the words of a question stand for in the texts, and how many a passage holds.

1. A word of the question stands in the texts when one of its terms does (see `terms`).
2. One that does not may stand there in another form, by a slip of spelling or in another language
   ("iniciativa", "initiative"): it stands for the words that are most like it, five at most, both
   of five letters or more, with the same first letter. Likeness is one minus the optimal string
   alignment distance (Boytsov 2011, section 2.2) by the length of the longer word, at least 0.7.
3. A word weighs its idf, divided by the idf of a word that stands nowhere; a name twice that.
4. A passage's share is the weight of the words that it holds, each by its likeness, divided by the
   weight of all words of the question, those that stand nowhere among them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cmp_search.index.embedded.texts import Texts
from cmp_search.search.question import Word

LEAST_LIKENESS = 0.7
LEAST_LETTERS = 5
EQUAL_LIKENESS = 0.05
"""Words that are as like as the most like one, but for this, stand beside it."""
MOST_LIKE = 5
NAME = 2.0
_ROUNDING = 1e-6
"""A word that is just as like as it must be does not fall short by rounding."""


@dataclass(frozen=True, slots=True)
class Known:
    """A word of a question that stands in the texts.

    It has the terms that it stands for, in how many passages they stand at least, its weight (step
    3) and its likeness to them (1 where they are forms of itself). `nearest` is the most like of
    them, empty where they are forms of itself.
    """

    word: Word
    nearest: str
    terms: frozenset[str]
    held: int
    weight: float
    likeness: float


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a question as the texts know them, and the weight of all, known or not."""

    known: tuple[Known, ...]
    weight: float

    def share(self, held: frozenset[str]) -> float:
        """The share of the question's words that a passage with these terms holds, 0 to 1."""
        if not self.weight:
            return 0.0
        found = (word.weight * word.likeness for word in self.known if word.terms & held)
        return sum(found) / self.weight

    def alike(self, held: frozenset[str]) -> tuple[tuple[str, str], ...]:
        """The words that a passage with these terms holds only in others that are spelt alike.

        Each is given as it was typed, with the folded word of the passage.
        """
        return tuple(
            (known.word.typed, min(known.terms & held))
            for known in self.known
            if known.nearest and known.terms & held
        )


def wording(texts: Texts, words: Sequence[Word], count: int) -> Wording:
    """The words of a question in an index of `count` passages."""
    spread = texts.spread(term for word in words for term in word.terms)
    known, total = [], 0.0
    for word in words:
        factor = NAME if word.name else 1.0
        found = {term: spread[term] for term in word.terms if term in spread}
        likeness, nearest = 1.0, ""
        if not found and (like := _like(texts, word)):
            nearest, likeness = like[0]
            found = texts.spread(term for term, _ in like)
        held = max(found.values(), default=0)
        weight = factor * idf(held, count) / idf(0, count)
        total += weight
        if found:
            known.append(Known(word, nearest, frozenset(found), held, weight, likeness))
    return Wording(tuple(known), total)


def most_like(texts: Texts, folded: str, least: float) -> list[tuple[str, float]]:
    """The words of the texts that are at least so like a folded word, most like first (step 2)."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    if len(folded) < LEAST_LETTERS or not folded.isalpha():
        return []
    cutoff = least - _ROUNDING
    # Words of other lengths are further away than that by their lengths alone.
    shortest, longest = math.ceil(len(folded) * cutoff), int(len(folded) / cutoff)
    near = texts.words_from(folded[0], max(LEAST_LETTERS, shortest), longest)
    found = extract(
        folded, near, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=MOST_LIKE
    )
    return [(like, likeness) for like, likeness, _ in found]


def _like(texts: Texts, word: Word) -> list[tuple[str, float]]:
    """Step 2: the words that one stands for, most like first, and their likeness."""
    found = most_like(texts, word.folded, LEAST_LIKENESS)
    return [like for like in found if like[1] >= found[0][1] - EQUAL_LIKENESS]


def idf(held: int, count: int) -> float:
    """How telling a word is that stands in `held` of `count` passages.

    The form of BM25 that is never negative (Robertson and Zaragoza 2009, with the 1 that Lucene
    adds): ln(1 + (N - n + 0.5) / (n + 0.5)).
    """
    return math.log(1 + (count - held + 0.5) / (held + 0.5))
