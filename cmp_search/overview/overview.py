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

from cmp_search.normalisation import fold
from cmp_search.orientation.found import Acronym, Chair, Definition, Group, Meeting
from cmp_search.orientation.groups import group_key, group_name
from cmp_search.overview.choice import Found, Told, age, preference, told
from cmp_search.terms import FUNCTION_WORDS, words

DEFINITIONS, SENTENCES, MOST = 3, 3, 60
"""Sentences of definition, sentences on one day, and acronyms, meetings or groups, at most."""
ALIKE = 60
"""Two long forms more alike than this, of 100, mean the same (rapidfuzz's token set ratio)."""


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group, its acronym, and who co-chairs it."""

    group: Told[Group]
    acronym: str
    chairs: tuple[Told[Chair], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day or some days on which people met, and the sentences that say so."""

    first: Date
    last: Date
    days: bool
    place: str
    told: tuple[Told[Meeting], ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """An acronym with what it stands for, and how often all texts together use it."""

    acronym: Told[Acronym]
    uses: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What is shown; `acronyms_in_all` and `days_in_all` count what was found of these kinds."""

    definitions: tuple[Told[Definition], ...]
    chairs: tuple[Told[Chair], ...]
    groups: tuple[GroupCard, ...]
    others: tuple[Told[Group], ...]
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
            or self.others
            or self.days
            or self.meanings
        )


def make_overview(found: Found, language: str) -> Overview:
    """The overview of what was found, for a reader of a language."""
    found = list(found)
    meanings = _meanings(found, language)
    chairs = told(found, lambda one: one.chairs, language)
    groups = _groups(told(found, lambda one: one.groups, language))
    days = _days(told(found, lambda one: one.meetings, language))
    shown = sorted(meanings, key=lambda one: -one.uses)[:MOST]
    return Overview(
        definitions=_definitions(found, meanings, language),
        chairs=_newest([one for one in chairs if one.found.group is None]),
        groups=tuple(_card(one, chairs, meanings) for one in groups if one.found.own)[:MOST],
        others=tuple(one for one in groups if not one.found.own)[:MOST],
        days=tuple(days[-MOST:]),
        days_in_all=len(days),
        meanings=tuple(sorted(shown, key=lambda one: fold(one.acronym.found.short.text))),
        meanings_in_all=len(meanings),
    )


def _definitions(
    found: Found, meanings: Iterable[Meaning], language: str
) -> tuple[Told[Definition], ...]:
    """Rule 1."""
    defining = told(found, lambda one: one.definitions, language)
    uses: Counter[str] = Counter()
    for meaning in meanings:
        uses[meaning.acronym.found.short.text] = meaning.uses
    subject = max((one.found.short for one in defining), key=lambda s: (uses[s], s), default="")
    return tuple(one for one in defining if one.found.short == subject)[:DEFINITIONS]


def _groups(named: Sequence[Told[Group]]) -> list[Told[Group]]:
    """Rule 2: each group once, by the words of its name."""
    best: dict[frozenset[str], Told[Group]] = {}
    for one in sorted(named, key=lambda one: not one.found.own):
        best.setdefault(group_key(one.found.name.text), one)
    return sorted(best.values(), key=lambda one: _by_content(one.found.name.text))


def _by_content(name: str) -> list[str]:
    key = group_key(name)
    return [word for word in words(name) if word in key]


def _card(
    group: Told[Group], chairs: Iterable[Told[Chair]], meanings: Iterable[Meaning]
) -> GroupCard:
    key = group_key(group.found.name.text)
    longs = ((one.acronym.found.short.text, one.acronym.found.long.text) for one in meanings)
    acronym = next(
        (short for short, long in longs if group_name(long) and group_key(long) == key), ""
    )
    own = [one for one in chairs if one.found.group and group_key(one.found.group.text) == key]
    return GroupCard(group, acronym, _newest(own))


def _newest(chairs: Sequence[Told[Chair]]) -> tuple[Told[Chair], ...]:
    """Rule 2: the co-chairs of the newest text, each person once; the first says most."""
    newest = max((age(one.entry) for one in chairs), default=0)
    entry = next((one.entry for one in chairs if age(one.entry) == newest), None)
    kept: list[tuple[frozenset[str], Told[Chair]]] = []
    of_newest = [one for one in chairs if one.entry == entry]
    for one in sorted(of_newest, key=lambda one: one.found.role is None):
        held = frozenset(words(one.found.person.text))
        if not any(held <= other or other <= held for other, _ in kept):
            kept.append((held, one))
    return tuple(one for _, one in kept)


def _days(met: Iterable[Told[Meeting]]) -> list[Day]:
    """Rule 3."""
    by_days: dict[tuple[Date, Date, bool], list[Told[Meeting]]] = defaultdict(list)
    for one in met:
        by_days[one.found.first, one.found.last, one.found.days].append(one)
    days = []
    for (first, last, stated), telling in sorted(by_days.items()):
        kept = [one for one in telling if one.entry == telling[0].entry][:SENTENCES]
        place = next((one.found.place.text for one in kept if one.found.place), "")
        days.append(Day(first, last, stated, place, tuple(kept)))
    return days


def _meanings(found: Found, language: str) -> list[Meaning]:
    """Rule 4."""
    by_short: dict[str, list[Told[Acronym]]] = defaultdict(list)
    for entry, orientation in sorted(found, key=lambda pair: preference(pair[0], language)):
        for acronym in orientation.acronyms:
            by_short[fold(acronym.short.text)].append(Told(entry, acronym))
    return [meaning for short in by_short.values() for meaning in _distinct(short)]


def _distinct(telling: Sequence[Told[Acronym]]) -> list[Meaning]:
    """The meanings of one acronym, in the preferred language and kind of text."""
    in_each = {(one.entry.id, one.found.short.text): one.found.uses for one in telling}
    first = telling[0].entry
    kept = [
        one
        for one in telling
        if (one.entry.language, bool(one.entry.digest_of))
        == (first.language, bool(first.digest_of))
    ]
    given = Counter(fold(one.found.long.text) for one in kept)
    best: list[Told[Acronym]] = []
    for one in sorted(
        kept, key=lambda o: (-given[fold(o.found.long.text)], len(o.found.long.text))
    ):
        long = _content(one.found.long.text)
        if all(token_set_ratio(long, _content(b.found.long.text)) < ALIKE for b in best):
            best.append(one)
    return [Meaning(one, sum(in_each.values())) for one in best]


def _content(long: str) -> str:
    return " ".join(word for word in words(long) if word not in FUNCTION_WORDS)
