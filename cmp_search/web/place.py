"""The place of the text that an address points to: a passage, a section, or one of another edition.

1. `passage` or `section` are looked up in the text that is shown.
2. With `from` they are of another edition of it, as after a switch of language; then the section at
   the same place of the outline is gone to, and words say how sure that is (see `counterpart`).
"""

from typing import NamedTuple

import streamlit as st

from cmp_search.catalogue import Entry
from cmp_search.counterpart import counterpart, heading_at
from cmp_search.document import BlockKind, Document, Span
from cmp_search.index.base import Index
from cmp_search.web.address import FROM, PASSAGE, SECTION
from cmp_search.web.document_html import NOTHING
from cmp_search.words import Words


class Place(NamedTuple):
    """A passage of the text shown, a heading by its number from 1 (0 for none), and what to say.

    `passage`, `section` and `edition` are what the address names.
    """

    held: Span
    heading: int
    passage: str
    section: str
    edition: str
    remark: str = ""

    @property
    def is_lost(self) -> bool:
        """Whether the address names a passage that is not there."""
        return bool(self.passage) and self.held == NOTHING and not self.remark


def place_of(found: Index, document: Document, related: tuple[Entry, ...], words: Words) -> Place:
    """What the address points to in a document, which has some editions."""
    passage, section = st.query_params.get(PASSAGE, ""), st.query_params.get(SECTION, "")
    edition = st.query_params.get(FROM, "")
    if edition != document.id and edition in {entry.id for entry in related}:
        return _of_edition(found, document, found.document(edition), passage, section, words)
    held = _passage(found, document, passage)
    return Place(held, _number(section) if held == NOTHING else 0, passage, section, "")


def _of_edition(
    found: Index,
    document: Document,
    other: Document,
    passage: str,
    section: str,
    words: Words,
) -> Place:
    """Step 2: the section of another edition."""
    held = _passage(found, other, passage)
    headings = [block for block in other.blocks if block.kind is BlockKind.HEADING]
    number = _number(section) if held == NOTHING else heading_at(other, held.start)
    if not 0 < number <= len(headings):
        return Place(NOTHING, 0, "", "", "")
    there = counterpart(other, number, document)
    remark = words(
        f"edition.{there.match.value}",
        section=words.quote(other.slice(headings[number - 1])),
        language=words.name(other.entry.language),
    )
    return Place(NOTHING, there.heading, passage, section, other.id, remark)


def _number(section: str) -> int:
    return int(section) if section.isdecimal() and len(section) < 7 else 0


def _passage(found: Index, document: Document, passage: str) -> Span:
    """The place of a passage by its id; nowhere where the text has none of that id."""
    held = found.passages([passage]).get(passage) if passage else None
    return Span(held.start, held.end) if held and held.document == document.id else NOTHING
