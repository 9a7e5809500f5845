"""Who heads the groups: the newest statement for each side, and what older texts say.

1. Within a text each person is stated once, with a position if one is given; the shorter of two
   names of a person ("Ms. Roe", "Anne Roe") is the same.
2. Someone's side is that of any statement about the same person and group.
3. For each side, the newest text that names anyone speaks; what other texts say is history, the
   newest first. Texts of the same date say the same, unless they have no date.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cmp_search.language.terms import folded_words
from cmp_search.orientation.cue_words import HEAD
from cmp_search.orientation.facts import Chair
from cmp_search.overview.choice import Attributed, day_number
from cmp_search.overview.sides import Side, side_of

_CO_CHAIR = re.compile(r"(?<!\w)co-?\s?(?:chair|pr[ée]sid)", re.IGNORECASE)
_HEAD = re.compile(rf"(?<!\w){HEAD}(?!\w)", re.IGNORECASE)
Statements = tuple[Attributed[Chair], ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """Who heads a group for one side: in the newest text that says so, and in older ones."""

    newest: Statements = ()
    older: Statements = ()


def seats(chairs: Iterable[Attributed[Chair]], sides: Sequence[Side]) -> tuple[Seat, ...]:
    """The seat of each side, and last that of those whose side is not stated."""
    by_text: dict[str, list[Attributed[Chair]]] = defaultdict(list)
    for one in chairs:
        by_text[one.entry.id].append(one)
    stated = [one for text in by_text.values() for one in text]
    side_of_each: dict[int | None, list[list[Attributed[Chair]]]] = defaultdict(list)
    for text in by_text.values():
        of_side: dict[int | None, list[Attributed[Chair]]] = defaultdict(list)
        for one in _each_once(text):
            of_side[_side(one, stated, sides)].append(one)
        for side, people in of_side.items():
            side_of_each[side].append(people)
    return tuple(_seat(side_of_each[side]) for side in (*range(len(sides)), None))


def same_person(left: Chair, right: Chair) -> bool:
    """Whether one name has all words of the other."""
    one, other = (frozenset(folded_words(chair.person.text)) for chair in (left, right))
    return one <= other or other <= one


def is_other_office(chair: Chair) -> bool:
    """Whether the words that say that someone heads a group name an office other than co-chair."""
    words = chair.label.text
    return bool(_HEAD.search(words)) and not _CO_CHAIR.search(words)


def _each_once(text: Iterable[Attributed[Chair]]) -> list[Attributed[Chair]]:
    """Rule 1."""
    kept: list[Attributed[Chair]] = []
    for one in sorted(text, key=lambda one: one.fact.role is None):
        if not any(same_person(one.fact, known.fact) for known in kept):
            kept.append(one)
    return kept


def _side(
    one: Attributed[Chair], stated: Iterable[Attributed[Chair]], sides: Sequence[Side]
) -> int | None:
    """Rule 2."""
    own = side_of(one.fact, sides)
    same = (other.fact for other in stated if own is None and same_person(one.fact, other.fact))
    found = (side_of(chair, sides) for chair in same)
    return own if own is not None else next((side for side in found if side is not None), None)


def _seat(texts: Iterable[list[Attributed[Chair]]]) -> Seat:
    """Rule 3."""
    ordered = sorted(texts, key=lambda text: -day_number(text[0].entry))
    if not ordered:
        return Seat()
    newest, *others = ordered
    day = day_number(newest[0].entry)
    older = (text for text in others if not day or day_number(text[0].entry) < day)
    return Seat(tuple(newest), tuple(one for text in older for one in text))
