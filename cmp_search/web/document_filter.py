"""The filter of the Documents page: which documents are shown, and in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cmp_search.index.status import DocumentStatus
from cmp_search.language.detection import language_rank
from cmp_search.language.normalisation import fold


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What a reader looks for: words, languages, years; an empty field limits nothing."""

    text: str = ""
    languages: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


def filter_documents(
    documents: Iterable[DocumentStatus], wanted: DocumentFilter
) -> Sequence[DocumentStatus]:
    """The documents that pass the filter, the newest first, editions of one text together.

    Each word of `text` stands somewhere in title, id or issuing body, accents aside.
    """
    words = fold(wanted.text).split()
    found = (
        one
        for one in documents
        if (not wanted.languages or one.entry.language in wanted.languages)
        and (not wanted.years or one.entry.year in wanted.years)
        and all(word in _searchable_text(one) for word in words)
    )
    return sorted(found, key=_sort_key)


def _searchable_text(document: DocumentStatus) -> str:
    entry = document.entry
    return fold(f"{entry.title} {entry.id} {entry.issuing_body}")


def _sort_key(document: DocumentStatus) -> tuple[int, str, int, str]:
    entry = document.entry
    return -(entry.year or 0), entry.edition_of or entry.id, language_rank(entry.language), entry.id
