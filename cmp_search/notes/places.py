"""Finding and putting: sections and items of a note by their ids, for the modules that edit it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from cmp_search.errors import NoteError, nearest
from cmp_search.notes.note import Item, Note, NoteSection, Quotation

One = TypeVar("One")
END = 1_000_000
"""A place beyond any end."""
_NUMBER = re.compile(r"[a-z](\d{1,9})")


def section_of(note: Note, id: str) -> NoteSection:
    """A section by its id.

    Raises:
        NoteError: there is none.
    """
    for section in note.sections:
        if section.id == id:
            return section
    raise no_section(note, id)


def section_named(note: Note, heading: str) -> NoteSection:
    """The first section with a heading, whatever its letters' case, or else with that id.

    Raises:
        NoteError: there is none.
    """
    for section in note.sections:
        if section.heading.casefold() == heading.casefold():
            return section
    return section_of(note, heading)


def item_of(note: Note, id: str) -> Item:
    """An item by its id.

    Raises:
        NoteError: there is none.
    """
    for item in note.items:
        if item.id == id:
            return item
    raise no_item(note, id)


def home_of(note: Note, item: str) -> NoteSection:
    """The section that an item is in, by the item's id.

    Raises:
        NoteError: there is no such item.
    """
    found = item_of(note, item)
    return next(section for section in note.sections if found in section.items)


def take_id(note: Note, kind: str) -> tuple[str, Note]:
    """An id that was never given in a note ("s", "q" or "w" and a number), and the note after."""
    ids = [one.id for one in note.sections] + [item.id for item in note.items]
    number = max([note.last_id, *map(number_of, ids)]) + 1
    return f"{kind}{number}", replace(note, last_id=number)


def insert(note: Note, item: Item, section: str, place: int) -> Note:
    """The note with an item, whose id is new to it, at a place of a section."""
    return change_section(
        note, section, lambda one: replace(one, items=with_one(one.items, item, place))
    )


def replace_item(note: Note, item: Item) -> Note:
    """The note with an item in the place of the one with its id."""
    sections = (
        replace(one, items=tuple(item if old.id == item.id else old for old in one.items))
        for one in note.sections
    )
    return replace(note, sections=tuple(sections))


def quotation_of(note: Note, id: str) -> Quotation:
    """A quotation by its id.

    Raises:
        NoteError: there is none.
    """
    item = item_of(note, id)
    if not isinstance(item, Quotation):
        raise no_item(note, id)
    return item


def no_section(note: Note, name: str) -> NoteError:
    """The error for a section that a note does not have; it names those most like it."""
    known = [one.heading for one in note.sections]
    return NoteError("note_no_section", name=name, known=nearest(name, known), total=len(known))


def no_item(note: Note, id: str) -> NoteError:
    """The error for an item that a note does not have; it names those most like it."""
    known = [item.id for item in note.items]
    return NoteError("note_no_item", id=id, known=nearest(id, known), total=len(known))


def change_section(note: Note, id: str, change: Callable[[NoteSection], NoteSection]) -> Note:
    """The note with a section changed.

    Raises:
        NoteError: it has no such section.
    """
    section_of(note, id)
    sections = (change(one) if one.id == id else one for one in note.sections)
    return replace(note, sections=tuple(sections))


def with_one(items: Sequence[One], item: One, place: int) -> tuple[One, ...]:
    """Items with one more at a place, from 0."""
    return (*items[: max(place, 0)], item, *items[max(place, 0) :])


def number_of(id: str) -> int:
    """The number in an id; 0 for an id of another form, as a file may have."""
    match = _NUMBER.fullmatch(id)
    return int(match[1]) if match else 0
