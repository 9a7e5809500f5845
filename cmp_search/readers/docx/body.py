"""The body of a Word document, block by block, in the order of the text.

1. A paragraph is a title, a heading, an item or plain, as its style says (`styles`). Numbers that
   Word generates come first (`numbering`); its words are those that a reader sees (`runs`).
2. A paragraph whose mark is deleted, or that is a drop cap, goes on in the next one, and is what
   that one is.
3. What it contains follows it: text boxes, diagrams, charts, and the notes that it refers to.
4. Tables are rows, or text (`tables`); files that the document includes are read, too (`chunks`).
5. The entries of a table of contents are marked: those in its field, its content control or its
   styles. A heading, or a paragraph that is long and a sentence, is no entry wherever it stands; a
   control that goes on with the text has none from its first heading on.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.documents.document import BlockKind, Omission
from cmp_search.readers.docx.block import DocxBlock
from cmp_search.readers.docx.chunks import drawn, included
from cmp_search.readers.docx.numbering import Numbering, is_on, value
from cmp_search.readers.docx.package import Part
from cmp_search.readers.docx.runs import (
    BOX,
    DELETED,
    DRAWN,
    NOTES,
    TRACKED,
    Piece,
    Runs,
    all_words,
    children,
    joined,
)
from cmp_search.readers.docx.styles import Style, Styles
from cmp_search.readers.docx.tables import Tables

_MARK = f"{qn('w:pPr')}/{qn('w:rPr')}"
"""Where the properties of a paragraph's mark are."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_GALLERY = "Table of Contents"
_PAGED = re.compile(r"(?:\t|\.{3,}|(?:\. ){3,}|…|_{3,}|·{3,})[\s.]*(?:\d{1,4}|[ivxlc]{1,7})$")
_WORDS_UNKNOWN = "…"
"""Stands for the line of a file whose words nobody can tell."""
_ENTRY_LENGTH = 200
"""Characters of the longest entry of a table of contents that ends like a sentence."""


@dataclass(frozen=True, slots=True)
class DocxBody:
    """The blocks of a document in order, and the words that are left out, each with the reason.

    `is_tracked` is true if there are tracked changes.
    """

    blocks: list[DocxBlock]
    omitted: list[tuple[Omission, str]]
    is_tracked: bool


def walk(part: Part) -> DocxBody:
    """Walk through the body of a document."""
    inside = _BodyWalk(part)
    body = part.root.find(qn("w:body"))
    blocks = list(inside.blocks(body))
    for kind, reason in (
        ("comments", Omission.COMMENTS),
        ("header", Omission.RUNNING),
        ("footer", Omission.RUNNING),
    ):
        inside.omitted += [(reason, all_words(one.root)) for one in part.related(kind)]
    return DocxBody(blocks, inside.omitted, any(True for _ in part.root.iter(*TRACKED)))


class _BodyWalk:
    """The walk through a body, with the styles, lists and notes that its paragraphs refer to."""

    def __init__(self, part: Part) -> None:
        if part.root.tag != qn("w:document"):
            raise ValueError(f"{part.name} is no document")
        styles = next((one.root for one in part.related("styles")), None)
        numbers = next((one.root for one in part.related("numbering")), None)
        self.part = part
        self.omitted: list[tuple[Omission, str]] = []
        self.numbering = Numbering(numbers, _language(styles))
        self.styles = Styles(styles, self.numbering)
        self.runs = Runs(part.root, self.styles, self.omit)
        self.tables = Tables(self.styles, self.blocks, self.omit)
        self.in_note = self.in_text = False
        self.notes: dict[tuple[str, str], Element] = {}
        for kind in NOTES.values():
            for one in part.related(kind):
                for note in one.root.iterchildren("*"):
                    self.notes[kind, note.get(qn("w:id"), "")] = note

    def omit(self, reason: Omission, text: str) -> None:
        """Note words that are left out."""
        self.omitted.append((reason, text))

    def blocks(self, element: Element | None) -> Iterator[DocxBlock]:
        """The blocks of any element that contains paragraphs and tables."""
        begun: list[Piece] = []
        for child, in_gallery in self._flat(element, in_gallery=False):
            if child.tag == qn("w:p"):
                style = self.styles.of(child)
                begun += self.runs.pieces(child, style.id)
                if goes_on(child):
                    continue
                is_hidden = is_on(child.find(_MARK), "w:vanish")
                yield from self._paragraph(begun, style, is_hidden, in_gallery)
                begun = []
            elif child.tag == qn("w:tbl"):
                yield from self.tables.read(child)
            else:
                yield from self._included(child)
        yield from self._paragraph(begun, _PLAIN, is_hidden=True, in_gallery=False)

    def _flat(self, element: Element | None, in_gallery: bool) -> Iterator[tuple[Element, bool]]:
        """Paragraphs, tables and included files.

        Each comes with whether it is in the content control of a table of contents.
        """
        for child in children(element):
            if child.tag in DELETED:
                self.omit(Omission.DELETED, all_words(child))
            elif child.tag in (qn("w:p"), qn("w:tbl"), qn("w:altChunk")):
                yield child, in_gallery
            else:
                gallery = value(child, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
                yield from self._flat(child, in_gallery or gallery == _GALLERY)

    def _paragraph(
        self, pieces: list[Piece], style: Style, is_hidden: bool, in_gallery: bool
    ) -> Iterator[DocxBlock]:
        """A paragraph, then what it contains (steps 1 and 3)."""
        words = joined(pieces).strip()
        mark = ""
        if style.numbered and (words or not is_hidden):
            mark = self.numbering.mark(*style.numbered)
        if words:
            block = _block(pieces, style, mark, words)
            in_field = all(piece.in_contents for piece in pieces if piece.text.strip())
            self.in_text = in_gallery and (self.in_text or block.is_of_text)
            listed = style.is_contents or in_field or (in_gallery and not self.in_text)
            yield replace(block, is_entry=listed and _may_be_entry(block, in_gallery))
        for piece in pieces:
            if piece.element is not None:
                yield from self._contained(piece.element)

    def _contained(self, element: Element) -> Iterator[DocxBlock]:
        """A text box, a diagram, a chart or a note."""
        if element.tag == BOX:
            frame = self.tables.next_frame()
            yield from (
                replace(block, frame=block.frame or frame) for block in self.blocks(element)
            )
        elif element.tag in DRAWN:
            data = self.part.target(element.get(_RELATION + DRAWN[element.tag], ""))
            for words in drawn(data) if data is not None else ():
                yield DocxBlock(BlockKind.PARAGRAPH, words)
        elif not self.in_note:
            yield self._note(NOTES[element.tag], element.get(qn("w:id"), ""))

    def _note(self, kind: str, name: str) -> DocxBlock:
        """A note; notes that it refers to are left out, because they may refer to each other."""
        note = self.notes.get((kind, name))
        self.in_note = True
        text = "\n".join(block.text for block in self.blocks(note)) if note is not None else ""
        self.in_note = False
        return DocxBlock(BlockKind.NOTE, text)

    def _included(self, chunk: Element) -> Iterator[DocxBlock]:
        """The blocks of an included file (step 4); its title is a heading here."""
        part = self.part.target(chunk.get(_RELATION + "id", ""))
        extract = None if part is None else included(part)
        if extract is None:
            self.omit(Omission.UNREADABLE, _WORDS_UNKNOWN)
            return
        for block in extract.blocks:
            kind = BlockKind.HEADING if block.kind is BlockKind.TITLE else block.kind
            level = max(block.level, 1) if kind is BlockKind.HEADING else 0
            yield DocxBlock(kind, extract.text[block.start : block.end], level)


_PLAIN = Style("", BlockKind.PARAGRAPH)


def goes_on(paragraph: Element) -> bool:
    """Whether a paragraph goes on in the next one (step 2)."""
    mark = paragraph.find(_MARK)
    if mark is not None and any(mark.find(tag) is not None for tag in DELETED):
        return True
    frame = paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
    return frame is not None and frame.get(qn("w:dropCap"), "none") != "none"


def _block(pieces: list[Piece], style: Style, mark: str, words: str) -> DocxBlock:
    """A paragraph as a block (step 1)."""
    kind = style.kind
    if kind is BlockKind.PARAGRAPH and (style.numbered or style.is_list):
        kind = BlockKind.ITEM
    sizes: Counter[int] = Counter()
    for piece in pieces:
        sizes[piece.look.size] += len(piece.text.strip())
    return DocxBlock(
        kind,
        mark + words.replace("\t", " "),
        style.level if kind is BlockKind.HEADING else 0,
        bold=_is_bold(pieces),
        size=sizes.most_common(1)[0][0],
        centred=style.centred,
        list=style.numbered,
        mark=mark,
        opening=_opening(pieces, words),
        is_contents_title=style.is_contents_title,
        may_be_title=style.may_be_title,
        is_paged=bool(_PAGED.search(words)),
    )


def _is_bold(pieces: list[Piece]) -> bool:
    """Whether all words are bold; marks between them need not be."""
    return all(piece.look.bold for piece in pieces if any(map(str.isalnum, piece.text)))


def _opening(pieces: list[Piece], words: str) -> str:
    """The first of several lines if it is bold and the rest is not."""
    first, _, rest = words.partition("\n")
    bold = joined([piece for piece in pieces if piece.look.bold]).strip()
    return first.strip().replace("\t", " ") if rest and bold == first.strip() else ""


def _may_be_entry(block: DocxBlock, in_gallery: bool) -> bool:
    """Step 5."""
    if block.kind is BlockKind.HEADING and not block.is_contents_title:
        return in_gallery and block.is_paged
    return len(block.text) <= _ENTRY_LENGTH or block.text[-1] != "."


def _language(styles: Element | None) -> str:
    """The language that the defaults of a document state, such as "fr"."""
    if styles is None:
        return ""
    for language in styles.findall(f"{qn('w:docDefaults')}//{qn('w:lang')}"):
        return str(language.get(qn("w:val"), ""))[:2].lower()
    return ""
