"""The tool that checks a quotation."""

from cmp_search.api.verification import reason_words
from cmp_search.citations.citation import Citation
from cmp_search.index.base import Index
from cmp_search.library import Library
from cmp_search.programs.mcp.arguments import QuotationArguments
from cmp_search.programs.mcp.results import CheckedWords
from cmp_search.verification.verify import verify_quotation


def verify_quote(library: Library, asked: QuotationArguments) -> CheckedWords:
    """Whether words stand in the texts, and where they are said to be from.

    Raises:
        SlowError: comparing them with all texts takes too long.
    """
    index = library.index()
    (checked,) = verify_quotation(index, asked.quotation, asked.citation).quotations
    citation = checked.citation
    return {
        "standing": checked.standing,
        "message": reason_words(checked, asked.language),
        "words": _words(index, citation) if citation else "",
        "citation": citation.render(asked.language) if citation else "",
        "document": citation.document if citation else "",
        "url": citation.url if citation else "",
    }


def _words(index: Index, citation: Citation) -> str:
    return index.document(citation.document).text[citation.start : citation.end]
