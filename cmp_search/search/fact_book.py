"""The fact book: all facts found in an index, prepared once for matching.

1. Heads of groups and of the partnership, each with the words that a question may use for the
   group, for the side, and for the position, institution or label.
2. Groups by the words of their names, with their acronyms.
3. Whatever names the partnership itself: acronyms with a word for one, their long forms, titles.
An index never changes, so its book is made when a fact is first asked for, and kept.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cmp_search.documents.catalogue import Entry
from cmp_search.index.base import Index
from cmp_search.language.countries import countries
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import folded_words
from cmp_search.language.themes import theme
from cmp_search.orientation.cue_words import PARTNERSHIP
from cmp_search.orientation.facts import (
    Acronym,
    Chair,
    Definition,
    Group,
    Meeting,
    Orientation,
    Signing,
)
from cmp_search.orientation.groups import group_key
from cmp_search.orientation.names import initials, names_partnership, partnership_in
from cmp_search.overview.choice import Attributed
from cmp_search.search.fact_group_types import GroupType, group_type
from cmp_search.search.fact_questions import office_of
from cmp_search.search.fact_words import content, place_of

_PAIR = re.compile(r"([A-ZÀ-Þ][\w’']+)\s?[-–]\s?([A-ZÀ-Þ][\w’']+)")
Key = frozenset[str]
"""What identifies a group: the themes of the words of its name."""


@dataclass(frozen=True, slots=True)
class Head:
    """Someone who heads a group, or the partnership if `group` is None."""

    source: Attributed[Chair]
    group: Key | None
    group_type: GroupType
    office: str
    person: tuple[str, ...]
    side_words: tuple[str, ...]
    countries: frozenset[str]
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactBook:
    """The facts of some documents; make it with `make_book`.

    `acronyms_of` has the folded acronyms of each group. `partnerships` has what identifies the
    partnership that each document is about, empty if its title does not say; `texts` the text that
    it is an edition or digest of; `titles` the words of the titles; `names` each known name of a
    partnership, in words, with what it identifies.
    """

    heads: tuple[Head, ...]
    groups: tuple[Attributed[Group], ...]
    meetings: tuple[Attributed[Meeting], ...]
    acronyms: tuple[Attributed[Acronym], ...]
    definitions: tuple[Attributed[Definition], ...]
    signings: tuple[Attributed[Signing], ...]
    acronyms_of: Mapping[Key, frozenset[str]] = field(default_factory=dict)
    partnerships: Mapping[str, Key] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: Mapping[tuple[str, ...], Key] = field(default_factory=dict)


class FactShelf:
    """Keeps the book of an index."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._book: FactBook | None = None

    def book(self, index: Index) -> FactBook:
        """The book of an index, always the same one."""
        if self._book is None:
            self._book = make_book(index.orientations(), index.manifest.texts_of_digests)
        return self._book


def make_book(
    orientations: Sequence[tuple[Entry, Orientation]],
    texts_of_digests: Mapping[str, str] | None = None,
) -> FactBook:
    """The book of the facts found in documents; each digest is of a text of its own by default.

    `texts_of_digests` are those of `documents.editions`.
    """
    of_digest = texts_of_digests or {}
    acronyms = tuple(Attributed(e, fact) for e, found in orientations for fact in found.acronyms)
    groups = tuple(Attributed(e, fact) for e, found in orientations for fact in found.groups)
    chairs = [Attributed(e, fact) for e, found in orientations for fact in found.chairs]
    names = [one.fact.name.text for one in groups]
    names += [one.fact.group.text for one in chairs if one.fact.group]
    keys = {key for key in map(group_themes, names) if key}
    acronyms_of = {key: _acronyms_of(key, acronyms) for key in keys}
    by_acronym = {short: key for key, shorts in acronyms_of.items() for short in shorts}
    known = _names(acronyms, [entry.title for entry, _ in orientations])
    return FactBook(
        heads=tuple(_head(one, by_acronym, known) for one in chairs),
        groups=groups,
        meetings=tuple(Attributed(e, fact) for e, found in orientations for fact in found.meetings),
        acronyms=acronyms,
        definitions=tuple(
            Attributed(e, fact) for e, found in orientations for fact in found.definitions
        ),
        signings=tuple(Attributed(e, fact) for e, found in orientations for fact in found.signings),
        acronyms_of=acronyms_of,
        partnerships={entry.id: partnership_of(entry.title) for entry, _ in orientations},
        texts={e.id: of_digest.get(e.id, e.work) for e, _ in orientations},
        titles={e.id: frozenset(content(f"{e.title} {e.issuing_body}")) for e, _ in orientations},
        names=known,
    )


def group_themes(name: str) -> Key:
    """What identifies a group; a group named by its type alone, by that."""
    key = frozenset(theme(word) for word in group_key(name))
    return key or frozenset(content(name))


def key_of(name: str, book: FactBook) -> Key:
    """What identifies the group of a name or acronym."""
    folded = fold(name)
    known = (key for key, shorts in book.acronyms_of.items() if folded in shorts)
    return next(known, None) or group_themes(name)


def partnership_of(name: str) -> Key:
    """What identifies the partnership of a name or title: its words, by country or first letters.

    Empty if there is no word for a partnership.
    """
    words = set(_sides(name)) or set(content(partnership_in(name)))
    return frozenset(min(countries(w), default=w[:4]) for w in words if w not in PARTNERSHIP)


def _acronyms_of(key: Key, acronyms: Iterable[Attributed[Acronym]]) -> frozenset[str]:
    return frozenset(
        fold(one.fact.short.text) for one in acronyms if group_themes(one.fact.long.text) == key
    )


def _sides(title: str) -> tuple[str, ...]:
    """The words for a partnership and its two sides in a title, in order; empty if there are none.

    "Alianza Chile–Perú para el océano" is called "la Alianza Chile-Perú", too.
    """
    pair = _PAIR.search(title)
    sides = {word for side in pair.groups() for word in content(side)} if pair else set()
    words = content(partnership_in(title))
    return tuple(word for word in words if word in sides | PARTNERSHIP) if sides else ()


def _names(
    acronyms: Iterable[Attributed[Acronym]], titles: Sequence[str]
) -> dict[tuple[str, ...], Key]:
    """Step 3, the longest names first."""
    names: dict[tuple[str, ...], Key] = {}
    for title in titles:
        key = partnership_of(title)
        names[content(partnership_in(title))] = names[_sides(title)] = key
        names |= {(fold(short),): key for short in initials(title)}
    for one in acronyms:
        long = one.fact.long.text
        if any(names_partnership(long, title) for title in titles):
            names[content(long)] = partnership_of(long)
            names[tuple(folded_words(one.fact.short.text))] = partnership_of(long)
    known = ((words, key) for words, key in names.items() if words and key)
    return dict(sorted(known, key=lambda pair: -len(pair[0])))


def _countries_of(words: Iterable[str]) -> set[frozenset[str]]:
    return {codes for word in words if (codes := countries(word))}


def _label_words(label: str, names: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The words of a label, without those for the office and the name of a partnership."""
    words = list(content(label))
    for name in names:
        place = place_of(name, words)
        if place is not None:
            del words[place : place + len(name)]
    return tuple(word for word in words if not office_of(word))


def _head(
    one: Attributed[Chair], by_acronym: Mapping[str, Key], names: Iterable[Sequence[str]]
) -> Head:
    """Step 1."""
    chair = one.fact
    group = None
    if chair.group:
        group = by_acronym.get(fold(chair.group.text)) or group_themes(chair.group.text)
    label = _label_words(chair.label.text, names)
    side = content(chair.side.text) if chair.side else ()
    role = content(chair.role.text) if chair.role else ()
    stated = (_countries_of(words) for words in (side, label, role))
    of_sides = next((found for found in stated if found), set())
    return Head(
        source=one,
        group=group,
        group_type=group_type(chair.group.text) if chair.group else GroupType.ANY,
        office=office_of(" ".join(folded_words(chair.label.text))),
        person=tuple(folded_words(chair.person.text)),
        side_words=(*side, *label),
        countries=next(iter(of_sides)) if len(of_sides) == 1 else frozenset(),
        details=(*role, *label),
    )
