"""Posts: offices that one country has in another, such as that of an ambassador.

The ambassador of Canada to Mexico is not that of Mexico to Canada.

1. A post is of the country right before it ("Mexican ambassador", "Mexico’s embassy") or right
   after it ("ambassadeur mexicain", "embajador de México").
2. It is in the country that follows with a word for that: "to Mexico", "au Canada", "en México".
3. A post that is asked for is another than one of another country, or in another country.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cmp_search.language.countries import countries

_POST = re.compile(
    r"ambassad(?:or|ors|eur|eurs|rice|rices|es?)|embass(?:y|ies)|embajad(?:or|ores|oras?|as?)"
    r"|consul(?:s|es|ates?|ats?|ados?)?"
)
_IN = frozenset("to in at au aux en a ante".split())
_BETWEEN = frozenset("s of de du d del the la le l el general in to at au aux en a ante".split())
"""Words that may stand between a post and its countries."""


class Post(NamedTuple):
    """The countries that a post is of and in, as codes; empty where it is not said."""

    of: frozenset[str]
    in_: frozenset[str]


def posts(words: list[str]) -> Iterator[Post]:
    """The posts in folded words, those for which a country is named."""
    for at, word in enumerate(words):
        if not _POST.fullmatch(word):
            continue
        post = _after(words[at + 1 :], _before(words[:at]))
        if post.of or post.in_:
            yield post


def is_other(asked: Post, held: Post) -> bool:
    """Whether a post cannot be the one that is asked for (step 3)."""
    pairs = zip(asked, held, strict=True)
    return any(left and right and left.isdisjoint(right) for left, right in pairs)


def _before(words: list[str]) -> frozenset[str]:
    """Step 1: the country right before a post."""
    while words and words[-1] == "s":
        words = words[:-1]
    return countries(words[-1]) if words else frozenset()


def _after(words: list[str], of: frozenset[str]) -> Post:
    """Steps 1 and 2: the countries right after a post."""
    in_, is_in = frozenset[str](), False
    for word in words:
        found = countries(word)
        if not found and word not in _BETWEEN:
            break
        if found and is_in:
            in_ = in_ or found
        elif found:
            of = of or found
        is_in = word in _IN or (is_in and not found)
    return Post(of, in_)
