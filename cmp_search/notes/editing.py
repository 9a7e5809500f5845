"""Editing a note: every edit gives a new note, and the one before is the way back.

1. Sections and items have ids ("s1", "q2", "w3"), whose numbers are given once and never again.
2. An item goes to a section and a place in it, from 0; any place beyond the end is the end. Without
   a section, a quotation goes where the last one went, at first to the background.
What becomes of a quotation that the note already has is in `joining`.
"""

from dataclasses import replace

from cmp_search.citations.styles import Style
from cmp_search.locales import interfaces, messages_for
from cmp_search.notes.note import Note, NoteSection, OwnWords
from cmp_search.notes.places import (
    END,
    change_section,
    insert,
    item_of,
    no_item,
    number_of,
    replace_item,
    section_of,
    take_id,
    with_one,
)
from cmp_search.notes.searches import RecordedSearch, is_same_search

_BACKGROUND = 2
"""Which of the standard headings a first quotation goes under."""


def new_note(title: str, language: str) -> Note:
    """An empty note with the standard headings of a language of the interface."""
    messages = messages_for(language)
    headings = standard_headings(messages.language)
    sections = tuple(NoteSection(f"s{n}", heading) for n, heading in enumerate(headings, 1))
    return Note(title, messages.language, sections, last_id=len(sections))


def standard_headings(language: str) -> tuple[str, ...]:
    """The headings of a new note; each language has the same ones in the same order."""
    return messages_for(language).lines("note.headings")


def set_title(note: Note, title: str) -> Note:
    """The note with another title."""
    return replace(note, title=title)


def set_style(note: Note, style: Style) -> Note:
    """The note with its sources cited in another style."""
    return replace(note, style=style)


def set_short_form(note: Note, *, short_form: bool) -> Note:
    """The note with sources that are cited again in short, or always in full."""
    return replace(note, short_form=short_form)


def set_language(note: Note, language: str) -> Note:
    """The note in another language; headings that are the standard ones are changed with it.

    What is quoted and what the writer says stays as it is.
    """
    code = messages_for(language).language
    theirs = dict(zip(standard_headings(note.language), standard_headings(code), strict=True))
    sections = (replace(one, heading=theirs.get(one.heading, one.heading)) for one in note.sections)
    return replace(note, language=code, sections=tuple(sections))


def standard_place(heading: str) -> int | None:
    """Which of the standard headings it is, in whatever language; None for another heading."""
    for language in interfaces():
        headings = standard_headings(language)
        if heading in headings:
            return headings.index(heading)
    return None


def add_section(note: Note, heading: str, place: int = END) -> Note:
    """The note with one more section."""
    id, note = take_id(note, "s")
    return replace(note, sections=with_one(note.sections, NoteSection(id, heading), place))


def rename_section(note: Note, id: str, heading: str) -> Note:
    """The note with another heading for a section.

    Raises:
        NoteError: it has no such section.
    """
    return change_section(note, id, lambda one: replace(one, heading=heading))


def remove_section(note: Note, id: str) -> Note:
    """The note without a section and all that is in it.

    Raises:
        NoteError: it has no such section.
    """
    section_of(note, id)
    return replace(note, sections=tuple(one for one in note.sections if one.id != id))


def move_section(note: Note, id: str, place: int) -> Note:
    """The note with a section at another place, from 0.

    Raises:
        NoteError: it has no such section.
    """
    moved = section_of(note, id)
    rest = remove_section(note, id)
    return replace(rest, sections=with_one(rest.sections, moved, place))


def add_words(note: Note, section: str, text: str, place: int = END) -> Note:
    """The note with words of the writer's own in a section.

    Raises:
        NoteError: it has no such section.
    """
    id, note = take_id(note, "w")
    return insert(note, OwnWords(id, text), section, place)


def edit_words(note: Note, id: str, text: str) -> Note:
    """The note with own words changed.

    Raises:
        NoteError: it has no own words with that id.
    """
    if not isinstance(item_of(note, id), OwnWords):
        raise no_item(note, id)
    return replace_item(note, OwnWords(id, text))


def remove_item(note: Note, id: str) -> Note:
    """The note without a quotation or own words.

    Raises:
        NoteError: it has no such item.
    """
    item_of(note, id)
    return replace(note, sections=tuple(_without(one, id) for one in note.sections))


def move_item(note: Note, id: str, section: str, place: int = END) -> Note:
    """The note with an item in a section, at a place counted without it.

    Raises:
        NoteError: it has no such item or section.
    """
    return insert(remove_item(note, id), item_of(note, id), section, place)


def add_search(note: Note, search: RecordedSearch) -> Note:
    """The note with one more search; one that it has already is kept as it is."""
    if any(is_same_search(search, known) for known in note.searches):
        return note
    return replace(note, searches=(*note.searches, search))


def remove_search(note: Note, place: int) -> Note:
    """The note without the search at a place, from 0."""
    return replace(note, searches=note.searches[:place] + note.searches[place + 1 :])


def usual_section(note: Note) -> tuple[str, Note]:
    """The section where a quotation goes if none is named; a note without sections gets one."""
    last = max(note.quotations, key=lambda one: number_of(one.id), default=None)
    if last is not None:
        return next(one.id for one in note.sections if last in one.items), note
    heading = standard_headings(note.language)[_BACKGROUND]
    found = next((one.id for one in note.sections if one.heading == heading), "")
    if not found and not note.sections:
        note = add_section(note, heading)
    return found or note.sections[-1].id, note


def _without(section: NoteSection, id: str) -> NoteSection:
    return replace(section, items=tuple(item for item in section.items if item.id != id))
