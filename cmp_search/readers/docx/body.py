"""The body of a Word document, part by part, in the order of the text.

1. A paragraph is a title, a heading, an item or plain, as its style says: by its name in English,
   French or Spanish, by its outline level, or through the style that it is based on (`docx_style`).
2. Its words are those that a reader sees: inserted ones, fields and links are in, deleted and
   hidden ones out. Numbers that Word counts stand in front (`docx_numbering`).
3. A text box comes after the paragraph that holds it, a note after the one that refers to it.
4. A row has its cells side by side, each with the header of its column where the first rows are
   marked as header or the first is all bold. A table of one cell is a frame around paragraphs, and
   one that holds headings is there for layout.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.document import BlockKind
from cmp_search.readers.common.tables import merged_headers, row_text
from cmp_search.readers.docx.numbering import Numbering, value, whole
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
class Part:
    """One block of the document; `bold` when all its words are."""

    kind: BlockKind
    text: str
    level: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A table row: the parts of each cell, and how many columns each takes."""

    cells: list[list[Part]]
    spans: list[int]
    from_above: list[bool]
    is_header: bool


@dataclass(frozen=True, slots=True)
class Walked:
    """The parts of a document in order; how many lines of contents it has; tracked changes."""

    parts: list[Part]
    contents: int
    is_tracked: bool


def walk(document: WordDocument) -> Walked:
    """Go through a document."""
    inside = _Body(document)
    body = document.element.body
    parts = list(inside.blocks(body))
    return Walked(parts, inside.contents, any(True for _ in body.iter(*_TRACKED)))


class _Body:
    """The walk through a body, with what its paragraphs refer to."""

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

    def blocks(self, element: Element) -> Iterator[Part]:
        """The parts of anything that holds paragraphs and tables."""
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

    def paragraph(self, paragraph: Element) -> Iterator[Part]:
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
            yield Part(kind, mark + words.strip(), style.level, bold)
        for leaf in leaves:
            if leaf.tag == _BOX:
                yield from self.blocks(leaf)
            elif leaf.tag in _REFERENCES and not self.in_note:
                yield self.note(_REFERENCES[leaf.tag], leaf.get(qn("w:id"), ""))

    def note(self, kind: str, name: str) -> Part:
        """A note; notes that it refers to itself are left out, as they may run in a ring."""
        note = self.notes.get((kind, name))
        self.in_note = True
        text = "\n".join(part.text for part in self.blocks(note)) if note is not None else ""
        self.in_note = False
        return Part(BlockKind.NOTE, text)

    def _is_bold(self, leaf: Element, otherwise: bool) -> bool:
        properties = leaf.getparent().find(qn("w:rPr"))
        return is_on(properties, "w:b", otherwise)

    def table(self, table: Element) -> Iterator[Part]:
        """The rows of a table (step 4)."""
        rows = [self._row(row) for row in _within(table, qn("w:tr"))]
        every = [part for row in rows for cell in row.cells for part in cell]
        framed = len(rows) == 1 and len(rows[0].cells) == 1
        if framed or any(part.kind in (BlockKind.HEADING, BlockKind.TITLE) for part in every):
            yield from every
            return
        grid: list[list[str]] = []
        for row in rows:
            grid.append(_spread(row, grid[-1] if grid else []))
        count = sum(1 for _ in takewhile(lambda row: row.is_header, rows))
        if not count and len(rows) > 1 and _all_bold(rows[0]) and not _all_bold(rows[1]):
            count = 1
        if count == len(rows):
            count = 0
        headers = merged_headers(grid[:count])
        for row, cells in zip(rows[count:], grid[count:], strict=True):
            yield Part(BlockKind.ROW, row_text(cells, headers))
            yield from (p for cell in row.cells for p in cell if p.kind is BlockKind.NOTE)

    def _row(self, row: Element) -> _Row:
        cells = list(_within(row, qn("w:tc")))
        properties = [cell.find(qn("w:tcPr")) for cell in cells]
        merges = [None if one is None else one.find(qn("w:vMerge")) for one in properties]
        return _Row(
            [list(self.blocks(cell)) for cell in cells],
            [min(whole(value(one, "w:gridSpan"), 1), _MAX_SPAN) for one in properties],
            [one is not None and one.get(qn("w:val")) != "restart" for one in merges],
            is_on(row.find(qn("w:trPr")), "w:tblHeader", False),
        )


def _related(document: WordDocument, relation: str) -> Element | None:
    """The XML of another part of the package, where there is one."""
    for one in document.part.rels.values():
        if one.reltype == relation and not one.is_external:
            element: Element = parse_xml(one.target_part.blob)
            return element
    return None


def _children(element: Element | None) -> Iterator[Element]:
    """The elements in an element; comments and the like are none."""
    for child in () if element is None else element:
        if isinstance(child.tag, str) and child.tag not in _UNSEEN:
            yield child


def _within(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, in content controls too; deleted rows are left out."""
    for child in _children(element):
        if child.tag == tag:
            properties = child.find(qn("w:trPr"))
            if properties is None or properties.find(qn("w:del")) is None:
                yield child
        elif child.tag in _CONTAINERS or child.tag in (qn("w:sdt"), qn("w:sdtContent")):
            yield from _within(child, tag)


def _seen(element: Element) -> Iterator[Element]:
    """What a reader sees of a paragraph: its texts and signs, marks of notes, and text boxes."""
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


def _all_bold(row: _Row) -> bool:
    parts = [part for cell in row.cells for part in cell]
    return bool(parts) and all(part.bold for part in parts)


def _spread(row: _Row, above: list[str]) -> list[str]:
    """The words of a row, column by column; a cell merged with the one above repeats it."""
    line: list[str] = []
    for cell, span, from_above in zip(row.cells, row.spans, row.from_above, strict=True):
        words = " ".join(part.text for part in cell if part.kind is not BlockKind.NOTE)
        if from_above and len(line) < len(above):
            words = above[len(line)]
        line += [words, *[""] * (span - 1)]
    return line
