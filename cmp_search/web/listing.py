"""Listing: which of the documents are shown, and in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cmp_search.language import rank
from cmp_search.normalisation import fold
from cmp_search.status import DocumentStatus


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for; an empty field limits nothing."""

    words: str = ""
    languages: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


def listed(documents: Iterable[DocumentStatus], wanted: Wanted) -> Sequence[DocumentStatus]:
    """The documents that are looked for, the newest first, editions of one text together.

    Each of the words stands somewhere in title, id or issuing body, accents aside.
    """
    parts = fold(wanted.words).split()
    found = (
        one
        for one in documents
        if (not wanted.languages or one.entry.language in wanted.languages)
        and (not wanted.years or one.entry.year in wanted.years)
        and all(part in _searched(one) for part in parts)
    )
    return sorted(found, key=_order)


def _searched(document: DocumentStatus) -> str:
    entry = document.entry
    return fold(f"{entry.title} {entry.id} {entry.issuing_body}")


def _order(document: DocumentStatus) -> tuple[int, str, int, str]:
    entry = document.entry
    return -(entry.year or 0), entry.edition_of or entry.id, rank(entry.language), entry.id
