"""Same groups: names of one group in several languages.

1. Two names in different languages may be of one group if both are of working groups, or both of
   committees, in texts about the same partnership: titles that name the same two countries, or
   editions of one text.
2. They are if all their words mean the same (see `language.themes`); or if half of the words of
   each do, and someone heads both. French and Spanish have one word for safety and security.
3. Names that are of one group with two names in one language are left apart: it is not sure which
   is meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from cmp_search.documents.catalogue import Entry
from cmp_search.language.countries import countries
from cmp_search.language.terms import folded_words
from cmp_search.language.themes import alike
from cmp_search.orientation.facts import Chair, Group
from cmp_search.orientation.groups import group_key
from cmp_search.overview.choice import Attributed

Key = frozenset[str]
"""The words that identify a group by a name (see `group_key`)."""
_ONE_WORD = {"safety": "security"}
"""English words that the other languages do not tell from another."""
_COMMITTEES = frozenset({"committee", "comite", "subcommittee", "subcomite"})
_WORDS_OF_A_PERSON = 2
"""Least words of a person's name that tell who it is."""


@dataclass(slots=True)
class _Named:
    """Where a name stands: languages, what the texts are about, kinds of group, and its heads."""

    languages: set[str] = field(default_factory=set)
    about: set[frozenset[str] | str] = field(default_factory=set)
    kinds: set[bool] = field(default_factory=set)
    heads: set[frozenset[str]] = field(default_factory=set)

    def add(self, entry: Entry, name: str) -> None:
        """A text that has the name."""
        self.languages.add(entry.language)
        self.about.update(_about(entry))
        self.kinds.add(not _COMMITTEES.isdisjoint(folded_words(name)))


def same_groups(
    groups: Iterable[Attributed[Group]], chairs: Iterable[Attributed[Chair]]
) -> dict[Key, Key]:
    """For what identifies each group by a name, that of the name which stands for all of it."""
    named = _named(groups, chairs)
    same: dict[Key, set[Key]] = {key: {key} for key in named}
    for one, other in _pairs(named):
        if same[one] is not same[other] and _is_same(one, other, named):
            together = same[one] | same[other]
            same |= dict.fromkeys(together, together)
    return {key: _standing(key, names, named) for key, names in same.items()}


def _pairs(named: Mapping[Key, _Named]) -> Iterator[tuple[Key, Key]]:
    """The names about one partnership, in pairs, where they are in several languages."""
    about: dict[frozenset[str] | str, list[Key]] = defaultdict(list)
    for key, one in named.items():
        for partnership in one.about:
            about[partnership].append(key)
    for keys in about.values():
        if len(set[str]().union(*(named[key].languages for key in keys))) > 1:
            yield from combinations(keys, 2)


def _named(
    groups: Iterable[Attributed[Group]], chairs: Iterable[Attributed[Chair]]
) -> dict[Key, _Named]:
    """Each name with where it stands."""
    named: dict[Key, _Named] = defaultdict(_Named)
    for group in groups:
        named[group_key(group.fact.name.text)].add(group.entry, group.fact.name.text)
    for chair in chairs:
        if chair.fact.group:
            name = chair.fact.group.text
            named[group_key(name)].add(chair.entry, name)
            named[group_key(name)].heads.add(frozenset(folded_words(chair.fact.person.text)))
    return dict(named)


def _about(entry: Entry) -> Iterator[frozenset[str] | str]:
    """Rule 1: what tells the partnership that a text is about."""
    yield entry.work
    named = {codes for word in folded_words(entry.title) if (codes := countries(word))}
    if len(named) == 2:
        yield frozenset[str]().union(*named)


def _is_same(one: Key, other: Key, named: Mapping[Key, _Named]) -> bool:
    """Rules 1 and 2 for two names about one partnership."""
    left, right = named[one], named[other]
    if not left.languages.isdisjoint(right.languages) or left.kinds != right.kinds:
        return False
    shares = (_share(one, other), _share(other, one))
    heads = {name for name in left.heads & right.heads if len(name) >= _WORDS_OF_A_PERSON}
    return min(shares) == 1 or (min(shares) >= 0.5 and bool(heads))


def _share(words: Key, others: Key) -> float:
    """The share of words that mean the same as one of others."""
    found = sum(any(_means_same(word, other) for other in others) for word in words)
    return found / len(words) if words else 0.0


def _means_same(word: str, other: str) -> bool:
    return alike(_ONE_WORD.get(word, word), _ONE_WORD.get(other, other))


def _standing(key: Key, names: set[Key], named: Mapping[Key, _Named]) -> Key:
    """Rule 3: one of all names of a group, always the same; the name itself if that is not sure."""
    languages = [language for name in names for language in named[name].languages]
    return min(names, key=sorted) if len(languages) == len(set(languages)) else key
