"""A question, taken apart for the search.

1. Phrases in quotation marks (straight, curly, « », in any language) must stand in a passage as
   they are.
2. Every word that carries meaning may be matched by its terms.
3. A name is a word with a digit, in capitals, or with a capital that does not open the question:
   acronyms, people, places, years. Names are the same in all three languages, so they weigh more.
"""

import re
from dataclasses import dataclass

from cmp_search.errors import QuestionError
from cmp_search.language.normalisation import clean_and_trim, composed, one_line
from cmp_search.language.terms import folded_words, question_language, question_terms

MAX_CHARACTERS = 2_000
"""A question longer than this is a text; the encoder would cut most of it off."""

_QUOTED = re.compile(r"“([^“”]*)”|«([^«»]*)»|\"([^\"]*)\"")
RAW = re.compile(r"[^\W_]+")
"""A word as it is typed, in composed text."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: as it was typed, folded, the terms that match it, if it is a name."""

    typed: str
    folded: str
    terms: frozenset[str]
    name: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked, cleaned as documents are, on one line; and its parts.

    `language` is empty where the words leave it open.
    """

    text: str
    language: str
    words: tuple[Word, ...]
    phrases: tuple[tuple[str, ...], ...]


def parse_question(text: str) -> Question:
    """Take a question apart.

    Raises:
        QuestionError: it is empty, without a letter or digit, or too long.
    """
    asked = one_line(clean_and_trim(text))
    if not folded_words(asked):
        raise QuestionError("question_empty")
    if len(asked) > MAX_CHARACTERS:
        raise QuestionError("question_long", found=len(asked), most=MAX_CHARACTERS)
    return Question(
        text=asked,
        language=question_language(asked),
        words=_words(asked),
        phrases=tuple(
            phrase
            for groups in _QUOTED.findall(asked)
            if (phrase := tuple(folded_words("".join(groups))))
        ),
    )


def _words(text: str) -> tuple[Word, ...]:
    """The words of a question that carry meaning, each once (steps 2 and 3)."""
    terms = question_terms(text)
    found: dict[str, Word] = {}
    for i, raw in enumerate(RAW.findall(composed(text))):
        name = (
            any(c.isdigit() for c in raw)
            or (len(raw) > 1 and raw.isupper())
            or (i > 0 and raw[0].isupper())
        )
        for folded in folded_words(raw):
            if folded in terms:
                found.setdefault(folded, Word(raw, folded, terms[folded], name))
    return tuple(found.values())
