"""Sides: the two countries or regions that a partnership's co-chairs act for.

1. A statement that someone heads a group names a side by the country or region that stands next to
   the name, in the words that call them co-chair, or in their position: the first of these places
   that names one and not several. Regions are known from titles, which pair them ("Partenariat
   Wallonie–Vietnam").
2. The sides are the one that most statements name, and the one that most other statements of the
   same texts name.
3. A statement belongs to the side that the first of these places names, if it names one of the two.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cmp_search.language.countries import countries
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import folded_words
from cmp_search.orientation.facts import Chair
from cmp_search.overview.choice import Attributed

_PAIR = re.compile(r"([^\W\d_][\w’']+)\s?[-–]\s?([^\W\d_][\w’']+)")
_PARTS = frozenset(
    "new north south nouveau nouvelle nord sud nuevo nueva norte sur saint san santa sao".split()
)
"""Words that begin names of several words, folded."""
LEAST_SHARED = 4
"""Least letters that a region's name and its adjective begin with alike."""


@dataclass(frozen=True, slots=True)
class Side:
    """A side: the code of its country or, for a region, its name as a title has it."""

    country: str
    region: str

    def is_named(self, word: str) -> bool:
        """Whether a folded word refers to it."""
        if self.country:
            return self.country in countries(word)
        return _alike(word, fold(self.region))


def sides_of(chairs: Iterable[Attributed[Chair]]) -> tuple[Side, ...]:
    """The two sides of rule 2, as they are first named; () if there are fewer."""
    chairs = list(chairs)
    regions = _regions(one.entry.title for one in chairs)
    named = [(one.entry.id, _named(one.fact, regions)) for one in chairs]
    counts = Counter(side for _, found in named for side in found)
    if not counts:
        return ()
    first = counts.most_common(1)[0][0]
    texts = {text for text, found in named if first in found}
    others = Counter(
        side for text, found in named if text in texts and first not in found for side in found
    )
    if not others:
        return ()
    both = (first, others.most_common(1)[0][0])
    return tuple(sorted(both, key=list(counts).index))


def side_of(chair: Chair, sides: Sequence[Side]) -> int | None:
    """The number of the side that someone acts for; None if that is not stated."""
    for words in _places(chair):
        found = [n for n, side in enumerate(sides) if any(map(side.is_named, words))]
        if len(found) == 1:
            return found[0]
    return None


def _places(chair: Chair) -> Iterator[list[str]]:
    """Rule 1: the folded words of each place that may name a side."""
    for quote in (chair.side, chair.label, chair.role):
        if quote:
            yield folded_words(quote.text)


def _regions(titles: Iterable[str]) -> list[str]:
    """The names in pairs of names in titles that are no country's."""
    pairs = [name for title in titles for pair in _PAIR.findall(title) for name in pair]
    names = dict.fromkeys(name for name in pairs if name[0].isupper() and not name.isupper())
    return [name for name in names if fold(name) not in _PARTS and not countries(fold(name))]


def _named(chair: Chair, regions: Sequence[str]) -> tuple[Side, ...]:
    """The side that a statement names (rule 1); several if a word may mean any of them."""
    for words in _places(chair):
        found = {_sides(word, regions) for word in words} - {()}
        if len(found) == 1:
            return found.pop()
    return ()


def _sides(word: str, regions: Sequence[str]) -> tuple[Side, ...]:
    """The sides that a folded word may mean."""
    named = tuple(Side(code, "") for code in sorted(countries(word)))
    of_regions = (Side("", region) for region in regions)
    return named or tuple(side for side in of_regions if side.is_named(word))


def _alike(word: str, name: str) -> bool:
    shared = 0
    for a, b in zip(word, name, strict=False):
        if a != b:
            break
        shared += 1
    return word == name or (shared >= LEAST_SHARED and 3 * shared >= 2 * min(len(word), len(name)))
