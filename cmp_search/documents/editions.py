"""Editions: one work in several languages, from `edition_of` in the catalogue.

1. An entry belongs to the text that its `edition_of` names, else to itself; no `edition_of` may
   name an edition (see `catalogue`).
2. Entries of the same text are editions of each other, even if that text itself has no entry here.
3. They are ordered by language, English, French and Spanish first, then by id.
4. A digest tells what its official text does, so both, in whatever languages, are of one text: the
   official one. Which that is, only the whole catalogue can say, as that text may have no file.
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


def texts_of_digests(catalogue: Iterable[Entry]) -> dict[str, str]:
    """For the id of each digest, that of the text that its official text is an edition of."""
    entries = {entry.id: entry for entry in catalogue}
    return {id: entries[entry.digest_of].work for id, entry in entries.items() if entry.digest_of}


def _order(entry: Entry) -> tuple[int, str, str]:
    return language_rank(entry.language), entry.language, entry.id
