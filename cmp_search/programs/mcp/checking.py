"""The tool that checks a quotation."""

from cmp_search.api.verification import reason_words
from cmp_search.citations.citation import Citation
from cmp_search.index.base import Index
from cmp_search.library import Library
from cmp_search.programs.mcp.arguments import QuotationArguments
from cmp_search.programs.mcp.results import CheckedWords


def verify_quote(library: Library, asked: QuotationArguments) -> CheckedWords:
    """Whether words stand in the texts, and where they are said to be from.

    Raises:
        SlowError: comparing them with all texts takes too long.
    """
    (checked,) = library.check_quotation(asked.quotation, asked.citation).quotations
    citation = checked.citation
    return {
        "standing": checked.standing,
        "message": reason_words(checked, asked.language),
        "words": _words(library.index(), citation) if citation else "",
        "citation": citation.render(asked.language) if citation else "",
        "document": citation.document if citation else "",
        "url": citation.url if citation else "",
    }


def _words(index: Index, citation: Citation) -> str:
    """The words that are cited; empty if a build has replaced the text since they were found."""
    ids = {entry.id for entry in index.entries()}
    document = index.document(citation.document) if citation.document in ids else None
    if document is None or document.sha256 != citation.edition:
        return ""
    return document.text[citation.start : citation.end]
