"""Drafts as web pages, by browsers, Word, LibreOffice, Google Docs, pandoc or this tool.

1. Decode and parse as for texts (see `readers.html`); hidden and struck elements are left out.
2. Each block of words is a paragraph, each cell of a table at least one. What stands in
   `blockquote`, or has a class of such a name, is a quotation; `q` stands for quotation marks.
3. Marks and notes are found by the links between them (see `html_notes`); the marks are taken out,
   and so are the numbers before notes and the links back from them.
"""

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cmp_search.errors import LimitError
from cmp_search.readers.html.encoding import decode_page
from cmp_search.readers.html.hidden import WORDLESS, Unseen
from cmp_search.readers.html.parsing import parsed
from cmp_search.readers.html.styles import Styles
from cmp_search.readers.html.walk import MAX_DEPTH
from cmp_search.verification.draft import Draft, DraftParagraph, Place
from cmp_search.verification.drafts.html_notes import BLOCKS, HtmlNotes
from cmp_search.verification.drafts.paragraphs import MARK, arranged, collapsed, paragraph

_QUOTING = re.compile(
    r"(?:^|\s)(?:mso(?:intense)?quote|msoblocktext|block-?(?:quote|text)s?|quot(?:e|es|ation|ations)"
    r"|citation|cita|excerpt)(?:\s|$)",
    re.I,
)
_PARAPHRASING = re.compile(r"(?:^|\s)paraphrase(?:\s|$)", re.I)
"""The class of what an exported note says of a digest, which is no quotation."""
_BLANK = re.compile(r"[ \t\n\r\f]+")
_Q = ("“”", "‘’")


def read(data: bytes) -> Draft:
    """Read a draft.

    Raises:
        FormatError: the bytes are no text.
        LimitError: the text is too long, or nested too deep.
    """
    return arranged(html_paragraphs(decode_page(data)[0]))


def html_paragraphs(text: str) -> list[DraftParagraph]:
    """The paragraphs of a page or of a part of one, in its order.

    Raises:
        LimitError: it is nested too deep.
    """
    tree = parsed(text)
    if tree.body is None:
        return []
    walk = _Walk(tree)
    walk.into(tree.body, _Where(), 0)
    walk.close(_Where())
    return walk.found


@dataclass(frozen=True, slots=True)
class _Where:
    """What stands around words; `q` counts the elements `q`."""

    place: Place = Place.BODY
    is_quotation: bool = False
    note: str = ""
    heading: int = 0
    q: int = 0
    as_typed: bool = False


class _Walk:
    """The paragraphs so far, and the words and marks of the open one."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._unseen = Unseen(tree, Styles(tree))
        self._notes = HtmlNotes(tree)
        self._words: list[str] = []
        self._marks: list[str] = []
        self._begun: set[str] = set()
        self.found: list[DraftParagraph] = []

    def into(self, node: LexborNode, where: _Where, depth: int) -> None:
        """Walk through what is in an element."""
        if depth > MAX_DEPTH:
            raise LimitError("html_nested", most=MAX_DEPTH)
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                words = (child.text_content or "").replace(MARK, "")
                self._words.append(words if where.as_typed else _BLANK.sub(" ", words))
            elif label := self._notes.marks.get(child.mem_id):
                self._words.append(MARK)
                self._marks.append(label)
            elif child.mem_id in self._notes.back or tag in WORDLESS or tag[:1] in "-!":
                continue
            elif not self._unseen.reason(child, tag):
                self._element(child, tag, where, depth)

    def _element(self, node: LexborNode, tag: str, where: _Where, depth: int) -> None:
        inner = self._inside(node, tag, where)
        if tag == "br":
            self._words.append("\n")
        elif tag == "q":
            marks = _Q[where.q % 2]
            self._words.append(marks[0])
            self.into(node, inner, depth + 1)
            self._words.append(marks[1])
        elif tag in BLOCKS or inner.note != where.note:
            self.close(where)
            self.into(node, inner, depth + 1)
            self.close(inner)
        else:
            self.into(node, inner, depth + 1)

    def _inside(self, node: LexborNode, tag: str, where: _Where) -> _Where:
        """What stands around the words in an element."""
        if tag == "q":
            return replace(where, q=where.q + 1)
        if name := self._notes.notes.get(node.mem_id):
            return _Where(name.place, note=name.label)
        if tag in BLOCKS:
            classes = node.attributes.get("class") or ""
            quoting = tag == "blockquote" or _QUOTING.search(classes)
            if tag in ("td", "th") and not where.note:
                where = replace(where, place=Place.TABLE)
            if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
                where = replace(where, heading=int(tag[1]))
            if quoting:
                where = replace(where, is_quotation=not _PARAPHRASING.search(classes))
            if tag in ("pre", "textarea"):
                where = replace(where, as_typed=True)
        return where

    def close(self, where: _Where) -> None:
        """Make a paragraph of the words so far."""
        words, marks = "".join(self._words), self._marks
        self._words, self._marks = [], []
        if where.note and where.note not in self._begun and words.strip():
            self._begun.add(where.note)
            words = self._notes.without_number(words, where.note)
        made = paragraph(
            collapsed(words),
            marks,
            where.place,
            is_quotation=where.is_quotation,
            note=where.note,
            heading=where.heading,
        )
        if made is not None:
            self.found.append(made)
