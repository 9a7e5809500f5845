"""The words of a Word paragraph as a reader sees them.

1. Insertions, links, content controls and smart tags are walked through; of alternatives, such as
   a text box for new and for old programs, the first one with words is taken.
2. Deleted, hidden and struck words, and those that ask for words in a control that is empty, are
   left out, and noted with the reason.
3. A field shows its result, never its instruction, even where other fields are nested in it. It
   may go on over several paragraphs, as that of a table of contents does. One that is never closed
   counts as none, so that it hides nothing.
4. Symbols become the characters that they show (see `symbols`); check boxes ☐ or ☒.
5. Text boxes, notes, diagrams and charts are handed on as elements, to follow the paragraph.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.documents.document import Omission
from cmp_search.readers.docx.controls import form_field, is_placeholder
from cmp_search.readers.docx.styles import Look, Styles
from cmp_search.readers.docx.symbols import in_font, symbol

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DRAWN = {DIAGRAM: "dm", CHART: "id"}
"""Drawings whose words are in a part of their own, and the attributes that refer to it."""
BOX = qn("w:txbxContent")
NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
DELETED = frozenset(map(qn, ("w:del", "w:moveFrom")))
TRACKED = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))
_SKIPPED = frozenset(map(qn, ("w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:rt", "w:instrText")))
_TEXTS = frozenset(map(qn, ("w:t", "m:t", "w:delText")))
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_MATH_SIGNS = {qn("m:den"): "/", qn("m:sup"): "^", qn("m:sub"): "_"}
"""What stands between the parts of a formula, which are above each other on the page."""
_CONTENTS_FIELD = "TOC"
_CUT = "\0"
"""Stands where words are left out; XML has no such character."""
_CUTS = re.compile(f"(?: ?{_CUT})+(?= )|{_CUT}")


_NO_LOOK = Look()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words shown alike, or an element that follows the paragraph.

    `in_contents` is true within the field of a table of contents.
    """

    text: str = ""
    look: Look = _NO_LOOK
    in_contents: bool = False
    element: Element | None = None


@dataclass(slots=True)
class _Field:
    """An open field; it `shows` once its result has begun."""

    instruction: str = ""
    shows: bool = False

    @property
    def is_contents(self) -> bool:
        return self.instruction.split()[:1] == [_CONTENTS_FIELD]


class Runs:
    """Reads paragraph after paragraph, with the fields that are open."""

    def __init__(
        self, body: Element, styles: Styles, omit: Callable[[Omission, str], None]
    ) -> None:
        self._styles = styles
        self._omit = omit
        self._fields: list[_Field] = []
        self._unclosed = _unclosed(body)

    def pieces(self, paragraph: Element, style: str) -> list[Piece]:
        """The pieces of a paragraph of a style, in order."""
        return list(self._walk(paragraph, style))

    def _left_out(self, reason: Omission, text: str) -> Iterator[Piece]:
        """Note words that are left out; the blanks around them become one (see `joined`)."""
        if text.strip():
            self._omit(reason, text)
            yield Piece(_CUT)

    def _walk(self, element: Element, style: str) -> Iterator[Piece]:
        for child in children(element):
            if child.tag in DELETED:
                yield from self._left_out(Omission.DELETED, all_words(child))
            elif child.tag == qn("w:r"):
                yield from self._run(child, style)
            elif child.tag in (BOX, *DRAWN):
                yield Piece(element=child)
            elif child.tag in _TEXTS:
                yield self._piece(child.text or "", Look())
            elif child.tag == qn("w:fldSimple"):
                self._fields.append(_Field(child.get(qn("w:instr"), ""), shows=True))
                yield from self._walk(child, style)
                self._fields.pop()
            else:
                if child.tag in _MATH_SIGNS and all_words(child):
                    yield self._piece(_MATH_SIGNS[child.tag], Look())
                yield from self._walk(child, style)

    def _run(self, run: Element, style: str) -> Iterator[Piece]:
        if is_placeholder(run):
            yield from self._left_out(Omission.BOILERPLATE, all_words(run))
            return
        look = self._styles.look(run.find(qn("w:rPr")), style)
        marked = False
        for child in run:
            if child.tag in NOTES and not look.hidden:
                marked = child.get(qn("w:customMarkFollows"), "0") in ("1", "true", "on")
                yield Piece(element=child)
            elif child.tag == qn("w:instrText"):
                if self._fields and not self._fields[-1].shows:
                    self._fields[-1].instruction += child.text or ""
            elif child.tag == qn("w:fldChar"):
                yield from self._field(child, look)
            elif (text := _text(child, look.font)) and not marked:
                yield from self._seen(text, look)
            elif child.tag not in _TEXTS and not look.hidden:
                yield from self._walk_one(child, style)

    def _walk_one(self, child: Element, style: str) -> Iterator[Piece]:
        """What a run contains besides words, such as a drawing with text boxes."""
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            shown = _chosen(child)
            if shown is not None:
                yield from self._walk(shown, style)

    def _seen(self, text: str, look: Look) -> Iterator[Piece]:
        """The words of a run, unless they are not to be read (step 2)."""
        if not all(field.shows for field in self._fields):
            return
        if look.hidden:
            yield from self._left_out(Omission.HIDDEN, text)
        elif look.struck and text.strip():
            yield from self._left_out(Omission.STRUCK, text)
        else:
            yield self._piece(text, look)

    def _piece(self, text: str, look: Look) -> Piece:
        return Piece(text, look, any(field.is_contents for field in self._fields))

    def _field(self, mark: Element, look: Look) -> Iterator[Piece]:
        """Where a field begins, its result begins, or it ends (step 3)."""
        kind = mark.get(qn("w:fldCharType"))
        if kind == "begin" and mark not in self._unclosed:
            yield from self._seen(form_field(mark), look)
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def children(element: Element | None) -> Iterator[Element]:
    """The elements in an element that may have words; of alternatives, the one that is shown."""
    for child in () if element is None else element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED:
            continue
        shown = _chosen(child)
        if shown is not None:
            yield shown


def joined(pieces: Sequence[Piece]) -> str:
    """The words of pieces; where some were left out between two blanks, one blank is kept."""
    return _CUTS.sub("", "".join(piece.text for piece in pieces))


def all_words(element: Element) -> str:
    """All words in an element, deleted or not."""
    parts = element.iter(*_TEXTS, *_SIGNS, qn("w:p"))
    return "".join((one.text or "") if one.tag in _TEXTS else " " for one in parts).strip()


def _chosen(element: Element) -> Element | None:
    """The element itself; of alternatives, the first with words or a drawing of them (step 1)."""
    if element.tag != f"{MC}AlternateContent":
        return element
    one: Element
    for one in element:
        if one.tag in (f"{MC}Choice", f"{MC}Fallback") and any(
            True for _ in one.iter(*_TEXTS, qn("w:sym"), *DRAWN)
        ):
            return one
    return None


def _text(child: Element, font: str) -> str:
    """The words or the sign that an element of a run stands for (step 4)."""
    if child.tag in _TEXTS:
        return in_font(font, child.text or "")
    if child.tag == qn("w:sym"):
        code = child.get(qn("w:char"), "")
        return symbol(child.get(qn("w:font"), ""), _hexadecimal(code))
    return _SIGNS.get(child.tag, "")


def _hexadecimal(code: str) -> int:
    try:
        return int(code, 16)
    except ValueError:
        return 0


def _unclosed(body: Element) -> frozenset[Element]:
    """The marks where fields begin that never end."""
    opened: list[Element] = []
    for mark in body.iter(qn("w:fldChar")):
        kind = mark.get(qn("w:fldCharType"))
        if kind == "begin":
            opened.append(mark)
        elif kind == "end" and opened:
            opened.pop()
    return frozenset(opened)
