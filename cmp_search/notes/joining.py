"""Joining: no passage stands in a note twice, in whatever edition of its text.

1. Two quotes of one edition are of the same words if one lies within the other. The wider one is
   kept, so words that were quoted already add nothing, and a whole passage takes the place of its
   sentence.
2. A quote is of the same passage as a quotation if it is of the same words as its quote or as one
   of its editions, or if its own words in another edition are (`counterparts`, which `collecting`
   finds). It is then kept among the quotation's editions.
3. Everything else is a quotation of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cmp_search.errors import NoteError
from cmp_search.notes.editing import usual_section
from cmp_search.notes.note import Note, Quotation, Quote
from cmp_search.notes.places import END, insert, quotation_of, replace_item, take_id


class Outcome(StrEnum):
    """What became of a quote that was added: it is new, was there, made one wider, or joined it."""

    NEW = "new"
    KEPT = "kept"
    WIDENED = "widened"
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Added:
    """The note after a quote was added, and the id of the quotation that has it."""

    note: Note
    id: str
    outcome: Outcome


def add_quote(
    note: Note,
    quote: Quote,
    section: str = "",
    place: int = END,
    counterparts: Sequence[Quote] = (),
) -> Added:
    """Add a quote to a section, by its id, or join it to the quotation of the same passage.

    `counterparts` are its words in other editions, by which that quotation is recognised.

    Raises:
        NoteError: the note has no such section.
    """
    for quotation in note.quotations:
        if any(map(quote.is_of_same_words, (quotation.quote, *quotation.editions))):
            joined = _widened(quotation, quote)
            outcome = Outcome.KEPT if joined == quotation else Outcome.WIDENED
            return Added(replace_item(note, joined), quotation.id, outcome)
    for quotation in note.quotations:
        if are_same_passage((quotation.quote, *quotation.editions), counterparts):
            joined = replace(quotation, editions=(*quotation.editions, quote))
            return Added(replace_item(note, joined), quotation.id, Outcome.JOINED)
    if not section:
        section, note = usual_section(note)
    id, note = take_id(note, "q")
    return Added(insert(note, Quotation(id, quote), section, place), id, Outcome.NEW)


def are_same_passage(some: Sequence[Quote], others: Sequence[Quote]) -> bool:
    """Whether any of some quotes is of the same words as any of the others."""
    return any(one.is_of_same_words(other) for one in some for other in others)


def join_edition(quotation: Quotation, quote: Quote) -> Quotation:
    """A quotation with its words in one more edition; those that it has are not added again."""
    if are_same_passage((quotation.quote, *quotation.editions), (quote,)):
        return _widened(quotation, quote)
    return replace(quotation, editions=(*quotation.editions, quote))


def show_edition(note: Note, id: str, document: str) -> Note:
    """The note with a quotation in the words of another of its editions, by the document's id.

    Raises:
        NoteError: the note has no such quotation, or the quotation no such edition.
    """
    quotation = quotation_of(note, id)
    quotes = (quotation.quote, *quotation.editions)
    chosen = next((one for one in quotes if one.citation.document == document), None)
    if chosen is None:
        raise NoteError("note_edition", document=document)
    others = tuple(one for one in quotes if one is not chosen)
    return replace_item(note, Quotation(id, chosen, others))


def _widened(quotation: Quotation, quote: Quote) -> Quotation:
    """Step 1: the quotation with the quote instead of narrower words of the same edition."""

    def wider(known: Quote) -> Quote:
        is_wider = known.is_of_same_words(quote) and len(quote.text) > len(known.text)
        return quote if is_wider else known

    editions = tuple(dict.fromkeys(map(wider, quotation.editions)))
    return replace(quotation, quote=wider(quotation.quote), editions=editions)
