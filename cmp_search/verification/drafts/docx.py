"""Drafts in Word's format, by Word, LibreOffice, Google Docs, pandoc or this tool.

1. The package is opened and its words are read as for texts (see `readers.docx`): the final text,
   with insertions and without deletions, results of fields and not their codes. Headers, footers,
   comments and the numbers of lists are no part of it.
2. Paragraphs of the body and the cells of tables follow in order; a text box follows the paragraph
   that it is anchored to, and so do the words of a diagram or chart.
3. The mark of a note stands where its reference does. Notes are named as a reader sees them:
   footnotes 1, 2, …, endnotes i, ii, …, those with marks of their own *, **, …, in order of
   appearance.
4. A paragraph is a quotation if its style, or one that it is based on, is for quotations.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.documents.document import BlockKind
from cmp_search.errors import LimitError
from cmp_search.readers.common.roman import as_roman
from cmp_search.readers.docx.body import goes_on
from cmp_search.readers.docx.chunks import drawn
from cmp_search.readers.docx.numbering import Numbering, value
from cmp_search.readers.docx.package import BROKEN, Package, Part, broken
from cmp_search.readers.docx.runs import BOX, DELETED, DRAWN, NOTES, Piece, Runs, children, joined
from cmp_search.readers.docx.styles import Style, Styles
from cmp_search.verification.draft import Draft, DraftParagraph, Place
from cmp_search.verification.drafts.paragraphs import MARK, arranged, paragraph

_QUOTES = re.compile(
    r"(?:intense\s?)?quot(?:e|es|ation|ations)|block\s?(?:text|quote|quotation)|excerpt"
    r"|citation(?:\s?intense)?|cita(?:\s?destacada|\s?intensa)?|texto\s?de\s?bloque|extrait|extracto"
)
"""Names of styles for quotations, as programs in the three languages write them."""
_DEEPEST = 40
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MARKED = "\1"
"""Stands for a mark while pieces are joined, which have a use for `MARK` of their own."""
_HEADINGS = (BlockKind.TITLE, BlockKind.HEADING)
_PLAIN = Style("", BlockKind.PARAGRAPH)
_PLACES = {"footnotes": Place.FOOTNOTE, "endnotes": Place.ENDNOTE}


def read(data: bytes) -> Draft:
    """Read a draft.

    Raises:
        ReadError: the bytes are no Word document, are damaged, locked or too large.
    """
    try:
        walk = _Walk(Package(data).main)
        return arranged(walk.all())
    except BROKEN as error:
        raise broken(error) from error


class _Walk:
    """The walk through a document, and the names of the notes that it has come upon."""

    def __init__(self, part: Part) -> None:
        if part.root.tag != qn("w:document"):
            raise ValueError(f"{part.name} is no document")
        self._part = part
        styles = next((one.root for one in part.related("styles")), None)
        self._styles = Styles(styles, Numbering(None, ""))
        self._names = {} if styles is None else dict(_style_names(styles))
        self._is_quotation = cache(self._quotation_style)
        self._notes = dict(_notes(part))
        self._labels: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()
        self._runs = Runs(part.root, self._styles, _nothing)

    def all(self) -> Iterator[DraftParagraph]:
        """The paragraphs of the body, then those of the notes that it refers to."""
        yield from self._paragraphs(self._part.root.find(qn("w:body")), Place.BODY)
        for (kind, id), label in list(self._labels.items()):
            note = self._notes[kind, id]
            self._runs = Runs(note, self._styles, _nothing)
            yield from self._paragraphs(note, _PLACES[kind], label)

    def _paragraphs(
        self, element: Element | None, place: Place, note: str = "", depth: int = 0
    ) -> Iterator[DraftParagraph]:
        """Step 2: the paragraphs in anything that has some."""
        if depth > _DEEPEST:
            raise LimitError("docx_nested", most=_DEEPEST)
        begun: list[Piece] = []
        for child in _flat(element):
            if child.tag == qn("w:tbl"):
                inner = place if note else Place.TABLE
                for cell in _cells(child):
                    yield from self._paragraphs(cell, inner, note, depth + 1)
                continue
            style = self._styles.of(child)
            begun += self._runs.pieces(child, style.id)
            if not goes_on(child):
                yield from self._paragraph(begun, style, place, note, depth)
                begun = []
        yield from self._paragraph(begun, _PLAIN, place, note, depth)

    def _paragraph(
        self, pieces: list[Piece], style: Style, place: Place, note: str, depth: int
    ) -> Iterator[DraftParagraph]:
        marks: list[str] = []
        shown: list[Piece] = []
        for piece in pieces:
            label = "" if note or piece.element is None else self._label(piece.element)
            if label:
                marks.append(label)
            shown.append(Piece(_MARKED) if label else piece)
        words = joined(shown).replace(_MARKED, MARK)
        level = max(style.level, 1) if style.kind in _HEADINGS else 0
        quotes = self._is_quotation(style.id)
        one = paragraph(words, marks, place, is_quotation=quotes, note=note, heading=level)
        if one is not None:
            yield one
        for piece in pieces:
            if piece.element is not None and piece.element.tag == BOX:
                yield from self._paragraphs(piece.element, place, note, depth + 1)
            elif piece.element is not None and piece.element.tag in DRAWN:
                name = piece.element.get(_RELATION + DRAWN[piece.element.tag], "")
                data = self._part.target(name)
                for line in drawn(data) if data is not None else ():
                    yield DraftParagraph(line, place, note=note)

    def _label(self, reference: Element) -> str:
        """Step 3: the name of the note that an element refers to; empty if it is not there."""
        if reference.tag not in NOTES:
            return ""
        key = NOTES[reference.tag], reference.get(qn("w:id"), "")
        if key not in self._notes:
            return ""
        if key not in self._labels:
            own = reference.get(qn("w:customMarkFollows"), "0") in ("1", "true", "on")
            self._labels[key] = self._next_label("own" if own else key[0])
        return self._labels[key]

    def _next_label(self, kind: str) -> str:
        self._counts[kind] += 1
        count = self._counts[kind]
        if kind == "own":
            return "*" * count
        return str(count) if kind == "footnotes" else as_roman(count)

    def _quotation_style(self, id: str) -> bool:
        """Step 4."""
        for _ in range(_DEEPEST):
            name, base = self._names.get(id, (id, ""))
            if _QUOTES.fullmatch(name.casefold()) or _QUOTES.fullmatch(id.casefold()):
                return True
            if not base:
                return False
            id = base
        return False


def _nothing(*_: object) -> None:
    """Note nothing of what is left out: it is no part of the final text."""


def _flat(element: Element | None) -> Iterator[Element]:
    """The paragraphs and tables in an element, also those in content controls and the like."""
    for child in children(element):
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag not in DELETED:
            yield from _flat(child)


def _cells(table: Element) -> Iterator[Element]:
    """The cells of a table, row by row, but for deleted ones."""
    for child in children(table):
        row, cell = child.find(qn("w:trPr")), child.find(qn("w:tcPr"))
        gone = (row is not None and row.find(qn("w:del")) is not None) or (
            cell is not None and cell.find(qn("w:cellDel")) is not None
        )
        if child.tag == qn("w:tc") and not gone:
            yield child
        elif not gone:
            yield from _cells(child)


def _notes(part: Part) -> Iterator[tuple[tuple[str, str], Element]]:
    """The notes of a document, by kind and id."""
    for kind in NOTES.values():
        for one in part.related(kind):
            for note in one.root.iterchildren("*"):
                yield (kind, note.get(qn("w:id"), "")), note


def _style_names(styles: Element) -> Iterator[tuple[str, tuple[str, str]]]:
    """The name of each style, and the id of the one that it is based on, by its id."""
    for style in styles.findall(qn("w:style")):
        yield style.get(qn("w:styleId"), ""), (value(style, "w:name"), value(style, "w:basedOn"))
