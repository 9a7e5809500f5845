"""The same section in another edition of a text, and how sure that is.

1. The other edition is the one in the language that is asked for (see `documents.editions`); in its
   own language a text is its own.
2. The section's counterpart is found by the outlines (see `citations.counterpart`), and looked up.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cmp_search.citations.counterpart import Match, counterpart
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.editions import editions
from cmp_search.errors import UnknownDocumentError
from cmp_search.index.base import Index
from cmp_search.index.caveats import Caveat
from cmp_search.lookup.sections import LookedUpSection, check_number, section_of


@dataclass(frozen=True, slots=True)
class LookedUpCounterpart:
    """A section of another edition, and how far the outlines match on the way to it."""

    match: Match
    section: LookedUpSection


def same_section(
    index: Index,
    id: str,
    number: int,
    language: str,
    watch: Callable[[], tuple[Caveat, ...]] = tuple,
) -> LookedUpCounterpart:
    """What a section of a document is in the edition in a language.

    `watch` says what to know besides the caveats of the index.

    Raises:
        UnknownDocumentError: the document is not in the index, or has no edition in the language.
        UnknownSectionError: it has no section of that number.
        MismatchError: a passage is not what was cut from its document.
    """
    document = index.document(id)
    check_number(document, number)
    other = index.document(_edition(index, document.entry, language))
    found = counterpart(document, number, other)
    return LookedUpCounterpart(found.match, section_of(index, other, found.heading, watch))


def _edition(index: Index, entry: Entry, language: str) -> str:
    """Step 1: the id of the edition of a text in a language."""
    if language == entry.language:
        return entry.id
    others = editions(index.entries())[entry.id]
    found = next((one.id for one in others if one.language == language), None)
    if found is None:
        known = list(dict.fromkeys(one.language for one in others))
        raise UnknownDocumentError(
            "no_edition", id=entry.id, languages=[language], known_languages=known
        )
    return found
