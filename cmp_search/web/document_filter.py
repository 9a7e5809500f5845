"""The filter of the Documents page: which documents are shown, and in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cmp_search.index.status import DocumentStatus
from cmp_search.language.detection import language_rank
from cmp_search.language.normalisation import fold


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What a reader looks for: words, languages, years; an empty field matches everything."""

    text: str = ""
    languages: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


def filter_documents(
    documents: Iterable[DocumentStatus], wanted: DocumentFilter
) -> Sequence[DocumentStatus]:
    """The documents that match the filter, newest first, with editions of one text together.

    Each word of `text` must be in the title, id or issuing body, ignoring case and accents.
    """
    words = fold(wanted.text).split()
    matching = (
        document
        for document in documents
        if (not wanted.languages or document.entry.language in wanted.languages)
        and (not wanted.years or document.entry.year in wanted.years)
        and all(word in _searchable_text(document) for word in words)
    )
    return sorted(matching, key=_sort_key)


def _searchable_text(document: DocumentStatus) -> str:
    entry = document.entry
    return fold(f"{entry.title} {entry.id} {entry.issuing_body}")


def _sort_key(document: DocumentStatus) -> tuple[int, str, int, str]:
    entry = document.entry
    return -(entry.year or 0), entry.work, language_rank(entry.language), entry.id
