"""Words of fact questions: when a question's word means what a fact's word means.

1. Two words match if they are alike (see `language.themes`).
2. A word names a side if it is that of a country (see `language.countries`). Any other word of a
   fact's side, such as "Québec", matches as in 1.
"""

from collections.abc import Iterable, Sequence

from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.language.themes import alike


def matches(word: str, words: Iterable[str]) -> bool:
    """Whether a folded word means the same as one of these."""
    return any(alike(word, other) for other in words)


def content(text: str) -> tuple[str, ...]:
    """The folded words of a text that carry meaning, in order."""
    return tuple(word for word in folded_words(text) if word not in FUNCTION_WORDS)


def place_of(name: Sequence[str], words: Sequence[str]) -> int | None:
    """Where a name stands among words, in any order and language; None if it does not."""
    for start in range(len(words) - len(name) + 1):
        window = words[start : start + len(name)]
        if all(matches(word, window) for word in name) and all(matches(w, name) for w in window):
            return start
    return None
