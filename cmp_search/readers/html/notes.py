"""The notes of a web page: which elements they are, and where they belong in the text.

1. A link into the page that is only a number, a letter or a sign is the mark of a note. The place
   that it points to is text wherever it stands (see `regions`).
2. If that place comes later in the page, it may begin a note: the outermost element that begins
   with the place and holds no other one. It is a note if it has no heading and links back to the
   mark, by a name that this has, or the element around or before it.
3. A note follows the block that refers to it first, its paragraphs as lines, unless it stands in
   the same section, or in one that has nothing but notes, as below a heading "Notes".
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cmp_search.documents.document import BlockKind
from cmp_search.readers.html.anchors import any_name
from cmp_search.readers.html.blocks import HtmlBlock

_LINK = 'a[href^="#"]:not([href="#"])'
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3})[\])]?", re.I)
_WHOLE = frozenset(["body", "main", "article"])


@dataclass(frozen=True, slots=True)
class PageNotes:
    """The names that marks point to, and the name of each note by its element."""

    referred: frozenset[str]
    elements: Mapping[int, str]

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> "PageNotes":
        """Find the notes of a page (steps 1 and 2)."""
        marks: dict[str, set[str]] = {}
        places: dict[str, LexborNode] = {}
        for node in tree.css(f"[id], a[name], {_LINK}"):
            name = any_name(node)
            if name in marks:
                places.setdefault(name, node)
            if node.tag == "a" and (mark := mark_of(node)):
                near = (node, node.parent, node.prev)
                marks.setdefault(mark, set()).update(any_name(one) for one in near if one)
        holding = Counter(id for place in places.values() for id in _around(place))
        elements: dict[int, str] = {}
        for name, place in places.items():
            note = _outermost(place, holding)
            if _links_back(note, marks[name]) and not note.css_first(_HEADINGS):
                elements[note.mem_id] = name
        return cls(frozenset(marks), elements)


def mark_of(link: LexborNode) -> str:
    """The name of the note that a link is the mark of; empty if it is none (step 1)."""
    target = link.attributes.get("href") or ""
    is_mark = target.startswith("#") and _MARK.fullmatch(link.text(strip=True))
    return target[1:] if is_mark else ""


def placed(blocks: Sequence[HtmlBlock]) -> Iterator[HtmlBlock]:
    """The blocks, each note where it belongs (step 3)."""
    sections = _sections(blocks)
    with_text = {
        section
        for section, block in zip(sections, blocks, strict=True)
        if not block.note and block.kind is not BlockKind.HEADING
    }
    referring: dict[str, int] = {}
    moved: dict[str, list[HtmlBlock]] = {}
    for section, block in zip(sections, blocks, strict=True):
        if not block.note:
            for name in block.refers:
                referring.setdefault(name, section)
        elif section in with_text and referring.get(block.note, section) != section:
            moved.setdefault(block.note, []).append(block)
    gone = {id(block) for note in moved.values() for block in note}
    for block in blocks:
        if id(block) not in gone:
            yield block
            notes = [] if block.note else [moved.pop(name, []) for name in block.refers]
            yield from map(_as_one, filter(None, notes))


def _sections(blocks: Sequence[HtmlBlock]) -> list[int]:
    """For each block, how many headings stand above it."""
    found: list[int] = []
    count = 0
    for block in blocks:
        count += block.kind is BlockKind.HEADING
        found.append(count)
    return found


def _as_one(paragraphs: Sequence[HtmlBlock]) -> HtmlBlock:
    text = "\n".join(block.text for block in paragraphs)
    return replace(paragraphs[0], kind=BlockKind.NOTE, text=text)


def _around(node: LexborNode) -> Iterator[int]:
    """The elements that an element is in, itself first."""
    outer: LexborNode | None = node
    while outer is not None:
        yield outer.mem_id
        outer = outer.parent


def _outermost(place: LexborNode, holding: Mapping[int, int]) -> LexborNode:
    """The outermost element that begins with a place and holds no other one (step 2)."""
    note = place
    while (
        (outer := note.parent) is not None
        and outer.tag not in _WHOLE
        and holding[outer.mem_id] == 1
        and _is_first(note)
    ):
        note = outer
    return note


def _is_first(node: LexborNode) -> bool:
    """Whether no words stand before an element in the one around it."""
    before = node.prev
    while before is not None:
        if (before.text_content or "").strip():
            return False
        before = before.prev
    return True


def _links_back(note: LexborNode, marks: set[str]) -> bool:
    """Whether a note links to one of its marks."""
    return any((link.attributes.get("href") or "")[1:] in marks for link in note.css(_LINK))
