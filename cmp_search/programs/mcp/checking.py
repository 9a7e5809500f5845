"""The tool that checks a quotation."""

from cmp_search.api.verification import reason_words
from cmp_search.library import Library
from cmp_search.programs.mcp.arguments import QuotationArguments
from cmp_search.programs.mcp.results import CheckedWords
from cmp_search.verification.verdict import ChangeKind


def verify_quote(library: Library, asked: QuotationArguments) -> CheckedWords:
    """Whether words stand in the texts, and where they are said to be from.

    Raises:
        SlowError: comparing them with all texts takes too long.
    """
    (checked,) = library.check_quotation(asked.quotation, asked.citation).quotations
    citation = checked.citation
    of_text = (one.words for one in checked.difference if one.kind is not ChangeKind.ONLY_IN_NOTE)
    return {
        "standing": checked.standing,
        "message": reason_words(checked, asked.language),
        "words": "".join(of_text),
        "citation": citation.render(asked.language) if citation else "",
        "document": citation.document if citation else "",
        "url": citation.url if citation else "",
    }
