"""A whole document as HTML: its outline, and its text with headings, lists and the marked passage.

1. The page shows the title, so headings begin with level 2, whatever level the text begins with.
2. Items that follow each other are one list; an item with a sign or number of its own keeps that,
   and gets no second one.
3. What is marked is cut at the blocks' edges; its first part is where the page scrolls to.
"""

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby

from cmp_search.document import Block, BlockKind, Document, Span

HELD = "passage"
"""The id of the marked passage."""
NOTHING = Span(0, 0)
_OWN_SIGN = re.compile(r"(\(?\w{1,4}[.)]|[•▪◦*–—-])\s")


def section_id(number: int) -> str:
    """The id of a heading by its number in the text, from 1."""
    return f"section-{number}"


def outline_html(document: Document, label: str) -> str:
    """The headings as links into the text, one list within the other."""
    headings = _headings(document)
    if not headings:
        return ""
    parts, open_levels = [], list[int]()
    for number, heading in enumerate(headings, 1):
        while open_levels and open_levels[-1] > heading.level and len(open_levels) > 1:
            parts.append("</li></ul>")
            open_levels.pop()
        if not open_levels or open_levels[-1] < heading.level:
            parts.append("<ul><li>")
            open_levels.append(heading.level)
        else:
            parts.append("</li><li>")
        words = escape(document.slice(heading))
        parts.append(f'<a href="#{section_id(number)}" target="_self">{words}</a>')
    parts.append("</li></ul>" * len(open_levels))
    language = escape(document.entry.language)
    inner = "".join(parts)
    return f'<nav class="outline" aria-label="{escape(label)}" lang="{language}">{inner}</nav>'


def document_html(document: Document, held: Span = NOTHING) -> str:
    """The text of a document, with the span `held` set off."""
    headings = _headings(document)
    numbers = {heading.start: number for number, heading in enumerate(headings, 1)}
    least = min((heading.level for heading in headings), default=1)
    shown = [block for block in document.blocks if block.kind is not BlockKind.TITLE]
    first = next((block.start for block in shown if _marks(block, held)), None)
    parts = []
    for is_list, blocks in groupby(shown, lambda block: block.kind is BlockKind.ITEM):
        inner = []
        for block in blocks:
            words = _words(document, block, held, HELD if block.start == first else "")
            if is_list:
                own = ' class="own"' if _OWN_SIGN.match(document.slice(block)) else ""
                inner.append(f"<li{own}>{words}</li>")
            elif block.kind is BlockKind.HEADING:
                level = min(block.level - least + 2, 6)
                place = section_id(numbers[block.start])
                inner.append(f'<h{level} id="{place}">{words}</h{level}>')
            else:
                inner.append(f'<p class="{block.kind.value}">{words}</p>')
        joined = "".join(inner)
        parts.append(f"<ul>{joined}</ul>" if is_list else joined)
    return f'<div class="text" lang="{escape(document.entry.language)}">{"".join(parts)}</div>'


def scroll_script(target: str) -> str:
    """A script that brings an element to the top of what is seen; the id is one made here."""
    wanted = f"document.getElementById('{target}')"
    return f"<script>setTimeout(() => {wanted}?.scrollIntoView(), 200)</script>"


def _headings(document: Document) -> Sequence[Block]:
    return [block for block in document.blocks if block.kind is BlockKind.HEADING]


def _marks(block: Block, held: Span) -> bool:
    return block.start < held.end and held.start < block.end


def _words(document: Document, block: Block, held: Span, name: str) -> str:
    """The words of a block, the part that is held marked; `name` is the mark's id, or empty."""
    if not _marks(block, held) or block.kind is BlockKind.HEADING:
        return escape(document.slice(block))
    start, end = max(block.start, held.start), min(block.end, held.end)
    before, marked, after = (
        escape(document.text[one:other])
        for one, other in ((block.start, start), (start, end), (end, block.end))
    )
    place = f' id="{name}"' if name else ""
    return f"{before}<mark{place}>{marked}</mark>{after}"
