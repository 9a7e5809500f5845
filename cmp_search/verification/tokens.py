"""Tokens: words and signs of a folded text, as they are compared."""

import re
from functools import lru_cache
from typing import NamedTuple

from cmp_search.documents.document import Span
from cmp_search.language.normalisation import fold
from cmp_search.verification.folding import Folded, fold_typography

_TOKEN = re.compile(r"\w+(?:[-.,'/]\w+)*|[^\w\s]")


class Token(NamedTuple):
    """A word or sign: as it is once folded, the same without case and accents, and where it is.

    `span` is in the text before it was folded.
    """

    text: str
    key: str
    span: Span

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number."""
        return self.text[0].isalnum()


def tokens(folded: Folded) -> list[Token]:
    """The tokens of a folded text."""
    return [
        Token(match[0], _key(match[0]), folded.span(*match.span()))
        for match in _TOKEN.finditer(folded.text)
    ]


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text that is not folded yet."""
    return tokens(fold_typography(text))


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    return fold(word) or word
