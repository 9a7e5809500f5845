"""A whole document as HTML: its outline, and its text with headings, lists and the marked passage.

1. The page shows the title, so headings begin with level 2, whatever level the text begins with.
2. Items that follow each other are one list; an item with a sign or number of its own keeps that,
   and gets no second one.
3. What is marked is cut at the blocks' edges; its first part is where the page scrolls to.
4. Where a page of the source begins, its name stands: before a heading, within other blocks, and
   never within a word. It is no part of what a reader copies.
5. What is to stand beside the marked passage shares an element with the blocks that are marked.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import NamedTuple

from cmp_search.document import Block, BlockKind, Document, Span

HELD = "passage"
"""The id of the marked passage."""
NOTHING = Span(0, 0)
_BLANKS = re.compile(r"\s+")
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


class PageName(NamedTuple):
    """How a page is called, in short and in full."""

    short: str
    full: str


NO_PAGES: Mapping[int, PageName] = MappingProxyType({})


def document_html(
    document: Document,
    held: Span = NOTHING,
    pages: Mapping[int, PageName] = NO_PAGES,
    beside: str = "",
) -> str:
    """The text of a document, with the span `held` set off.

    `pages` are the names of pages by their numbers; `beside` is HTML to go with what is set off.
    """
    shown = [block for block in document.blocks if block.kind is not BlockKind.TITLE]
    heads = {block.start: number for number, block in enumerate(_headings(document), 1)}
    least = min((block.level for block in shown if block.level), default=1)
    marked = [i for i, block in enumerate(shown) if _marks(block, held)]
    first, last = (marked[0], marked[-1]) if marked else (-1, -1)
    turns = _turns(document, shown, pages)
    parts = []
    groups = groupby(
        enumerate(shown),
        lambda item: (first <= item[0] <= last, item[1].kind is BlockKind.ITEM),
    )
    for (is_held, is_list), blocks in groups:
        inner = []
        for i, block in blocks:
            words = _words(document, block, held, turns, HELD if i == first else "")
            if is_list:
                own = ' class="own"' if _OWN_SIGN.match(document.slice(block)) else ""
                inner.append(f"<li{own}>{words}</li>")
            elif block.kind is BlockKind.HEADING:
                level = min(block.level - least + 2, 6)
                turn = turns.get(block.start, "")
                place = section_id(heads[block.start])
                inner.append(f'{turn}<h{level} id="{place}">{words}</h{level}>')
            else:
                inner.append(f'<p class="{block.kind.value}">{words}</p>')
        joined = f"<ul>{''.join(inner)}</ul>" if is_list else "".join(inner)
        parts.append((is_held, joined))
    before, middle, after = ("".join(joined for _, joined in some) for some in _around_held(parts))
    if beside:
        middle = f'<div class="beside">{middle}{beside}</div>'
    rest = turns.get(len(document.text), "")
    inner_html = f"{before}{middle}{after}{rest}"
    return f'<div class="text" lang="{escape(document.entry.language)}">{inner_html}</div>'


Part = tuple[bool, str]


def _around_held(parts: list[Part]) -> tuple[list[Part], list[Part], list[Part]]:
    """What comes before, in and after the blocks that are marked."""
    held = [i for i, (is_held, _) in enumerate(parts) if is_held]
    start, end = (held[0], held[-1] + 1) if held else (len(parts), len(parts))
    return parts[:start], parts[start:end], parts[end:]


def _turns(
    document: Document, shown: Sequence[Block], pages: Mapping[int, PageName]
) -> dict[int, str]:
    """The names of the pages as HTML, by where in the text they are to stand."""
    turns: dict[int, str] = {}
    for page in document.pages:
        if page.number in pages:
            place = _turning(document, shown, page.start)
            turns[place] = turns.get(place, "") + _turn_html(pages[page.number])
    return turns


def _turning(document: Document, shown: Sequence[Block], start: int) -> int:
    """Step 4: where the name of a page stands that begins at some place."""
    block = next((block for block in shown if start < block.end), None)
    if block is None:
        return len(document.text)
    if start <= block.start or block.kind is BlockKind.HEADING:
        return block.start
    if document.text[start - 1].isspace():
        return start
    blank = _BLANKS.search(document.text, start, block.end)
    return blank.end() if blank else _turning(document, shown, block.end)


def _turn_html(name: PageName) -> str:
    full = escape(name.full)
    short = escape(name.short)
    return f'<span class="turn" role="doc-pagebreak" aria-label="{full}">{short}</span>'


def _headings(document: Document) -> Sequence[Block]:
    return [block for block in document.blocks if block.kind is BlockKind.HEADING]


def _marks(block: Block, held: Span) -> bool:
    return block.start < held.end and held.start < block.end


def _words(
    document: Document, block: Block, held: Span, turns: Mapping[int, str], name: str
) -> str:
    """The words of a block, the part that is held marked; `name` is the mark's id, or empty."""
    if block.kind is BlockKind.HEADING:
        return escape(document.slice(block))
    inside = {place for place in turns if block.start <= place < block.end}
    edges = {place for place in held if block.start < place < block.end}
    parts = []
    for start, end in pairwise(sorted({block.start, block.end, *inside, *edges})):
        words = escape(document.text[start:end])
        if held.start <= start < held.end:
            place = f' id="{name}"' if name else ""
            words, name = f"<mark{place}>{words}</mark>", ""
        parts.append(turns.get(start, "") + words)
    return "".join(parts)
