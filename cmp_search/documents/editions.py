"""Editions: the texts in several languages that are one work, from `edition_of` in the catalogue.

1. An entry belongs to the text that its `edition_of` names, else to itself; the catalogue lets no
   `edition_of` name an edition (see `catalogue`).
2. Entries that belong to one text are editions of each other, even where that text is not here.
3. They are ordered by language, English, French and Spanish first, then by id.
"""

from collections import defaultdict
from collections.abc import Iterable

from cmp_search.documents.catalogue import Entry
from cmp_search.language.detection import rank


def editions(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """For the id of each entry all editions of its text, itself among them."""
    works: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=_order):
        works[entry.edition_of or entry.id].append(entry)
    return {entry.id: tuple(work) for work in works.values() for entry in work}


def _order(entry: Entry) -> tuple[int, str, str]:
    return rank(entry.language), entry.language, entry.id
