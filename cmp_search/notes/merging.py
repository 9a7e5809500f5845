"""Merging: two notes made one, as when two people wrote parts of it.

1. Title, language, style and form are the first note's.
2. Sections with the same heading become one, also where the heading is a standard one in another
   language; the second note's other sections follow at the end.
3. A quotation of the second note joins that of the same passage, wherever that stands (see
   `joining`); others go to the end of their section.
4. Own words are kept, both the first note's and the second's, except words that the section has
   already. A search that both have is kept once.
A note merged with itself, or with what it was before, is therefore unchanged.
"""

from dataclasses import replace

from cmp_search.notes.editing import add_search, standard_place
from cmp_search.notes.joining import are_same_passage, join_edition
from cmp_search.notes.note import Item, Note, NoteSection, OwnWords, Quotation
from cmp_search.notes.places import END, insert, replace_item, section_of, take_id, with_one


def merge_notes(first: Note, second: Note) -> Note:
    """Both notes as one; items of the second get new ids."""
    note = first
    for section in second.sections:
        id, note = _section_for(note, section)
        for item in section.items:
            note = _with_item(note, item, id)
    for search in second.searches:
        note = add_search(note, search)
    return note


def _section_for(note: Note, section: NoteSection) -> tuple[str, Note]:
    """Step 2: the section of a note where the items of another's go, and the note with it."""
    key = _key(section)
    for own in note.sections:
        if _key(own) == key:
            return own.id, note
    id, note = take_id(note, "s")
    return id, replace(
        note, sections=with_one(note.sections, NoteSection(id, section.heading), END)
    )


def _key(section: NoteSection) -> int | str:
    """What two headings have in common that mean the same."""
    place = standard_place(section.heading)
    return section.heading.strip().casefold() if place is None else place


def _with_item(note: Note, item: Item, section: str) -> Note:
    """Steps 3 and 4 for one item."""
    if isinstance(item, OwnWords):
        items = section_of(note, section).items
        if any(isinstance(own, OwnWords) and own.text == item.text for own in items):
            return note
        id, note = take_id(note, "w")
        return insert(note, OwnWords(id, item.text), section, END)
    quotes = (item.quote, *item.editions)
    for own in note.quotations:
        if are_same_passage((own.quote, *own.editions), quotes):
            joined = own
            for quote in quotes:
                joined = join_edition(joined, quote)
            return replace_item(note, joined)
    id, note = take_id(note, "q")
    return insert(note, Quotation(id, item.quote, item.editions), section, END)
