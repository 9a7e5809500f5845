"""Spelling: slips in a question are corrected before it is encoded, and nonsense is told apart.

A slip breaks a word into tokens that mean nothing to the encoder: "initative" is three tokens, none
of which suggests an initiative. So a word is read as the most similar word of the texts if

1. it consists of letters, without a capital, and occurs in the texts in no form,
2. both have five letters or more, the same first letter and a likeness above 0.8 (see
   `index.similar`), which leaves most words of another language (“iniciativa”, “initiative”)
   unchanged,
3. the word of the texts has at least two tokens fewer. A correct word that the texts lack hardly
   ever meets this, so no dictionary is needed, and names stay unchanged.

A question is nonsense ("asdf") if its words occur in no text, nor any spelt like them, and have
fewer than two letters a token: of the words of some hundred languages, the encoder has longer
pieces. So it is if each of them has one letter three times in a row ("zzzz"), as no word of the
three languages has.
"""

import re

from cmp_search.encoders import Encoder
from cmp_search.language.normalisation import composed
from cmp_search.language.terms import WORD
from cmp_search.search.query_terms import QueryTerms
from cmp_search.search.question import Question

FEWER_TOKENS = 2
LETTERS_PER_TOKEN = 2
"""In nonsense there are fewer, on average."""
LEAST_LETTERS = 4
"""Fewer letters than that in all tell nothing: "eau" has two tokens."""
_THRICE = re.compile(r"(.)\1\1", re.IGNORECASE)


def read_as(terms: QueryTerms, encoder: Encoder) -> dict[str, str]:
    """The misspelt words of a question, with the words of the texts they are read as."""
    pairs = [(term.word.typed, term.spelling) for term in terms.matched if term.spelling]
    if not pairs:
        return {}
    tokens = encoder.count_tokens([text for pair in pairs for text in pair])
    return {
        typed: spelling
        for (typed, spelling), before, after in zip(pairs, tokens[::2], tokens[1::2], strict=True)
        if before - after >= FEWER_TOKENS
    }


def corrected(text: str, corrections: dict[str, str]) -> str:
    """A question's text with some of its words replaced; unchanged if there are none."""
    if not corrections:
        return text
    return WORD.sub(lambda word: corrections.get(word[0], word[0]), composed(text))


def is_nonsense(question: Question, terms: QueryTerms, encoder: Encoder) -> bool:
    """Whether a question, in no language that is recognised, is of letters without a meaning."""
    typed = [word.typed for word in question.words if word.typed.isalpha()]
    letters = sum(map(len, typed))
    if question.language or terms.matched or not typed:
        return False
    if all(map(_THRICE.search, typed)):
        return True
    return LEAST_LETTERS <= letters < LETTERS_PER_TOKEN * sum(encoder.count_tokens(typed))
