"""Editions: one work in several languages, from `edition_of` in the catalogue.

1. An entry belongs to the text that its `edition_of` names, else to itself; no `edition_of` may
   name an edition (see `catalogue`).
2. Entries of the same text are editions of each other, even if that text itself has no entry here.
3. They are ordered by language, English, French and Spanish first, then by id.
"""

from collections import defaultdict
from collections.abc import Iterable

from cmp_search.documents.catalogue import Entry
from cmp_search.language.detection import language_rank


def editions(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """For each entry's id, all editions of its text, itself included."""
    works: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=_order):
        works[entry.work].append(entry)
    return {entry.id: tuple(work) for work in works.values() for entry in work}


def _order(entry: Entry) -> tuple[int, str, str]:
    return language_rank(entry.language), entry.language, entry.id
