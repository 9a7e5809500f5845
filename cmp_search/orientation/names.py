"""Names in running text: runs of capitalised words, read backwards from an offset.

1. A name's words begin with a capital; function words and the commas of a list may come between.
2. A name never crosses a bracket, semicolon, colon, dash or line end, a possessive ("Mexico's"), or
   a conjunction with an article ("and the"); a dash within a word, "Mali–Peru", is part of it.
3. An article within a name follows a preposition ("for the Use of") and does not come before the
   first word of another institution or position.
4. A comma belongs to a name only in a list that ends with a conjunction, with only capitalised
   words between ("Trade, Investment and Innovation").
Only the end of a long clause is read, so that a text with a name in each bracket takes linear time.
"""

import re

from cmp_search.documents.document import Span
from cmp_search.language.normalisation import fold, fold_word
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.orientation.cue_words import (
    ARTICLES,
    CONJUNCTIONS,
    INSTITUTION_WORDS,
    PARTICLES,
    PARTNERSHIP,
    ROLE_WORDS,
)

_BOUND = re.compile(r"[()\[\];:|\n“”«»\"]|\s[-–—]|(?<!\w)[–—]|[–—](?!\w)|(?<=[^\W\d_]{3})\.\s")
_TOKEN = re.compile(r"[^\s,]+|,")
_POSSESSIVE = re.compile(r"['’]s?$")
TITLE_END = re.compile(r"\s?:\s|\s[-–—]\s|,\s")
"""Where the name in a title ends."""
_SIDES = re.compile(r"[A-ZÀ-Þ][\w’']+\s?[-–]\s?[A-ZÀ-Þ]")
_NO_NAMES = FUNCTION_WORDS - PARTICLES - frozenset("an do ha han mi si son su te tu".split())
"""Function words that are not people's names as well."""
MAX_NAME_WORDS = 14
"""Most words of a name."""
REACH = 1_000
"""Characters of a clause that are read; no name is as long."""
_NEAR = 100
"""Characters that are read first; mostly the clause begins there."""


def clause_before(text: str, end: int, reach: int = REACH) -> int:
    """Where the clause that ends at `end` begins: after the last sign that no name crosses.

    Of a clause that is longer than `reach`, only the end counts.
    """
    for back in (_NEAR, reach):
        bounds = [found.end() for found in _BOUND.finditer(text, max(0, end - back), end)]
        if bounds:
            return bounds[-1]
    return max(0, end - reach)


def trimmed_end(text: str, end: int) -> int:
    """Where the words before an offset end: it goes back over blanks."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def name_before(text: str, end: int) -> Span | None:
    """The name that ends at an offset, or None."""
    end = trimmed_end(text, end)
    tokens = list(_TOKEN.finditer(text, clause_before(text, end), end))[-MAX_NAME_WORDS:]
    start, after, listed = end, "", False
    for i in range(len(tokens) - 1, -1, -1):
        token, word = tokens[i], tokens[i][0]
        earlier = tokens[i - 1][0] if i else ""
        if word == ",":
            if not listed:
                break
            continue
        folded = fold_word(word)
        if _POSSESSIVE.search(word) and start != end:
            break
        if is_capital(word):
            start, after = token.start(), folded
        elif folded in CONJUNCTIONS:
            listed = True
        elif folded in ARTICLES:
            if (
                after in INSTITUTION_WORDS | ROLE_WORDS
                or fold_word(earlier) not in FUNCTION_WORDS - CONJUNCTIONS
            ):
                break
        elif folded in FUNCTION_WORDS:
            listed = False
        else:
            break
    return Span(start, end) if start < end else None


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital, elided article and bracket aside."""
    return word.lstrip("(").split("’")[-1].split("'")[-1][:1].isupper() or word[:1].isupper()


def is_institution(name: str) -> bool:
    """Whether the words of a name suggest an institution rather than a person."""
    words = folded_words(name)
    return any(w in INSTITUTION_WORDS for w in words) or any(
        w in FUNCTION_WORDS - PARTICLES for w in words
    )


def is_person(name: str, strict: bool = True) -> bool:
    """Whether a name may be a person's: two to six words, none of a position or institution.

    Unless `strict`, words after the first may lack their capitals.
    """
    tokens = name.split()
    words = folded_words(name)
    return (
        2 <= len(tokens) <= 6
        and is_capital(tokens[0])
        and not any(c in name for c in "()[]:;,|/0123456789“”«»!?&")
        and (all(is_capital(t) or fold(t) in PARTICLES for t in tokens) or not strict)
        and not any(w in INSTITUTION_WORDS or w in ROLE_WORDS for w in words)
        and not any(w in _NO_NAMES for w in words if len(w) > 1)
    )


def partnership_in(title: str) -> str:
    """The name of the partnership in a title: "Rapport 2023 du Partenariat Mali–Peru : …".

    It reaches from the word for one to a colon or dash, or is what leads to that word; empty if the
    title has none.
    """
    name = TITLE_END.split(title, maxsplit=1)[0]
    word = next((w for w in re.finditer(r"\w+", name) if fold(w[0]) in PARTNERSHIP), None)
    if word is None:
        return ""
    if name[word.end() :].strip():
        return name[word.start() :]
    return re.split(r"\s(?:of|for)\s(?:the\s)?", name[: word.end()])[-1]


def initials(title: str) -> frozenset[str]:
    """What the name of the partnership in a title may be abbreviated to."""
    words = [w for w in re.findall(r"\w+", partnership_in(title)) if fold(w) not in FUNCTION_WORDS]
    return frozenset({"".join(word[0] for word in words).upper()} if len(words) > 2 else ())


def names_partnership(name: str, title: str) -> bool:
    """Whether a name is that of the partnership that a text with this title is about.

    It has a word for one at either end, and names two sides ("Mali–Peru") or is in the title.
    """
    words = folded_words(name)
    if PARTNERSHIP.isdisjoint([*words[:1], *words[-1:]]):
        return False
    return bool(_SIDES.search(name)) or set(folded_words(title)).issuperset(words)
