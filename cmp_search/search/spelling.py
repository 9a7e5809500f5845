"""Spelling: a question with slips is read as it was meant, before it is encoded.

A slip breaks a word into pieces that say nothing to the encoder: "initative" is three pieces, of
which none is an initiative. So a word is read as the word of the texts that it is most like when

1. it is of letters, without a capital, and stands nowhere in the texts, in no form,
2. both have five letters or more, the same first letter and a likeness above 0.8 (see
   `index.similar`), which keeps most words of another language (“iniciativa”, “initiative”) as they
   are,
3. the other takes the encoder two pieces less, which a true word that the texts do not have hardly
   ever does: no dictionary is needed, and names, which the texts may lack, stay as they are.
"""

from cmp_search.encoders import Encoder
from cmp_search.language.normalisation import composed
from cmp_search.search.query_terms import QueryTerms
from cmp_search.search.question import RAW

FEWER_PIECES = 2


def read_as(terms: QueryTerms, encoder: Encoder) -> dict[str, str]:
    """The words of a question that are read as other words of the texts."""
    pairs = [(term.word.typed, term.spelling) for term in terms.known if term.spelling]
    if not pairs:
        return {}
    pieces = encoder.count_tokens([text for pair in pairs for text in pair])
    return {
        typed: spelling
        for (typed, spelling), before, after in zip(pairs, pieces[::2], pieces[1::2], strict=True)
        if before - after >= FEWER_PIECES
    }


def corrected(text: str, read: dict[str, str]) -> str:
    """A question's text with some of its words read as others."""
    return RAW.sub(lambda raw: read.get(raw[0], raw[0]), composed(text)) if read else text
