"""Names in running text: runs of words with capitals, read backwards from a place.

1. A name's words begin with a capital; between them stand function words and the signs of a list.
2. A name never reaches over a bracket, a semicolon, a colon, a dash or a line's end, over a
   possessive ("Mexico's"), nor over a conjunction with an article ("and the").
3. An article within a name follows a preposition ("for the Use of"), and no head of another body
   follows it.
4. A comma is of the name only in a list that ends with a conjunction, where nothing but capitals
   stands between them ("Trade, Investment and Innovation").
"""

import re

from cmp_search.documents.document import Span
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.orientation.cue_words import ARTICLES, BODIES, CONJUNCTIONS, PARTICLES, ROLES

_BOUND = re.compile(r"[()\[\];:|\n“”«»\"]|\s[-–—]|[–—]|(?<=[^\W\d_]{3})\.\s")
_TOKEN = re.compile(r"[^\s,]+|,")
_POSSESSIVE = re.compile(r"['’]s?$")
LONGEST = 14
"""Words of a name, at most."""


def clause_before(text: str, end: int) -> int:
    """Where the clause that ends at `end` begins: after the last sign that no name reaches over."""
    bounds = [found.end() for found in _BOUND.finditer(text, 0, end)]
    return bounds[-1] if bounds else 0


def name_before(text: str, end: int) -> Span | None:
    """The name that ends at an offset, None where there is none."""
    end = len(text[:end].rstrip())
    tokens = list(_TOKEN.finditer(text, clause_before(text, end), end))[-LONGEST:]
    start, after, listed = end, "", False
    for i in range(len(tokens) - 1, -1, -1):
        token, word = tokens[i], tokens[i][0]
        earlier = tokens[i - 1][0] if i else ""
        if word == ",":
            if not listed:
                break
            continue
        folded = fold(word)
        if _POSSESSIVE.search(word) and start != end:
            break
        if is_capital(word):
            start, after = token.start(), folded
        elif folded in CONJUNCTIONS:
            listed = True
        elif folded in ARTICLES:
            if after in BODIES | ROLES or fold(earlier) not in FUNCTION_WORDS - CONJUNCTIONS:
                break
        elif folded in FUNCTION_WORDS:
            listed = False
        else:
            break
    return Span(start, end) if start < end else None


def is_capital(word: str) -> bool:
    """Whether a word begins as a name does, after an elided article, too."""
    return word.lstrip("(").split("’")[-1].split("'")[-1][:1].isupper() or word[:1].isupper()


def is_of_a_body(name: str) -> bool:
    """Whether a name is one of an institution, not of a person, as far as its words tell."""
    held = folded_words(name)
    return any(w in BODIES for w in held) or any(w in FUNCTION_WORDS - PARTICLES for w in held)


def is_person(name: str, strict: bool = True) -> bool:
    """Whether a name may be one of a person: two to six words, none of an office or institution.

    Where it is not `strict`, words but the first may lack their capitals.
    """
    tokens = name.split()
    held = folded_words(name)
    return (
        2 <= len(tokens) <= 6
        and is_capital(tokens[0])
        and not any(c in name for c in "()[]:;,|/0123456789“”«»!?&")
        and (all(is_capital(t) or fold(t) in PARTICLES for t in tokens) or not strict)
        and not any(w in BODIES or w in ROLES for w in held)
        and not any(w in FUNCTION_WORDS - PARTICLES for w in held if len(w) > 1)
    )
