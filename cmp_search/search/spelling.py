"""Spelling: a question with slips is read as it was meant, before it is encoded.

A slip breaks a word into pieces that say nothing to the encoder: "initative" is three pieces, of
which none is an initiative. So a word is read as the word of the texts that it is most like when

1. it is of letters, without a capital, and stands nowhere in the texts, in no form,
2. both have five letters or more, the same first letter and a likeness above 0.8 (see `lexicon`),
   which keeps most words of another language (“iniciativa”, “initiative”) as they are,
3. the other takes the encoder two pieces less, which a true word that the texts do not have hardly
   ever does: no dictionary is needed, and names, which the texts may lack, stay as they are.
"""

from cmp_search.encoders import Encoder
from cmp_search.index.embedded.texts import Texts
from cmp_search.search.lexicon import Wording
from cmp_search.search.question import RAW, composed
from cmp_search.terms import words

LIKENESS = 0.8
FEWER_PIECES = 2


def read_as(wording: Wording, texts: Texts, encoder: Encoder) -> dict[str, str]:
    """The words of a question that are read as other words of the texts."""
    # A capital may begin a name, which no text need have.
    slips = [
        known
        for known in wording.known
        if known.nearest and known.likeness > LIKENESS
        if known.word.typed.islower() and known.word.typed.isalpha()
    ]
    if not slips:
        return {}
    pairs = [(known.word.typed, _in_texts(known.nearest, texts)) for known in slips]
    pieces = encoder.count_tokens([text for pair in pairs for text in pair])
    return {
        typed: like
        for (typed, like), before, after in zip(pairs, pieces[::2], pieces[1::2], strict=True)
        if before - after >= FEWER_PIECES
    }


def corrected(text: str, read: dict[str, str]) -> str:
    """A question's text with some of its words read as others."""
    return RAW.sub(lambda raw: read.get(raw[0], raw[0]), composed(text)) if read else text


def _in_texts(folded: str, texts: Texts) -> str:
    """A folded word with the accents that the first passage with it gives it."""
    number = texts.with_phrase([folded], 1)[0]
    return as_written(folded, texts.passages([number])[number].text).lower()


def as_written(folded: str, text: str) -> str:
    """A folded word as a text writes it first: with its accents and capitals."""
    written = RAW.findall(composed(text))
    return next((raw for raw in written if words(raw) == [folded]), folded)
