"""The outline of a document as Read shows it: its headings as nested links into its text."""

from __future__ import annotations

from dataclasses import dataclass, field

from cmp_search.documents.document import BlockKind, Document
from cmp_search.web.document_view import section_id


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A heading, its id in the text, and the headings below it."""

    id: str
    text: str
    children: list[OutlineItem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OutlineView:
    """The headings of a document as links into its text."""

    label: str
    language: str
    items: tuple[OutlineItem, ...]


def outline_view(document: Document, label: str) -> OutlineView:
    """The headings of a document as nested lists."""
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    items: list[OutlineItem] = []
    open_lists = [(0, items)]
    for number, heading in enumerate(headings, 1):
        # The outermost list takes headings of any level: a text may begin with a lower one.
        while len(open_lists) > 2 and open_lists[-1][0] > heading.level:
            open_lists.pop()
        level, siblings = open_lists[-1]
        if level < heading.level:
            siblings = siblings[-1].children if siblings else siblings
            open_lists.append((heading.level, siblings))
        siblings.append(OutlineItem(section_id(number), document.slice(heading)))
    return OutlineView(label, document.entry.language, tuple(items))
