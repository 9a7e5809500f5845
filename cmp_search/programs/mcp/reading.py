"""The tools that read: a section, the same one in another edition, and which texts there are."""

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.editions import editions
from cmp_search.index.filters import Filters
from cmp_search.language.normalisation import fold
from cmp_search.library import Library
from cmp_search.lookup.sections import LookedUpSection
from cmp_search.programs.mcp.arguments import (
    CounterpartArguments,
    DocumentsArguments,
    SectionArguments,
)
from cmp_search.programs.mcp.results import (
    ListedDocument,
    ListedDocuments,
    MatchingSection,
    SectionPart,
)

LONGEST_PART = 20_000
"""Characters of a section that are given at once; eight pages."""


def read_section(library: Library, asked: SectionArguments) -> SectionPart:
    """A section of a document, or as much of it as is given at once.

    Raises:
        UnknownDocumentError: the document is not in the index.
        UnknownSectionError: it has no section of that number.
    """
    return _part(library.section(asked.document, asked.section), asked.language, asked.start)


def counterpart(library: Library, asked: CounterpartArguments) -> MatchingSection:
    """The section of another edition that matches one, and how well it does.

    Raises:
        UnknownDocumentError: the document is not in the index, or has no such edition.
        UnknownSectionError: it has no section of that number.
    """
    found = library.counterpart(asked.document, asked.section, asked.edition)
    return {"match": found.match, "section": _part(found.section, asked.language)}


def _part(found: LookedUpSection, language: str, start: int = 0) -> SectionPart:
    end = _end(found.text, start)
    return {
        "document": found.entry.id,
        "title": found.entry.title,
        "language": found.entry.language,
        "section": found.number,
        "headings": list(found.path),
        "text": found.text[start:end],
        "continues_at": end if end < len(found.text) else None,
        "subsections": [
            {"number": one.number, "heading": one.heading} for one in found.subsections
        ],
        "citation": found.citation.render(language),
        "url": found.citation.url,
        "is_digest": found.entry.digest_of is not None,
        "caveats": [one.message(language) for one in found.caveats],
    }


def _end(text: str, start: int) -> int:
    """Where a part ends: behind a paragraph, unless that is too long."""
    end = start + LONGEST_PART
    return end if end >= len(text) else text.rfind("\n", start, end) + 1 or end


def list_documents(library: Library, asked: DocumentsArguments) -> ListedDocuments:
    """The documents of the index that pass, from the one at `skip`, by id."""
    entries = library.index().entries()
    filters = Filters(languages=asked.languages, years=asked.years)
    words = fold(asked.words).split()
    passing = [one for one in entries if filters.matches(one) and _has(one, words)]
    related = editions(entries)
    page = passing[asked.skip : asked.skip + asked.count]
    return {"total": len(passing), "documents": [_listed(one, related[one.id]) for one in page]}


def _has(entry: Entry, words: list[str]) -> bool:
    told = fold(f"{entry.id} {entry.title} {entry.issuing_body}")
    return all(word in told for word in words)


def _listed(entry: Entry, related: tuple[Entry, ...]) -> ListedDocument:
    return {
        "document": entry.id,
        "title": entry.title,
        "issuing_body": entry.issuing_body,
        "date": entry.date_text,
        "language": entry.language,
        "editions": [one.id for one in related],
        "is_digest": entry.digest_of is not None,
    }
