"""Query terms: what the words of a question stand for in the texts, and how many a passage holds.

1. A word of the question stands in the texts when one of its terms does (see `terms`).
2. One that does not stands for the words that are spelt most like it, with a likeness of at least
   0.7 (see `index.similar`).
3. A word weighs its idf, divided by the idf of a word that stands nowhere; a name twice that.
4. A passage's share is the weight of the words that it holds, each by its likeness, divided by the
   weight of all words of the question, those that stand nowhere among them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cmp_search.index.base import Index, WordEntry, WordQuery
from cmp_search.search.question import Word

LEAST_LIKENESS = 0.7
SLIP_LIKENESS = 0.8
"""A word that is more like one of the texts than this may be a slip (see `spelling`)."""
NAME = 2.0


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word of a question that stands in the texts.

    It has the terms that it stands for, in how many passages they stand at least, its weight (step
    3) and its likeness to them (1 where they are forms of itself). `nearest` is the most similar of
    them and `spelling` how the texts write it, both empty where they are forms of itself.
    """

    word: Word
    nearest: str
    terms: frozenset[str]
    passages: int
    weight: float
    likeness: float
    spelling: str = ""


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """The words of a question as the texts know them, and the weight of all, known or not."""

    known: tuple[QueryTerm, ...]
    weight: float

    def share(self, terms: frozenset[str]) -> float:
        """The share of the question's words that a passage with these terms holds, 0 to 1."""
        if not self.weight:
            return 0.0
        held = (known.weight * known.likeness for known in self.known if known.terms & terms)
        return sum(held) / self.weight

    def similar(self, terms: frozenset[str]) -> tuple[tuple[str, str], ...]:
        """The words that a passage with these terms holds only in others that are spelt alike.

        Each is given as it was typed, with the folded word of the passage.
        """
        return tuple(
            (known.word.typed, min(known.terms & terms))
            for known in self.known
            if known.nearest and known.terms & terms
        )


def query_terms(index: Index, words: Sequence[Word]) -> QueryTerms:
    """The words of a question in an index."""
    queries = [
        WordQuery(word.folded, word.terms, LEAST_LIKENESS, _slip_likeness(word)) for word in words
    ]
    count = index.manifest.passage_count
    entries = index.vocabulary(queries) if queries else []
    terms = [_term(word, entry, count) for word, entry in zip(words, entries, strict=True)]
    return QueryTerms(
        known=tuple(term for term in terms if term.terms),
        weight=sum(term.weight for term in terms),
    )


def _slip_likeness(word: Word) -> float:
    """From which likeness on a word may be a slip; a capital may begin a name, so it is none."""
    return SLIP_LIKENESS if word.typed.islower() and word.typed.isalpha() else 1.0


def _term(word: Word, entry: WordEntry, count: int) -> QueryTerm:
    """A word with its weight; its terms are none where it stands nowhere."""
    first = entry.similar[0] if entry.similar else None
    similar = {found.folded: found.passages for found in entry.similar}
    passages = entry.terms or similar
    most = max(passages.values(), default=0)
    return QueryTerm(
        word=word,
        nearest=first.folded if first else "",
        terms=frozenset(passages),
        passages=most,
        weight=(NAME if word.name else 1.0) * idf(most, count) / idf(0, count),
        likeness=first.likeness if first else 1.0,
        spelling=first.spelling if first else "",
    )


def idf(passages: int, count: int) -> float:
    """How telling a word is that stands in some of `count` passages.

    The form of BM25 that is never negative (Robertson and Zaragoza 2009, with the 1 that Lucene
    adds): ln(1 + (N - n + 0.5) / (n + 0.5)).
    """
    return math.log(1 + (count - passages + 0.5) / (passages + 0.5))
