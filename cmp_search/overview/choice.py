"""Which of several texts tells something: language, kind, age.

1. Of the editions of one text, one tells a kind of thing: the one in the reader's language if it
   has any of that kind, else the next in the order of `preference`.
2. A text in the reader's language comes before others, an official one before a digest, a newer one
   before an older.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date as Date
from typing import Generic, TypeVar

from cmp_search.documents.catalogue import Entry
from cmp_search.language.detection import rank
from cmp_search.orientation.facts import Orientation

T = TypeVar("T", covariant=True)
Orientations = Iterable[tuple[Entry, Orientation]]
"""The facts that were found in each document."""


@dataclass(frozen=True, slots=True)
class Attributed(Generic[T]):
    """A fact, and the entry of the text that states it."""

    entry: Entry
    fact: T


def preference(entry: Entry, language: str) -> tuple[bool, bool, int, int, str]:
    """Rule 2, for sorting: what comes first is preferred."""
    other = entry.language != language
    return (other, bool(entry.digest_of), -age(entry), rank(entry.language), entry.id)


def age(entry: Entry) -> int:
    """When a text is of, as a number of days; 0 where nothing is known."""
    day = entry.date or (Date(entry.year, 1, 1) if entry.year else None)
    return day.toordinal() if day else 0


def preferred_facts(
    orientations: Orientations, kind: Callable[[Orientation], tuple[T, ...]], language: str
) -> list[Attributed[T]]:
    """All of a kind that was found, of each text in one edition, the preferred texts first."""
    works: dict[str, list[tuple[Entry, tuple[T, ...]]]] = defaultdict(list)
    for entry, orientation in sorted(orientations, key=lambda pair: preference(pair[0], language)):
        if kind(orientation):
            works[entry.edition_of or entry.id].append((entry, kind(orientation)))
    chosen = sorted((work[0] for work in works.values()), key=lambda w: preference(w[0], language))
    return [Attributed(entry, one) for entry, all_found in chosen for one in all_found]
