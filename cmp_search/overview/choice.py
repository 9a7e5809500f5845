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

from cmp_search.catalogue import Entry
from cmp_search.language import rank
from cmp_search.orientation.found import Orientation

T = TypeVar("T", covariant=True)
Found = Iterable[tuple[Entry, Orientation]]
"""What was found in each document."""


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """Something that was found, and the entry of the text that tells it."""

    entry: Entry
    found: T


def preference(entry: Entry, language: str) -> tuple[bool, bool, int, int, str]:
    """Rule 2, for sorting: what comes first is preferred."""
    other = entry.language != language
    return (other, bool(entry.digest_of), -age(entry), rank(entry.language), entry.id)


def age(entry: Entry) -> int:
    """When a text is of, as a number of days; 0 where nothing is known."""
    day = entry.date or (Date(entry.year, 1, 1) if entry.year else None)
    return day.toordinal() if day else 0


def told(
    found: Found, kind: Callable[[Orientation], tuple[T, ...]], language: str
) -> list[Told[T]]:
    """All of a kind that was found, of each text in one edition, the preferred texts first."""
    works: dict[str, list[tuple[Entry, tuple[T, ...]]]] = defaultdict(list)
    for entry, orientation in sorted(found, key=lambda pair: preference(pair[0], language)):
        if kind(orientation):
            works[entry.edition_of or entry.id].append((entry, kind(orientation)))
    chosen = sorted((work[0] for work in works.values()), key=lambda w: preference(w[0], language))
    return [Told(entry, one) for entry, all_found in chosen for one in all_found]
