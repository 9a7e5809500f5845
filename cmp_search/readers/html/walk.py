"""The blocks of a web page in reading order: headings, paragraphs, list items, rows and notes.

1. Walk through the elements, gathering words; a block element ends the block before it and its own,
   an inline element only adds its words. What `hidden` says is unseen is left out, and noted.
2. White space becomes one space, `<br>` a line feed; two of them end a paragraph, as people wrote
   before there was `<p>`. `<pre>` comes from `preformatted`.
3. An ordered item begins with its mark (see `marks`), any element with the number that a style
   sheet gives it (see `counters`), and a definition (`dd`) with its term and a colon.
4. The rows of a table come from `tables`; in a table that is there for layout, each cell is a
   block.
5. A heading has the anchor that `anchors` finds for it; spans of different classes in it, such as
   a number and a name, are parted by a space. A button that opens the panel after it is a heading;
   any other button's words are left out where they stand alone.
6. Each block has the region it stands in (see `regions`) and what it looks like (see `headings`).
"""

import re
from collections import Counter
from dataclasses import replace
from itertools import chain

from selectolax.lexbor import LexborNode

from cmp_search.documents.document import BlockKind, Omission
from cmp_search.errors import LimitError
from cmp_search.readers.html import tables
from cmp_search.readers.html.anchors import name_of, name_within
from cmp_search.readers.html.blocks import HtmlBlock, Look
from cmp_search.readers.html.gathering import Gathering
from cmp_search.readers.html.hidden import WORDLESS, all_words
from cmp_search.readers.html.looks import SHOWN_AS_BLOCKS, heading_level, look_of_class, opens_panel
from cmp_search.readers.html.marks import Marks
from cmp_search.readers.html.notes import mark_of
from cmp_search.readers.html.page import Manner, Page, manner_in
from cmp_search.readers.html.preformatted import paragraphs
from cmp_search.readers.html.regions import is_notes
from cmp_search.readers.html.styles import Style

MAX_DEPTH = 250
"""How deep elements may be nested; a page of the template has about 20 levels."""
_CELL_DEPTH = 4
"""How much deeper a table in a cell counts, as reading one takes more of the stack."""
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dt fieldset"
    " figcaption figure footer form header hgroup hr legend li main nav optgroup p search section"
    " summary table tbody td tfoot th thead tr text gcds-container gcds-text".split()
)
_PREFORMATTED = frozenset(["pre", "xmp", "listing", "plaintext"])
_LISTS = frozenset(["ul", "ol", "dl", "menu", "dir"])
_SPACES = re.compile(r"[ \t\n\r\f]+")


def html_blocks(root: LexborNode, page: Page) -> list[HtmlBlock]:
    """The blocks of an element.

    Raises:
        LimitError: elements are nested too deep.
    """
    walk = _Walk(page, Manner())
    walk.into(root, BlockKind.PARAGRAPH, 0)
    walk.close(BlockKind.PARAGRAPH)
    return walk.blocks


class _Walk(Gathering):
    """The walk through the elements of a page or cell."""

    def into(self, node: LexborNode, kind: BlockKind, depth: int) -> None:
        """Step 1: walk through an element; words outside inner blocks are of the given kind."""
        if depth > MAX_DEPTH:
            raise LimitError("html_nested", most=MAX_DEPTH)
        self.name = name_of(node, self.page.names) or self.name
        outer = self.manner
        if number := self.page.generated.get(node.mem_id):
            self.add(number)
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "a" and (mark := mark_of(child)):
                self.refers.append(mark)
            if tag == "-text":
                self.add(_SPACES.sub(" ", child.text_content or ""))
            elif tag == "br":
                self.line_break(kind)
            elif self.is_seen(child):
                if outer.headed and _are_parts(child.prev, child):
                    self.words.append(" ")
                self.manner = manner_in(child, tag, outer, self.page)
                self.element(child, tag, kind, depth + 1)
                self.manner = outer

    def is_seen(self, node: LexborNode) -> bool:
        """Step 1: whether an element is part of the text; if not, its words are noted."""
        tag = node.tag or ""
        if tag in WORDLESS or tag[:1] in "-!":
            return False
        reason = self.page.unseen.reason(node, tag)
        if reason:
            self.page.omitted.append((reason, all_words(node)))
            if self.words and tag in ("input", "select", "textarea"):
                self.words.append(" ")
        return reason is None

    def element(self, node: LexborNode, tag: str, kind: BlockKind, depth: int) -> None:
        """Step 1: an element of any kind, in whose manner the walk is."""
        attributes = node.attributes
        if level := heading_level(tag, attributes):
            self.close(kind)
            anchor = name_within(node, self.page.names) or self.name
            self.manner = replace(self.manner, headed=True)
            self.into(node, kind, depth)
            self.close(BlockKind.HEADING, level, anchor)
        elif tag in _PREFORMATTED:
            self.preformatted(node, kind)
        elif tag == "table" and self.table(node, kind, depth):
            pass
        elif tag in _LISTS:
            self.close(kind)
            self.list(node, tag, kind, depth)
        elif self.is_button(tag, attributes) and opens_panel(node, attributes):
            self.close(kind)
            self.manner = replace(self.manner, pressed=False, linked=False, in_page=False)
            self.into(node, kind, depth)
            self.close(BlockKind.PARAGRAPH, look=Look.NAMED)
        elif tag in _BLOCK_TAGS or self.is_block(node, attributes):
            self.close(kind)
            inner = BlockKind.NOTE if tag == "aside" or is_notes(attributes) else kind
            self.into(node, inner, depth)
            self.close(inner, look=look_of_class(attributes))
        else:
            self.into(node, kind, depth)

    def is_button(self, tag: str, attributes: dict[str, str | None]) -> bool:
        """Whether an element may open a panel; within a heading, the heading counts."""
        used = tag in ("button", "summary") or (tag, attributes.get("href")) == ("a", "#")
        return (used or attributes.get("role") == "button") and not self.manner.headed

    def is_block(self, node: LexborNode, attributes: dict[str, str | None]) -> bool:
        """Whether an inline element is shown as a block, or is one by its role."""
        shown = {self.style_of(node).get("display"), attributes.get("role")}
        return not self.manner.headed and not shown.isdisjoint(SHOWN_AS_BLOCKS)

    def preformatted(self, node: LexborNode, kind: BlockKind) -> None:
        """Step 2: each paragraph of preformatted text."""
        self.close(kind)
        for text in paragraphs(node):
            self.words.append(text)
            self.count(text)
            self.close(kind, collapsed=False, look=Look.PREFORMATTED)

    def list(self, node: LexborNode, tag: str, kind: BlockKind, depth: int) -> None:
        """Step 3: a list, with the lists within it in order."""
        kind = BlockKind.NOTE if kind is BlockKind.NOTE else BlockKind.ITEM
        marks = Marks(node, self.style_of(node)) if tag in ("ol", "ul") else None
        outer = self.manner
        for child in node.iter():
            mark = self.mark
            if marks and child.tag == "li":
                own = marks.mark(child, self.style_of(child))
                mark = "" if child.mem_id in self.page.generated else own or mark
            if not self.is_seen(child):
                continue
            self.manner = manner_in(child, child.tag or "", outer, self.page)
            if child.tag == "dt":
                self.term(child, kind, depth + 1)
            elif child.tag == "div" and tag == "dl":
                self.list(child, tag, kind, depth + 1)
            else:
                self.item(child, mark, kind, depth + 1)
            self.manner = outer
        if self.mark:
            self.item(None, self.mark.rstrip(": "), kind, depth)

    def style_of(self, node: LexborNode) -> Style:
        """The style of an element."""
        return self.page.styles.of(node, node.attributes.get("style"))

    def item(self, node: LexborNode | None, mark: str, kind: BlockKind, depth: int) -> None:
        """An item with its mark or term, which stays with the first of its blocks."""
        self.mark = mark
        if node is None:
            self.words.append(self.mark)
            self.count(self.mark)
            self.mark = ""
        elif node.tag in ("li", "dd", "td"):
            self.into(node, kind, depth)
        else:
            self.element(node, node.tag or "", kind, depth)
        self.close(kind)
        self.mark = ""

    def table(self, node: LexborNode, kind: BlockKind, depth: int) -> bool:
        """Step 4: a table that is a list or has rows; false if it is there for layout."""
        items = tables.marked_rows(node)
        if not items and tables.is_layout(node):
            return False
        self.close(kind)
        for mark, text in items:
            self.item(text, f"{mark} ", BlockKind.ITEM, depth + _CELL_DEPTH)
        if not items:
            self.rows(node, depth + _CELL_DEPTH)
        return True

    def rows(self, node: LexborNode, depth: int) -> None:
        """Step 4: the caption and the rows of a table."""
        caption = node.css_first("caption")
        if caption and self.is_seen(caption):
            self.words.append(self.cell(caption, depth).text)
            self.count(self.words[-1])
            self.close(BlockKind.PARAGRAPH)
        for row in tables.table_rows(node, lambda cell: self.cell(cell, depth), self.is_seen):
            self.words.append(row.text)
            self.letters = Counter(size=row.size, linked=row.linked)
            self.refers = [*row.refers]
            self.region = self.manner.region
            self.close(BlockKind.ROW)

    def cell(self, node: LexborNode, depth: int) -> tables.Cell:
        """The words of a cell or caption."""
        walk = _Walk(self.page, manner_in(node, node.tag or "", self.manner, self.page))
        walk.into(node, BlockKind.PARAGRAPH, depth)
        walk.close(BlockKind.PARAGRAPH)
        found = walk.blocks
        return tables.Cell(
            " ".join(block.text for block in found),
            bool(found) and all(Look.BOLD in block.look for block in found),
            sum(block.size for block in found),
            sum(block.linked for block in found),
            tuple(chain.from_iterable(block.refers for block in found)),
        )

    def term(self, node: LexborNode, kind: BlockKind, depth: int) -> None:
        """A term waits for its definition; in notes it is left out, being the note's number."""
        before = len(self.blocks)
        self.into(node, kind, depth)
        self.close(kind)
        words = " ".join(block.text for block in self.blocks[before:])
        del self.blocks[before:]
        if kind is BlockKind.NOTE:
            self.page.omitted.append((Omission.BOILERPLATE, words))
        elif words:
            self.mark = words.rstrip(" :") + ": "


def _are_parts(before: LexborNode | None, node: LexborNode) -> bool:
    """Whether two elements are the number and the name of a heading, parted by their style."""
    if before is None or before.tag != "span" or node.tag != "span":
        return False
    classes = before.attributes.get("class"), node.attributes.get("class")
    return all(classes) and classes[0] != classes[1]
