"""The overview: what a newcomer is shown of all that was found, each thing once.

1. What it is: definitions of the acronym that the texts use most, of those that they define.
2. Groups by their names apart from word order; a group's co-chairs are those of the newest text
   that names any. Co-chairs without a group stand under the heading that names them so.
3. Meetings by their days, told by the preferred text.
4. Acronyms by their letters; where texts give several long forms, the one given most often, and any
   other only where it has hardly a word in common with it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date

from rapidfuzz.fuzz import token_set_ratio

from cmp_search.language.normalisation import fold
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.orientation.facts import Acronym, Chair, Definition, Group, Meeting
from cmp_search.orientation.groups import group_key, group_name
from cmp_search.overview.choice import Attributed, Orientations, age, preference, preferred_facts

DEFINITIONS, SENTENCES, MOST = 3, 3, 60
"""Sentences of definition, sentences on one day, and acronyms, meetings or groups, at most."""
ALIKE = 60
"""Two long forms more alike than this, of 100, mean the same (rapidfuzz's token set ratio)."""


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group, its acronym, and who co-chairs it."""

    group: Attributed[Group]
    acronym: str
    chairs: tuple[Attributed[Chair], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day or some days on which people met, and the sentences that say so."""

    first: Date
    last: Date
    days: bool
    place: str
    meetings: tuple[Attributed[Meeting], ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """An acronym with what it stands for, and how often all texts together use it."""

    acronym: Attributed[Acronym]
    uses: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What is shown; `acronyms_in_all` and `days_in_all` count what was found of these kinds."""

    definitions: tuple[Attributed[Definition], ...]
    chairs: tuple[Attributed[Chair], ...]
    groups: tuple[GroupCard, ...]
    other_groups: tuple[Attributed[Group], ...]
    days: tuple[Day, ...]
    days_in_all: int
    meanings: tuple[Meaning, ...]
    meanings_in_all: int

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(
            self.definitions
            or self.chairs
            or self.groups
            or self.other_groups
            or self.days
            or self.meanings
        )


def make_overview(orientations: Orientations, language: str) -> Overview:
    """The overview of what was found, for a reader of a language."""
    orientations = list(orientations)
    meanings = _meanings(orientations, language)
    chairs = preferred_facts(orientations, lambda one: one.chairs, language)
    groups = _groups(preferred_facts(orientations, lambda one: one.groups, language))
    days = _days(preferred_facts(orientations, lambda one: one.meetings, language))
    shown = sorted(meanings, key=lambda one: -one.uses)[:MOST]
    return Overview(
        definitions=_definitions(orientations, meanings, language),
        chairs=_newest([one for one in chairs if one.fact.group is None]),
        groups=tuple(_card(one, chairs, meanings) for one in groups if one.fact.own)[:MOST],
        other_groups=tuple(one for one in groups if not one.fact.own)[:MOST],
        days=tuple(days[-MOST:]),
        days_in_all=len(days),
        meanings=tuple(sorted(shown, key=lambda one: fold(one.acronym.fact.short.text))),
        meanings_in_all=len(meanings),
    )


def _definitions(
    orientations: Orientations, meanings: Iterable[Meaning], language: str
) -> tuple[Attributed[Definition], ...]:
    """Rule 1."""
    defining = preferred_facts(orientations, lambda one: one.definitions, language)
    uses: Counter[str] = Counter()
    for meaning in meanings:
        uses[meaning.acronym.fact.short.text] = meaning.uses
    subject = max((one.fact.short for one in defining), key=lambda s: (uses[s], s), default="")
    return tuple(one for one in defining if one.fact.short == subject)[:DEFINITIONS]


def _groups(named: Sequence[Attributed[Group]]) -> list[Attributed[Group]]:
    """Rule 2: each group once, by the words of its name."""
    best: dict[frozenset[str], Attributed[Group]] = {}
    for one in sorted(named, key=lambda one: not one.fact.own):
        best.setdefault(group_key(one.fact.name.text), one)
    return sorted(best.values(), key=lambda one: _by_content(one.fact.name.text))


def _by_content(name: str) -> list[str]:
    key = group_key(name)
    return [word for word in folded_words(name) if word in key]


def _card(
    group: Attributed[Group], chairs: Iterable[Attributed[Chair]], meanings: Iterable[Meaning]
) -> GroupCard:
    key = group_key(group.fact.name.text)
    longs = ((one.acronym.fact.short.text, one.acronym.fact.long.text) for one in meanings)
    acronym = next(
        (short for short, long in longs if group_name(long) and group_key(long) == key), ""
    )
    own = [one for one in chairs if one.fact.group and group_key(one.fact.group.text) == key]
    return GroupCard(group, acronym, _newest(own))


def _newest(chairs: Sequence[Attributed[Chair]]) -> tuple[Attributed[Chair], ...]:
    """Rule 2: the co-chairs of the newest text, each person once; the first says most."""
    newest = max((age(one.entry) for one in chairs), default=0)
    entry = next((one.entry for one in chairs if age(one.entry) == newest), None)
    kept: list[tuple[frozenset[str], Attributed[Chair]]] = []
    of_newest = [one for one in chairs if one.entry == entry]
    for one in sorted(of_newest, key=lambda one: one.fact.role is None):
        held = frozenset(folded_words(one.fact.person.text))
        if not any(held <= other or other <= held for other, _ in kept):
            kept.append((held, one))
    return tuple(one for _, one in kept)


def _days(met: Iterable[Attributed[Meeting]]) -> list[Day]:
    """Rule 3."""
    by_days: dict[tuple[Date, Date, bool], list[Attributed[Meeting]]] = defaultdict(list)
    for one in met:
        by_days[one.fact.first, one.fact.last, one.fact.days].append(one)
    days = []
    for (first, last, stated), telling in sorted(by_days.items()):
        kept = [one for one in telling if one.entry == telling[0].entry][:SENTENCES]
        place = next((one.fact.place.text for one in kept if one.fact.place), "")
        days.append(Day(first, last, stated, place, tuple(kept)))
    return days


def _meanings(orientations: Orientations, language: str) -> list[Meaning]:
    """Rule 4."""
    by_short: dict[str, list[Attributed[Acronym]]] = defaultdict(list)
    for entry, orientation in sorted(orientations, key=lambda pair: preference(pair[0], language)):
        for acronym in orientation.acronyms:
            by_short[fold(acronym.short.text)].append(Attributed(entry, acronym))
    return [meaning for short in by_short.values() for meaning in _distinct(short)]


def _distinct(telling: Sequence[Attributed[Acronym]]) -> list[Meaning]:
    """The meanings of one acronym, in the preferred language and kind of text."""
    in_each = {(one.entry.id, one.fact.short.text): one.fact.uses for one in telling}
    first = telling[0].entry
    kept = [
        one
        for one in telling
        if (one.entry.language, bool(one.entry.digest_of))
        == (first.language, bool(first.digest_of))
    ]
    given = Counter(fold(one.fact.long.text) for one in kept)
    best: list[Attributed[Acronym]] = []
    for one in sorted(kept, key=lambda o: (-given[fold(o.fact.long.text)], len(o.fact.long.text))):
        long = _content(one.fact.long.text)
        if all(token_set_ratio(long, _content(b.fact.long.text)) < ALIKE for b in best):
            best.append(one)
    return [Meaning(one, sum(in_each.values())) for one in best]


def _content(long: str) -> str:
    return " ".join(word for word in folded_words(long) if word not in FUNCTION_WORDS)
