"""What the styles of a Word document say about a paragraph.

1. Follow the chain from the paragraph's own style to those that it is based on; the first one that
   states a property decides.
2. A style is a title, a heading or a contents entry by its name or id, in English, French or
   Spanish, with or without the accents that Word drops from ids; else a heading by its outline
   level.
3. A paragraph's own outline level and list override those of its styles.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.documents.document import BlockKind
from cmp_search.readers.docx.numbering import integer, value

_HEADING = re.compile(r"(?:heading|titre|t[íi]?tulo)\s*([1-9])")
_TITLE = re.compile(r"title|titre|t[íi]?tulo|puesto")
_CONTENTS = re.compile(
    r"toc\s*(?:\d|heading)|(?:contents|tm|tdc)\s*\d|contents heading"
    r"|en-tête de table des matières|título tdc"
)
_LIST = re.compile(r"list\s*(?:bullet|number).*|liste? (?:à puces|numérotée).*|lista con .*")
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph is; `numbered` is its list and the level in it."""

    kind: BlockKind
    level: int = 0
    is_contents: bool = False
    is_list: bool = False
    numbered: tuple[str, int] | None = None
    bold: bool = False


class Styles:
    """The styles of a document."""

    def __init__(self, element: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._default = ""
        for style in () if element is None else element.findall(qn("w:style")):
            name = style.get(qn("w:styleId"), "")
            self._by_id[name] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in (
                "1",
                "true",
            ):
                self._default = name

    def of(self, paragraph: Element) -> Style:
        """What the styles say about a paragraph."""
        own = paragraph.find(qn("w:pPr"))
        chain = list(self._chain(value(own, "w:pStyle") or self._default))
        names = [name for style in chain for name in _names(style)]
        properties = [own, *[style.find(qn("w:pPr")) for style in chain]]
        kind, level = _kind(chain, value(own, "w:outlineLvl"))
        runs = [style.find(qn("w:rPr")) for style in chain]
        return Style(
            kind,
            level,
            is_contents=any(map(_CONTENTS.fullmatch, names)),
            is_list=any(map(_LIST.fullmatch, names)),
            numbered=_numbered(properties),
            bold=next((is_on(run, "w:b", False) for run in runs if _says(run, "w:b")), False),
        )

    def _chain(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on; in broken files they form a circle."""
        for _ in range(_DEEPEST):
            style = self._by_id.get(name)
            if style is None:
                return
            yield style
            name = value(style, "w:basedOn")


def _names(style: Element) -> tuple[str, str]:
    return value(style, "w:name").casefold(), str(style.get(qn("w:styleId"), "")).casefold()


def _kind(chain: list[Element], own_level: str) -> tuple[BlockKind, int]:
    """Title, heading with its level, or paragraph (step 2)."""
    if own_level and integer(own_level, 9) < 9:
        return BlockKind.HEADING, integer(own_level, 9) + 1
    for style in chain:
        for name in _names(style):
            if match := _HEADING.fullmatch(name):
                return BlockKind.HEADING, int(match[1])
            if _TITLE.fullmatch(name):
                return BlockKind.TITLE, 0
        level = integer(value(style, "w:pPr", "w:outlineLvl"), 9)
        if level < 9:
            return BlockKind.HEADING, level + 1
    return BlockKind.PARAGRAPH, 0


def _numbered(properties: list[Element | None]) -> tuple[str, int] | None:
    """The list of a paragraph and its level; list 0 takes it out of the list of its style."""
    level = ""
    for one in properties:
        level = level or value(one, "w:numPr", "w:ilvl")
        if name := value(one, "w:numPr", "w:numId"):
            return None if name == "0" else (name, integer(level, 0))
    return None


def _says(properties: Element | None, name: str) -> bool:
    return properties is not None and properties.find(qn(name)) is not None


def is_on(properties: Element | None, name: str, otherwise: bool) -> bool:
    """Whether a property is switched on; `otherwise` if it is not mentioned."""
    if properties is None or not _says(properties, name):
        return otherwise
    return properties.find(qn(name)).get(qn("w:val"), "1") not in ("0", "false", "off", "none")
