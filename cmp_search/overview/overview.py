"""The overview: what a newcomer is shown of all facts found, each thing once.

1. What it is: the defining sentences of the most used acronym that has any.
2. Groups, merged by name regardless of word order; a group's co-chairs are those of the newest text
   that names any. Co-chairs without a group are listed under the heading that calls them so.
3. Meetings, merged by their days, with sentences of the preferred text.
4. Acronyms, merged by their letters; of several long forms the most frequent is shown, and others
   only if they have hardly a word in common with it.
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
from cmp_search.overview.choice import (
    Attributed,
    Orientations,
    day_number,
    preference,
    preferred_facts,
)

MAX_DEFINITIONS, MAX_SENTENCES, MAX_SHOWN = 3, 3, 60
"""Most defining sentences, sentences on one day, and acronyms, meetings or groups."""
ALIKE = 60
"""Long forms at least this similar, of 100, mean the same (rapidfuzz's token set ratio)."""


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group, its acronym, and who co-chairs it."""

    group: Attributed[Group]
    acronym: str
    chairs: tuple[Attributed[Chair], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day or range of days on which people met, and the sentences that say so."""

    first: Date
    last: Date
    days: bool
    place: str
    meetings: tuple[Attributed[Meeting], ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """An acronym with its long form, and how often all texts together use it."""

    acronym: Attributed[Acronym]
    uses: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What is shown; `meanings_in_all` and `days_in_all` count all that were found."""

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
    """The overview of the facts found, for a reader of a language."""
    orientations = list(orientations)
    meanings = _meanings(orientations, language)
    chairs = preferred_facts(orientations, lambda one: one.chairs, language)
    groups = _groups(preferred_facts(orientations, lambda one: one.groups, language))
    days = _days(preferred_facts(orientations, lambda one: one.meetings, language))
    shown = sorted(meanings, key=lambda one: -one.uses)[:MAX_SHOWN]
    return Overview(
        definitions=_definitions(orientations, meanings, language),
        chairs=_newest([one for one in chairs if one.fact.group is None]),
        groups=tuple(_card(one, chairs, meanings) for one in groups if one.fact.own)[:MAX_SHOWN],
        other_groups=tuple(one for one in groups if not one.fact.own)[:MAX_SHOWN],
        days=tuple(days[-MAX_SHOWN:]),
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
    return tuple(one for one in defining if one.fact.short == subject)[:MAX_DEFINITIONS]


def _groups(named: Sequence[Attributed[Group]]) -> list[Attributed[Group]]:
    """Rule 2: each group once, by the words of its name."""
    first: dict[frozenset[str], Attributed[Group]] = {}
    for one in sorted(named, key=lambda one: not one.fact.own):
        first.setdefault(group_key(one.fact.name.text), one)
    return sorted(first.values(), key=lambda one: _by_content(one.fact.name.text))


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
    """Rule 2: the co-chairs of the newest text, each person once, with a role if one is given."""
    entry = max((one.entry for one in chairs), key=day_number, default=None)
    kept: list[tuple[frozenset[str], Attributed[Chair]]] = []
    of_newest = [one for one in chairs if one.entry == entry]
    for one in sorted(of_newest, key=lambda one: one.fact.role is None):
        name = frozenset(folded_words(one.fact.person.text))
        if not any(name <= known or known <= name for known, _ in kept):
            kept.append((name, one))
    return tuple(one for _, one in kept)


def _days(meetings_found: Iterable[Attributed[Meeting]]) -> list[Day]:
    """Rule 3."""
    by_days: dict[tuple[Date, Date, bool], list[Attributed[Meeting]]] = defaultdict(list)
    for one in meetings_found:
        by_days[one.fact.first, one.fact.last, one.fact.days].append(one)
    days = []
    for (first, last, has_days), meetings in sorted(by_days.items()):
        kept = [one for one in meetings if one.entry == meetings[0].entry][:MAX_SENTENCES]
        place = next((one.fact.place.text for one in kept if one.fact.place), "")
        days.append(Day(first, last, has_days, place, tuple(kept)))
    return days


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
