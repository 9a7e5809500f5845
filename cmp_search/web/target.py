"""The target of an address in the text shown: a passage or section, perhaps of another edition.

1. `passage` or `section` are looked up in the text that is shown.
2. With `from` they belong to another edition, as after a switch of language; then the section at
   the same place in the outline is the target, and a remark says how sure that is (see
   `counterpart`).
"""

from typing import NamedTuple

import streamlit as st

from cmp_search.citations.counterpart import counterpart, heading_at
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import BlockKind, Document, Span
from cmp_search.index.base import Index
from cmp_search.locales import Messages
from cmp_search.web.address import FROM, PASSAGE, SECTION, sentence_of_address
from cmp_search.web.document_view import NO_SPAN


class Target(NamedTuple):
    """A passage of the text shown, a heading by its number from 1 (0 for none), and a remark.

    `sentence` is the one of the passage that stands out; None if the address names none. `passage`,
    `section` and `edition` are as in the address.
    """

    span: Span
    heading: int
    passage: str
    section: str
    edition: str
    remark: str = ""
    sentence: Span | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the address names a passage that is not there."""
        return bool(self.passage) and self.span == NO_SPAN and not self.remark


def find_target(
    index: Index, document: Document, related: tuple[Entry, ...], messages: Messages
) -> Target:
    """What the address points to in a document; `related` are its editions."""
    passage, section = st.query_params.get(PASSAGE, ""), st.query_params.get(SECTION, "")
    edition = st.query_params.get(FROM, "")
    if edition != document.id and edition in {entry.id for entry in related}:
        return _of_edition(index, document, index.document(edition), passage, section, messages)
    span = _passage(index, document, passage)
    number = _number(section) if span == NO_SPAN else 0
    return Target(span, number, passage, section, "", sentence=sentence_of_address(span))


def _of_edition(
    index: Index,
    document: Document,
    other: Document,
    passage: str,
    section: str,
    messages: Messages,
) -> Target:
    """Step 2: the section of another edition."""
    span = _passage(index, other, passage)
    headings = [block for block in other.blocks if block.kind is BlockKind.HEADING]
    number = _number(section) if span == NO_SPAN else heading_at(other, span.start)
    if not 0 < number <= len(headings):
        return Target(NO_SPAN, 0, "", "", "")
    same = counterpart(other, number, document)
    remark = messages(
        f"edition.{same.match.value}",
        section=messages.quote(other.slice(headings[number - 1])),
        language=messages.name(other.entry.language),
    )
    return Target(NO_SPAN, same.heading, passage, section, other.id, remark)


def _number(section: str) -> int:
    """The number of a heading in an address; 0 if it is not a number."""
    return int(section) if section.isdecimal() and len(section) < 7 else 0


def _passage(index: Index, document: Document, passage: str) -> Span:
    """The span of a passage by its id; `NO_SPAN` if the text has none with that id."""
    stored = index.passages([passage]).get(passage) if passage else None
    return Span(stored.start, stored.end) if stored and stored.document == document.id else NO_SPAN
