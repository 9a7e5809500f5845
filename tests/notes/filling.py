"""A note on the sample corpus, as a visitor may have it."""

from cmp_search.documents.document import Span
from cmp_search.library import Library
from cmp_search.notes.editing import add_search, add_words, new_note
from cmp_search.notes.joining import add_quote, join_edition
from cmp_search.notes.note import Note, Quote
from cmp_search.notes.places import replace_item
from tests.notes.making import make_search

ENGLISH = "The group polished forty lenses."
FRENCH = "Le groupe a poli quarante lentilles."


def filled_note(library: Library, language: str = "en") -> Note:
    """A sentence with the French edition's words, a digest, own words, and a search."""
    note = add_quote(new_note("Lenses", language), _quote(library, "harbour-2021", ENGLISH)).note
    (quotation,) = note.quotations
    note = replace_item(note, join_edition(quotation, _quote(library, "ports-2021", FRENCH)))
    digest = next(iter(library.notes.index().passages_of("harbour-2020-digest")))
    note = add_quote(note, library.notes.quote(digest.id)).note
    return add_search(add_words(note, "s1", "My words."), make_search("Who?"))


def _quote(library: Library, document: str, words: str) -> Quote:
    """Words of a text of the sample corpus."""
    text = library.notes.index().document(document).text
    start = text.index(words)
    return library.notes.quote_span(document, Span(start, start + len(words)))
