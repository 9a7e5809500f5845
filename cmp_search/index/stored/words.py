"""Words of a question in the texts: how often they occur, or what is spelt like them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from cmp_search.index.queries import SimilarWord, WordEntry, WordQuery
from cmp_search.index.similar import most_similar, shape_of_similar
from cmp_search.language.terms import as_written


class Vocabulary(Protocol):
    """The terms of all texts."""

    def spread(self, terms: Iterable[str]) -> Mapping[str, int]:
        """How many passages contain each term; terms that none contains are left out."""

    def words_from(self, letter: str, shortest: int, longest: int) -> Sequence[str]:
        """The folded words with a first letter and a length between two bounds, in order."""

    def text_with(self, word: str) -> str:
        """The text of the first passage with a folded word of the texts."""


def look_up(texts: Vocabulary, words: Sequence[WordQuery]) -> list[WordEntry]:
    """Each word in the texts, or the words spelt like it."""
    counts = texts.spread(term for word in words for term in word.terms)
    entries = []
    for word in words:
        terms = {term: counts[term] for term in word.terms if term in counts}
        entries.append(WordEntry(terms, () if terms else _similar(texts, word)))
    return entries


def _similar(texts: Vocabulary, word: WordQuery) -> tuple[SimilarWord, ...]:
    """The words of the texts that are spelt like one that does not occur."""
    shape = shape_of_similar(word.folded, word.min_likeness)
    if shape is None:
        return ()
    matches = most_similar(word.folded, texts.words_from(*shape), word.min_likeness)
    counts = texts.spread(similar for similar, _ in matches)
    return tuple(
        SimilarWord(
            folded=similar,
            likeness=likeness,
            passages=counts[similar],
            spelling=_spelling(texts, similar) if i == 0 and likeness > word.slip_likeness else "",
        )
        for i, (similar, likeness) in enumerate(matches)
    )


def _spelling(texts: Vocabulary, folded: str) -> str:
    """A folded word with its accents, as the first passage with it has them."""
    return as_written(folded, texts.text_with(folded)).lower()
