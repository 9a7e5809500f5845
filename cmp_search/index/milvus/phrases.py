"""Phrases on a Milvus server: which passages have some folded words in a row.

The passages with all words are known by the words' postings. That the words are in a row is seen in
the passages' words alone, which are read in the order of the passages' numbers.
"""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from cmp_search.index.milvus.reader import PAGE, Reader
from cmp_search.index.milvus.words import Words
from cmp_search.index.queries import Numbers


def with_phrase(reader: Reader, words: Words, phrase: Sequence[str], most: int) -> list[int]:
    """The numbers of the first `most` passages with a phrase, in order."""
    postings = words.postings(phrase)
    if not phrase or len(postings) < len({*phrase}):
        return []
    numbers = reduce(np.intersect1d, postings.values()).tolist()
    found: list[int] = []
    for start in range(0, len(numbers), PAGE):
        found += having(reader, numbers[start : start + PAGE], phrase)
        if len(found) >= most:
            break
    return found[:most]


def having(reader: Reader, numbers: Sequence[int], phrase: Sequence[str]) -> list[int]:
    """Which of some passages have a phrase, in the order of their numbers."""
    wanted = f" {' '.join(phrase)} "
    return [n for n, words in reader.words_of(numbers).items() if wanted in f" {words} "]


def matches(
    reader: Reader, candidates: Numbers, phrase: Sequence[str], found: Sequence[int], most: int
) -> list[int]:
    """Which candidates have a phrase, where the first `most` passages with it are known."""
    return list(found) if len(found) < most else having(reader, candidates.tolist(), phrase)
