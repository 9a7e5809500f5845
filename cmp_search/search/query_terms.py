"""Query terms: what the words of a question match in the texts, and a passage's share of them.

1. A word of the question occurs in the texts if one of its terms does (see `language.terms`).
2. If it does not, it matches the words spelt most like it, with a likeness of at least 0.7 (see
   `index.similar`).
3. A word's weight is its idf, divided by the idf of a word that does not occur; a name's is twice
   that.
4. A passage's share is the weight of the words that it contains, each times its likeness, divided
   by the weight of all words of the question, including those that do not occur.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cmp_search.index.base import Index
from cmp_search.index.queries import WordEntry, WordQuery
from cmp_search.search.question import Word

MIN_LIKENESS = 0.7
SLIP_LIKENESS = 0.8
"""A word with a higher likeness to one of the texts may be a slip (see `spelling`)."""
NAME_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word of a question, and what it matches in the texts.

    `terms` are the terms that it matches; at least `passages` passages contain one. `weight` is
    that of step 3, `likeness` that to these terms (1 if they are forms of the word itself).
    `nearest` is the most similar of them and `spelling` how the texts write it, both empty if they
    are forms of the word itself.
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
    """The words of a question that match in the texts, and the weight of all its words."""

    matched: tuple[QueryTerm, ...]
    weight: float

    def share(self, terms: frozenset[str]) -> float:
        """The share (0 to 1) of the question's words in a passage with these terms (step 4)."""
        if not self.weight:
            return 0.0
        contained = (term for term in self.matched if term.terms & terms)
        return sum(term.weight * term.likeness for term in contained) / self.weight

    def similar(self, terms: frozenset[str]) -> tuple[tuple[str, str], ...]:
        """The words that a passage with these terms contains only in a similar spelling.

        Each is given as typed, with the folded word of the passage.
        """
        return tuple(
            (term.word.typed, min(term.terms & terms))
            for term in self.matched
            if term.nearest and term.terms & terms
        )


def query_terms(index: Index, words: Sequence[Word]) -> QueryTerms:
    """The words of a question, looked up in an index."""
    queries = [
        WordQuery(word.folded, word.terms, MIN_LIKENESS, _slip_likeness(word)) for word in words
    ]
    count = index.manifest.passage_count
    entries = index.vocabulary(queries) if queries else []
    terms = [_term(word, entry, count) for word, entry in zip(words, entries, strict=True)]
    return QueryTerms(
        matched=tuple(term for term in terms if term.terms),
        weight=sum(term.weight for term in terms),
    )


def _slip_likeness(word: Word) -> float:
    """The likeness above which a word may be a slip; 1 with a capital, as that may be a name."""
    return SLIP_LIKENESS if word.typed.islower() and word.typed.isalpha() else 1.0


def _term(word: Word, entry: WordEntry, count: int) -> QueryTerm:
    """A word with its weight; it has no terms if nothing matches."""
    first = entry.similar[0] if entry.similar else None
    similar = {match.folded: match.passages for match in entry.similar}
    passages = entry.terms or similar
    most = max(passages.values(), default=0)
    return QueryTerm(
        word=word,
        nearest=first.folded if first else "",
        terms=frozenset(passages),
        passages=most,
        weight=(NAME_WEIGHT if word.is_name else 1.0) * idf(most, count) / idf(0, count),
        likeness=first.likeness if first else 1.0,
        spelling=first.spelling if first else "",
    )


def idf(passages: int, count: int) -> float:
    """The inverse document frequency of a word in some of `count` passages.

    BM25's, in the form that is never negative (Robertson and Zaragoza 2009, with the 1 that Lucene
    adds): ln(1 + (N - n + 0.5) / (n + 0.5)).
    """
    return math.log(1 + (count - passages + 0.5) / (passages + 0.5))
