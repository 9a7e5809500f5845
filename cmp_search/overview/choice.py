"""Choosing which text facts are taken from, by language, kind and age.

1. Of the editions of a text, one supplies all facts of a kind: the one in the reader's language if
   it has any of that kind, else the next in the order of `preference`.
2. Texts in the reader's language come first, then official texts before digests, then newer texts
   before older ones.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date as Date
from typing import Generic, TypeVar

from cmp_search.documents.catalogue import Entry
from cmp_search.language.detection import language_rank
from cmp_search.orientation.facts import Orientation

T = TypeVar("T", covariant=True)
Orientations = Iterable[tuple[Entry, Orientation]]
"""Each document's entry, and the facts found in it."""


@dataclass(frozen=True, slots=True)
class Attributed(Generic[T]):
    """A fact, and the entry of the text that states it."""

    entry: Entry
    fact: T


def preference(entry: Entry, language: str) -> tuple[bool, bool, int, int, str]:
    """Rule 2: a sort key that puts preferred texts first."""
    foreign = entry.language != language
    return (
        foreign,
        bool(entry.digest_of),
        -day_number(entry),
        language_rank(entry.language),
        entry.id,
    )


def day_number(entry: Entry) -> int:
    """A text's date as a day number, larger for newer texts; 0 if unknown."""
    day = entry.date or (Date(entry.year, 1, 1) if entry.year else None)
    return day.toordinal() if day else 0


def preferred_facts(
    orientations: Orientations, kind: Callable[[Orientation], tuple[T, ...]], language: str
) -> list[Attributed[T]]:
    """The facts of a kind, each text's from one edition, the preferred texts first."""
    works: dict[str, list[tuple[Entry, tuple[T, ...]]]] = defaultdict(list)
    for entry, orientation in sorted(orientations, key=lambda pair: preference(pair[0], language)):
        if kind(orientation):
            works[entry.work].append((entry, kind(orientation)))
    chosen = sorted((work[0] for work in works.values()), key=lambda w: preference(w[0], language))
    return [Attributed(entry, fact) for entry, facts in chosen for fact in facts]
