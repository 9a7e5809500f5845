"""Spelling: a question with slips is read as it was meant, before it is encoded.

A slip breaks a word into pieces that say nothing to the encoder: "initative" is three pieces, of
which none is an initiative. So a word is read as the word of the texts that it is most like when

1. it has five letters or more, no capital, and stands nowhere in the texts, in no form,
2. the other has the same first letter and a likeness of 0.8 or more (see `lexicon`),
3. the other takes the encoder two pieces less, which a true word that the texts do not have hardly
   ever does: no dictionary is needed, and names, which the texts may lack, stay as they are.
"""

import re

from cmp_search.encoders import Encoder
from cmp_search.index.texts import Texts
from cmp_search.search.lexicon import LEAST_LETTERS, most_like
from cmp_search.search.question import Question, Word

LIKENESS = 0.8
FEWER_PIECES = 2


def read_as(question: Question, texts: Texts, encoder: Encoder) -> dict[str, str]:
    """The words of a question that are read as other words of the texts."""
    asked = [word for word in question.words if _may_be_slip(word)]
    spread = texts.spread(term for word in asked for term in word.terms)
    unknown = [word for word in asked if spread.keys().isdisjoint(word.terms)]
    pairs = [(word.typed, like) for word in unknown if (like := _nearest(word, texts))]
    if not pairs:
        return {}
    pieces = encoder.count_tokens([text for pair in pairs for text in pair])
    return {
        typed: like
        for (typed, like), before, after in zip(pairs, pieces[::2], pieces[1::2], strict=True)
        if before - after >= FEWER_PIECES
    }


def corrected(text: str, read: dict[str, str]) -> str:
    """A text with some of its words read as others."""
    for typed, like in read.items():
        text = re.sub(rf"\b{re.escape(typed)}\b", like, text)
    return text


def _may_be_slip(word: Word) -> bool:
    return word.typed.islower() and word.typed.isalpha() and len(word.folded) >= LEAST_LETTERS


def _nearest(word: Word, texts: Texts) -> str:
    """The most like word of the texts; "" where none is like enough."""
    size = len(word.folded)
    near = texts.words_from(word.folded[0], size - 2, size + 2)
    found = most_like(word.folded, near, LIKENESS)
    return found[0][0] if found else ""
