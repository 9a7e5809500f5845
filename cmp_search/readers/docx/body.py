"""The body of a Word document, block by block, in the order of the text.

1. A paragraph is a title, a heading, an item or plain, as its style says: by its name in English,
   French or Spanish, by its outline level, or through the style that it is based on (`styles`).
2. Its words are those that a reader sees: with insertions, fields and links, without deleted and
   hidden text. Numbers that Word generates come first (`numbering`).
3. A text box follows the paragraph that contains it, a note the one that refers to it.
4. A row has its cells side by side, each with the header of its column if the first rows are marked
   as header, or the first one is all bold. A table of one cell is a frame around paragraphs, and
   one that contains headings is there for layout.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.documents.document import BlockKind
from cmp_search.readers.common.tables import merged_headers, row_text
from cmp_search.readers.docx.numbering import Numbering, integer, value
from cmp_search.readers.docx.styles import Styles, is_on

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CONTAINERS = frozenset(
    [
        *map(qn, ("w:customXml", "w:smartTag", "w:ins", "w:moveTo")),
        *(_MC + name for name in ("AlternateContent", "Choice")),
    ]
)
_UNSEEN = frozenset([*map(qn, ("w:pPr", "w:rPr", "w:del", "w:moveFrom")), f"{_MC}Fallback"])
_TRACKED = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))
_BOX = qn("w:txbxContent")
_REFERENCES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_TEXTS = frozenset([qn("w:t"), qn("m:t")])
_SIGNS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_MAX_SPAN = 100


@dataclass(frozen=True, slots=True)
class DocxBlock:
    """One block of the document; `bold` if all its words are."""

    kind: BlockKind
    text: str
    level: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _TableRow:
    """A table row: the blocks of each cell, and how many columns each takes."""

    cells: list[list[DocxBlock]]
    spans: list[int]
    from_above: list[bool]
    is_header: bool


@dataclass(frozen=True, slots=True)
class DocxBody:
    """The blocks of a document in order.

    `contents` counts the lines of tables of contents; `is_tracked` is true if there are tracked
    changes.
    """

    blocks: list[DocxBlock]
    contents: int
    is_tracked: bool


def walk(document: WordDocument) -> DocxBody:
    """Walk through the body of a document."""
    inside = _BodyWalk(document)
    body = document.element.body
    blocks = list(inside.blocks(body))
    return DocxBody(blocks, inside.contents, any(True for _ in body.iter(*_TRACKED)))


class _BodyWalk:
    """The walk through a body, with the styles, lists and notes that its paragraphs refer to."""

    def __init__(self, document: WordDocument) -> None:
        self.styles = Styles(_related(document, RELATIONSHIP_TYPE.STYLES))
        self.numbering = Numbering(_related(document, RELATIONSHIP_TYPE.NUMBERING))
        self.contents = 0
        self.in_note = False
        self.notes: dict[tuple[str, str], Element] = {}
        for kind, relation in (
            ("footnote", RELATIONSHIP_TYPE.FOOTNOTES),
            ("endnote", RELATIONSHIP_TYPE.ENDNOTES),
        ):
            for note in _children(_related(document, relation)):
                self.notes[kind, note.get(qn("w:id"), "")] = note

    def blocks(self, element: Element) -> Iterator[DocxBlock]:
        """The blocks of any element that contains paragraphs and tables."""
        for child in _children(element):
            if child.tag == qn("w:p"):
                yield from self.paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self.table(child)
            elif child.tag == qn("w:sdt"):
                gallery = value(child, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
                content = child.find(qn("w:sdtContent"))
                if content is not None and gallery == "Table of Contents":
                    self.contents += sum(1 for _ in content.iter(qn("w:p")))
                elif content is not None:
                    yield from self.blocks(content)
            elif child.tag in _CONTAINERS:
                yield from self.blocks(child)

    def paragraph(self, paragraph: Element) -> Iterator[DocxBlock]:
        """A paragraph, then its text boxes and notes (steps 1 to 3)."""
        leaves = list(_seen(paragraph))
        words = "".join(_written(leaf) for leaf in leaves)
        style = self.styles.of(paragraph)
        self.contents += style.is_contents and bool(words.strip())
        if not style.is_contents and words.strip():
            kind = style.kind
            mark = self.numbering.mark(*style.numbered) if style.numbered else ""
            if kind is BlockKind.PARAGRAPH and (style.numbered or style.is_list):
                kind = BlockKind.ITEM
            bold = all(self._is_bold(leaf, style.bold) for leaf in leaves if _written(leaf).strip())
            yield DocxBlock(kind, mark + words.strip(), style.level, bold)
        for leaf in leaves:
            if leaf.tag == _BOX:
                yield from self.blocks(leaf)
            elif leaf.tag in _REFERENCES and not self.in_note:
                yield self.note(_REFERENCES[leaf.tag], leaf.get(qn("w:id"), ""))

    def note(self, kind: str, name: str) -> DocxBlock:
        """A note; notes that it refers to are left out, because they may refer to each other."""
        note = self.notes.get((kind, name))
        self.in_note = True
        text = "\n".join(block.text for block in self.blocks(note)) if note is not None else ""
        self.in_note = False
        return DocxBlock(BlockKind.NOTE, text)

    def _is_bold(self, leaf: Element, otherwise: bool) -> bool:
        properties = leaf.getparent().find(qn("w:rPr"))
        return is_on(properties, "w:b", otherwise)

    def table(self, table: Element) -> Iterator[DocxBlock]:
        """The rows of a table (step 4)."""
        rows = [self._row(row) for row in _within(table, qn("w:tr"))]
        every = [block for row in rows for cell in row.cells for block in cell]
        framed = len(rows) == 1 and len(rows[0].cells) == 1
        if framed or any(block.kind in (BlockKind.HEADING, BlockKind.TITLE) for block in every):
            yield from every
            return
        grid: list[list[str]] = []
        for row in rows:
            grid.append(_cell_texts(row, grid[-1] if grid else []))
        count = sum(1 for _ in takewhile(lambda row: row.is_header, rows))
        if not count and len(rows) > 1 and _all_bold(rows[0]) and not _all_bold(rows[1]):
            count = 1
        if count == len(rows):
            count = 0
        headers = merged_headers(grid[:count])
        for row, cells in zip(rows[count:], grid[count:], strict=True):
            yield DocxBlock(BlockKind.ROW, row_text(cells, headers))
            yield from (p for cell in row.cells for p in cell if p.kind is BlockKind.NOTE)

    def _row(self, row: Element) -> _TableRow:
        cells = list(_within(row, qn("w:tc")))
        properties = [cell.find(qn("w:tcPr")) for cell in cells]
        merges = [None if one is None else one.find(qn("w:vMerge")) for one in properties]
        return _TableRow(
            [list(self.blocks(cell)) for cell in cells],
            [min(integer(value(one, "w:gridSpan"), 1), _MAX_SPAN) for one in properties],
            [one is not None and one.get(qn("w:val")) != "restart" for one in merges],
            is_on(row.find(qn("w:trPr")), "w:tblHeader", False),
        )


def _related(document: WordDocument, relation: str) -> Element | None:
    """The XML of another part of the package, if there is one."""
    for one in document.part.rels.values():
        if one.reltype == relation and not one.is_external:
            element: Element = parse_xml(one.target_part.blob)
            return element
    return None


def _children(element: Element | None) -> Iterator[Element]:
    """The elements in an element, without comments and the like."""
    for child in () if element is None else element:
        if isinstance(child.tag, str) and child.tag not in _UNSEEN:
            yield child


def _within(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also in content controls; without deleted rows."""
    for child in _children(element):
        if child.tag == tag:
            properties = child.find(qn("w:trPr"))
            if properties is None or properties.find(qn("w:del")) is None:
                yield child
        elif child.tag in _CONTAINERS or child.tag in (qn("w:sdt"), qn("w:sdtContent")):
            yield from _within(child, tag)


def _seen(element: Element) -> Iterator[Element]:
    """What a reader sees of a paragraph: texts, signs, references to notes, and text boxes."""
    for child in _children(element):
        hidden = child.tag == qn("w:r") and is_on(child.find(qn("w:rPr")), "w:vanish", False)
        if child.tag == _BOX or child.tag in _TEXTS or child.tag in _SIGNS:
            yield child
        elif child.tag in _REFERENCES:
            yield child
        elif not hidden:
            yield from _seen(child)


def _written(leaf: Element) -> str:
    return (leaf.text or "") if leaf.tag in _TEXTS else _SIGNS.get(leaf.tag, "")


def _all_bold(row: _TableRow) -> bool:
    blocks = [block for cell in row.cells for block in cell]
    return bool(blocks) and all(block.bold for block in blocks)


def _cell_texts(row: _TableRow, above: list[str]) -> list[str]:
    """The words of a row, column by column; a cell merged with the one above repeats it."""
    line: list[str] = []
    for cell, span, from_above in zip(row.cells, row.spans, row.from_above, strict=True):
        words = " ".join(block.text for block in cell if block.kind is not BlockKind.NOTE)
        if from_above and len(line) < len(above):
            words = above[len(line)]
        line += [words, *[""] * (span - 1)]
    return line
