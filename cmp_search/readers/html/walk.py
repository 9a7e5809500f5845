"""The blocks of a web page in reading order: headings, paragraphs, list items, rows and notes.

1. Walk through the elements, gathering words; a block element ends the block before it and its own,
   an inline element only adds its words.
2. White space becomes one space, `<br>` a line feed; `<pre>` is kept as it is.
3. An ordered item begins with its number; a definition (`dd`) with its term and a colon.
4. The rows of a table come from `tables`; in a table that is there for layout, each cell is a
   block.
5. A heading has the anchor that `anchors` finds for it.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from cmp_search.documents.document import BlockKind
from cmp_search.errors import LimitError
from cmp_search.readers.html.anchors import name_of, name_within
from cmp_search.readers.html.hidden import is_skipped
from cmp_search.readers.html.tables import integer, is_layout, table_rows

MAX_DEPTH = 250
"""How deep elements may be nested; a page of the template has about 20 levels."""
_BLOCK_TAGS = frozenset(
    "address article blockquote body caption center dd details dir div dl dt fieldset figcaption"
    " figure hgroup hr legend li main menu ol p section summary table tbody td tfoot th thead tr"
    " ul aside".split()
)
_WORDLESS = frozenset(["script", "style", "noscript", "template"])
_HEADING = re.compile(r"h([1-6])")


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """One block; `in_page` if all its words are links to places in the same page."""

    kind: BlockKind
    text: str
    level: int = 0
    in_page: bool = False
    anchor: str | None = None


def html_blocks(
    root: LexborNode, names: frozenset[str] = frozenset()
) -> tuple[list[HtmlBlock], int]:
    """The blocks of an element, and how many lines are skipped; `names` may be anchors.

    Raises:
        LimitError: elements are nested too deep.
    """
    walk = _Walk(names)
    walk.into(root, BlockKind.PARAGRAPH, 0)
    walk.close(BlockKind.PARAGRAPH)
    return walk.blocks, walk.skipped


class _Walk:
    """The walk, with its blocks so far, the words of the open one and the last name before it."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.name: str | None = None
        self.skipped = 0
        self.blocks: list[HtmlBlock] = []
        self.words: list[str] = []
        self.mark = ""
        self.linked = 0
        self.in_link = False

    def into(self, node: LexborNode, kind: BlockKind, depth: int) -> None:
        """Step 1: walk through an element; words outside inner blocks are of the given kind."""
        if depth > MAX_DEPTH:
            raise LimitError("html_nested", most=MAX_DEPTH)
        self.name = name_of(node, self.names) or self.name
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self.add(re.sub(r"[ \t\n\r\f]+", " ", child.text_content or ""))
            elif tag == "br":
                self.words.append("\n")
            elif is_skipped(child):
                self.skipped += count_lines(child)
            else:
                self.element(child, tag, kind, depth + 1)

    def element(self, node: LexborNode, tag: str, kind: BlockKind, depth: int) -> None:
        """Step 1: an element of any kind."""
        heading = _HEADING.fullmatch(tag)
        if heading:
            self.close(kind)
            anchor = name_within(node, self.names) or self.name
            self.into(node, kind, depth)
            self.close(BlockKind.HEADING, int(heading[1]), anchor=anchor)
        elif tag == "pre":
            self.close(kind)
            self.words.append((node.text() or "").strip("\n"))
            self.close(kind, collapsed=False)
        elif tag == "table" and not is_layout(node):
            self.close(kind)
            self.table(node)
        elif tag in ("ul", "ol", "dl"):
            self.close(kind)
            self.list(node, tag, kind, depth)
        elif tag == "a":
            outer, self.in_link = self.in_link, "#" in (node.attributes.get("href") or "")
            self.into(node, kind, depth)
            self.in_link = outer
        elif tag in _BLOCK_TAGS:
            self.close(kind)
            self.into(node, BlockKind.NOTE if tag == "aside" else kind, depth)
            self.close(BlockKind.NOTE if tag == "aside" else kind)
        else:
            self.into(node, kind, depth)

    def list(self, node: LexborNode, tag: str, kind: BlockKind, depth: int) -> None:
        """Step 3: a list, with the lists within it in order."""
        kind = BlockKind.NOTE if kind is BlockKind.NOTE else BlockKind.ITEM
        number = integer(node.attributes.get("start"), 1)
        for child in node.iter():
            if is_skipped(child):
                continue
            if child.tag == "dt":
                self.term(child, kind, depth + 1)
            elif child.tag == "div" and tag == "dl":
                self.list(child, tag, kind, depth + 1)
            elif child.tag == "li" and tag == "ol":
                number = integer(child.attributes.get("value"), number)
                self.item(child, f"{number}. ", kind, depth + 1)
                number += 1
            else:
                self.item(child, self.mark, kind, depth + 1)
        if self.mark:
            self.item(None, self.mark.rstrip(": "), kind, depth)

    def item(self, node: LexborNode | None, mark: str, kind: BlockKind, depth: int) -> None:
        """An item with its number or term, which stays with the first of its blocks."""
        self.mark = mark
        if node is None:
            self.words.append(self.mark)
            self.mark = ""
        elif node.tag in ("li", "dd"):
            self.into(node, kind, depth)
        else:
            self.element(node, node.tag or "", kind, depth)
        self.close(kind)
        self.mark = ""

    def table(self, node: LexborNode) -> None:
        """Step 4: the caption and the rows of a table."""
        caption = node.css_first("caption")
        if caption:
            self.blocks.append(HtmlBlock(BlockKind.PARAGRAPH, _words(caption)))
        self.blocks += [HtmlBlock(BlockKind.ROW, row) for row in table_rows(node, _words)]

    def term(self, node: LexborNode, kind: BlockKind, depth: int) -> None:
        """A term waits for its definition; in notes it is left out, being the note's number."""
        before = len(self.blocks)
        self.into(node, kind, depth)
        self.close(kind)
        words = " ".join(block.text for block in self.blocks[before:])
        del self.blocks[before:]
        if words and kind is not BlockKind.NOTE:
            self.mark = words.rstrip(" :") + ": "

    def add(self, words: str) -> None:
        """Gather words."""
        self.words.append(words)
        if words != " ":
            self.name = None
        if self.in_link:
            self.linked += len("".join(words.split()))

    def close(
        self, kind: BlockKind, level: int = 0, collapsed: bool = True, anchor: str | None = None
    ) -> None:
        """Make a block of the words gathered so far (step 2)."""
        gathered = "".join(self.words)
        text = _collapsed(gathered) if collapsed else gathered
        if text.strip():
            in_page = self.linked == len("".join(gathered.split()))
            self.blocks.append(HtmlBlock(kind, self.mark + text, level, in_page, anchor))
            self.mark, self.name = "", None
        self.words, self.linked = [], 0


def _collapsed(text: str) -> str:
    """Text with single spaces, and none around line feeds."""
    return re.sub(r" *\n *", "\n", re.sub(r" +", " ", text)).strip(" \n")


def _words(node: LexborNode) -> str:
    """The words of a cell or caption."""
    blocks, _ = html_blocks(node)
    return " ".join(block.text for block in blocks)


def count_lines(node: LexborNode) -> int:
    """How many lines of text an element has; scripts and the like have none."""
    if node.tag in _WORDLESS:
        return 0
    texts = (n for n in node.traverse(include_text=True) if n.tag == "-text")
    return sum(1 for text in texts if (text.text_content or "").strip() and not _in_script(text))


def _in_script(text: LexborNode) -> bool:
    return text.parent is not None and text.parent.tag in _WORDLESS
