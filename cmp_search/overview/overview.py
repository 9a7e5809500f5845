"""The overview: what a newcomer is shown of all facts found, each thing once.

1. What it is: the defining sentences of the most used acronym that has any.
2. Groups, merged by name regardless of word order, and across languages (see `same_groups`), then
   called as the reader's language has it; and who heads each for each side (see `heads`). Heads of
   no group are those of the partnership as a whole.
3. Meetings and events (see `days`).
4. Acronyms, merged by their letters; of several long forms the most frequent is shown, and others
   only if they have hardly a word in common with it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import token_set_ratio

from cmp_search.language.normalisation import fold
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.orientation.facts import Acronym, Chair, Definition, Group
from cmp_search.orientation.groups import group_key, group_name
from cmp_search.overview.choice import (
    Attributed,
    Orientations,
    preference,
    preferred_facts,
)
from cmp_search.overview.days import Day, days_of
from cmp_search.overview.heads import Seat, Statements, seats
from cmp_search.overview.same_groups import Key, same_groups
from cmp_search.overview.sides import Side, sides_of

MAX_DEFINITIONS, MAX_SHOWN, MAX_MEANINGS = 3, 60, 400
"""Most defining sentences, meetings or groups, and acronyms, which can be filtered."""
ALIKE = 60
"""Long forms at least this similar, of 100, mean the same (rapidfuzz's token set ratio)."""


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group, its acronym, and who heads it: a seat for each side, and one for no side."""

    group: Attributed[Group]
    acronym: str
    seats: tuple[Seat, ...]

    @property
    def chairs(self) -> Statements:
        """Those who head it according to the newest texts."""
        return tuple(one for seat in self.seats for one in seat.newest)


@dataclass(frozen=True, slots=True)
class Meaning:
    """An acronym with its long form, and how often all texts together use it."""

    acronym: Attributed[Acronym]
    uses: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What is shown; `meanings_in_all` and `days_in_all` count all that were found.

    `whole` has the seats of the partnership as a whole, as a group's, and `events` the meetings to
    which others invite. Days are in order, the newest first.
    """

    definitions: tuple[Attributed[Definition], ...]
    sides: tuple[Side, ...]
    whole: tuple[Seat, ...]
    groups: tuple[GroupCard, ...]
    other_groups: tuple[Attributed[Group], ...]
    days: tuple[Day, ...]
    days_in_all: int
    events: tuple[Day, ...]
    meanings: tuple[Meaning, ...]
    meanings_in_all: int

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(
            self.definitions
            or any(seat.newest for seat in self.whole)
            or self.groups
            or self.other_groups
            or self.days
            or self.events
            or self.meanings
        )


def make_overview(orientations: Orientations, language: str) -> Overview:
    """The overview of the facts found, for a reader of a language."""
    orientations = list(orientations)
    meanings = _meanings(orientations, language)
    chairs = preferred_facts(orientations, lambda one: one.chairs, language)
    named = preferred_facts(orientations, lambda one: one.groups, language)
    same = same_groups(named, chairs)
    groups = _groups(named, same, language)
    sides = sides_of(chairs)
    acronyms = _acronyms_of_groups(meanings)
    every = [_card(one, chairs, acronyms, sides, same) for one in groups]
    cards = [card for card in every if card.group.fact.own or card.chairs]
    # A meeting is told in the language of its text, so its group is called as there.
    names = {group_key(one.fact.name.text): one.fact.name.text for one in _own_last(named)}
    names |= {
        frozenset({fold(acronyms[key])}): name for key, name in names.items() if key in acronyms
    }
    found = preferred_facts(orientations, lambda one: one.meetings, language)
    days = days_of((one for one in found if one.fact.own), names)
    # That a text tells of an event under a group does not make it the group's.
    events = days_of(
        Attributed(one.entry, replace(one.fact, group=None)) for one in found if not one.fact.own
    )
    shown = sorted(meanings, key=lambda one: -one.uses)[:MAX_MEANINGS]
    return Overview(
        definitions=_definitions(orientations, meanings, language),
        sides=sides,
        whole=seats([one for one in chairs if one.fact.group is None], sides),
        groups=tuple(cards[:MAX_SHOWN]),
        other_groups=tuple(card.group for card in every if card not in cards)[:MAX_SHOWN],
        days=tuple(days[:MAX_SHOWN]),
        days_in_all=len(days),
        events=tuple(events[:MAX_SHOWN]),
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
    return tuple(one for one in defining if one.fact.short == subject)[:MAX_DEFINITIONS]


def _groups(
    named: Sequence[Attributed[Group]], same: Mapping[Key, Key], language: str
) -> list[Attributed[Group]]:
    """Rule 2: each group once, under one of its names."""
    members: dict[Key, list[Attributed[Group]]] = defaultdict(list)
    for one in named:
        members[same[group_key(one.fact.name.text)]].append(one)
    groups = (_named_best(every, language) for every in members.values())
    return sorted(groups, key=lambda one: _by_content(one.fact.name.text))


def _named_best(group: Sequence[Attributed[Group]], language: str) -> Attributed[Group]:
    """A group by its best name; it is one of its own if any name says so."""
    best = min(group, key=lambda one: (one.entry.language != language, not one.fact.own))
    return replace(best, fact=replace(best.fact, own=any(one.fact.own for one in group)))


def _by_content(name: str) -> list[str]:
    key = group_key(name)
    return [word for word in folded_words(name) if word in key]


def _own_last(named: Iterable[Attributed[Group]]) -> list[Attributed[Group]]:
    """The names of groups, the best last."""
    return sorted(named, key=lambda one: not one.fact.own)[::-1]


def _acronyms_of_groups(meanings: Iterable[Meaning]) -> dict[Key, str]:
    """The acronym of each group that has one."""
    acronyms: dict[Key, str] = {}
    for fact in (one.acronym.fact for one in meanings):
        if group_name(fact.long.text):
            acronyms.setdefault(group_key(fact.long.text), fact.short.text)
    return acronyms


def _card(
    group: Attributed[Group],
    chairs: Iterable[Attributed[Chair]],
    acronyms: Mapping[Key, str],
    sides: Sequence[Side],
    same: Mapping[Key, Key],
) -> GroupCard:
    key = group_key(group.fact.name.text)
    own = [
        one
        for one in chairs
        if one.fact.group and same[group_key(one.fact.group.text)] == same[key]
    ]
    return GroupCard(group, acronyms.get(key, ""), seats(own, sides))


def _meanings(orientations: Orientations, language: str) -> list[Meaning]:
    """Rule 4."""
    by_short: dict[str, list[Attributed[Acronym]]] = defaultdict(list)
    for entry, orientation in sorted(orientations, key=lambda pair: preference(pair[0], language)):
        for acronym in orientation.acronyms:
            by_short[fold(acronym.short.text)].append(Attributed(entry, acronym))
    return [meaning for short in by_short.values() for meaning in _distinct(short)]


def _distinct(acronyms: Sequence[Attributed[Acronym]]) -> list[Meaning]:
    """Rule 4: the meanings of one acronym, in the preferred language and kind of text."""
    uses_in_each = {(one.entry.id, one.fact.short.text): one.fact.uses for one in acronyms}
    first = acronyms[0].entry
    eligible = [
        one
        for one in acronyms
        if (one.entry.language, bool(one.entry.digest_of))
        == (first.language, bool(first.digest_of))
    ]
    frequency = Counter(fold(one.fact.long.text) for one in eligible)
    chosen: list[Attributed[Acronym]] = []
    for one in sorted(
        eligible, key=lambda o: (-frequency[fold(o.fact.long.text)], len(o.fact.long.text))
    ):
        long = _content(one.fact.long.text)
        if all(token_set_ratio(long, _content(b.fact.long.text)) < ALIKE for b in chosen):
            chosen.append(one)
    return [Meaning(one, sum(uses_in_each.values())) for one in chosen]


def _content(long: str) -> str:
    return " ".join(word for word in folded_words(long) if word not in FUNCTION_WORDS)
