"""A question, parsed for the search.

1. Phrases in quotation marks (straight, curly, « », in any language) are looked for word by word.
2. Every word that carries meaning may be matched by its terms.
3. A name is a word with a digit, in capitals, or with a capital that does not open the question:
   acronyms, people, places, years. Names are the same in all three languages, so they weigh more.
   One in capitals with a hyphen ("T-MEC", "COVID-19") is one name of several words, also with the
   hyphen that Word does not break.
"""

import re
from dataclasses import dataclass

from cmp_search.errors import QuestionError
from cmp_search.language.normalisation import HYPHENS, clean_and_trim, one_line
from cmp_search.language.terms import folded_words, question_language, question_terms, typed_words

MAX_CHARACTERS = 2_000
"""The encoder would cut off most of a longer question."""

_HYPHENS = str.maketrans(dict.fromkeys(HYPHENS, "-"))
_QUOTED = re.compile(r"“([^“”]*)”|«([^«»]*)»|\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: as typed, folded, the terms that match it, and if it is a name."""

    typed: str
    folded: str
    terms: frozenset[str]
    is_name: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question, cleaned as documents are, on one line and with plain hyphens, and its parts.

    `language` is empty if the words do not reveal it.
    """

    text: str
    language: str
    words: tuple[Word, ...]
    phrases: tuple[tuple[str, ...], ...]


def parse_question(text: str) -> Question:
    """Parse a question.

    Raises:
        QuestionError: it has no letter or digit, or is too long.
    """
    question = one_line(clean_and_trim(text)).translate(_HYPHENS)
    if not folded_words(question):
        raise QuestionError("question_empty")
    if len(question) > MAX_CHARACTERS:
        raise QuestionError("question_long", found=len(question), most=MAX_CHARACTERS)
    return Question(
        text=question,
        language=question_language(question),
        words=_words(question),
        phrases=tuple(
            phrase
            for groups in _QUOTED.findall(question)
            if (phrase := tuple(folded_words("".join(groups))))
        ),
    )


def _words(text: str) -> tuple[Word, ...]:
    """The words of a question that carry meaning, each once (steps 2 and 3)."""
    terms = question_terms(text)
    words: dict[str, Word] = {}
    for i, typed in enumerate(typed_words(text)):
        is_name = (
            any(c.isdigit() for c in typed)
            or (len(typed) > 1 and typed.isupper())
            or (i > 0 and typed[0].isupper())
        )
        for folded in folded_words(typed):
            if folded in terms:
                words.setdefault(folded, Word(typed, folded, terms[folded], is_name))
    return tuple(words.values())
