"""What the styles of a Word document say about a paragraph and its runs.

1. Follow the chain from a style to those that it is based on; the first one that states a property
   decides, and last the defaults of the document. What a paragraph or run states itself comes
   before all of them.
2. A style is a title, a heading, a contents entry or a list by its name or id, in English, French
   or Spanish, with or without the accents that Word drops from ids; else a heading by its outline
   level. The styles of United Nations documents ("_ H _2/3_G") are headings, too.
3. A paragraph's own outline level and list override those of its styles. A style's level in a list
   is the one that the list gives to the style.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.documents.document import BlockKind
from cmp_search.readers.docx.numbering import Numbering, integer, is_on, switched, value

_HEADING = re.compile(
    r"(?:heading|titre|t[íi]?tulo)\s*([1-9])|_?\s?h\s?_?\s?(m|ch|1|2/?3|4|5/?6)_?g?[ar]?_?"
)
_UN_TITLE = re.compile(r"_?\s?h\s?_?\s?(?:m|ch)_?g?[ar]?_?")
_UN_LEVELS = {"m": 1, "ch": 1, "1": 2, "2/3": 3, "23": 3, "4": 4, "5/6": 5, "56": 5}
_TITLE = re.compile(r"title|titre|t[íi]?tulo|puesto")
_CONTENTS = re.compile(
    r"toc\s*\d|(?:contents|tm|tdc)\s*\d|table of (?:figures|authorities)"
    r"|table des (?:illustrations|figures)|tabla de ilustraciones"
)
_CONTENTS_TITLE = re.compile(
    r"toc\s*heading|contents heading|en-tête de table des matières"
    r"|t[íi]?tulo\s?(?:tdc|de tdc|de t[d]?c)"
)
_LIST = re.compile(r"list\s*(?:bullet|number).*|liste? (?:à puces|numérotée).*|lista con .*")
_LINK = re.compile("hyperlink|lien|v[ií]nculo", re.I)
_PLAIN = 9
"""The outline level of plain text; those of headings are 0 to 8."""
_DEEPEST = 50
_DEFAULT_SIZE = 20
"""Half points of type where nothing states a size."""
_ON = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Look:
    """How the words of a run are shown; `size` is in half points.

    `bold` is true for other words that are set off from the text, too: underlined ones, unless they
    are a link, and those in capitals by their type.
    """

    bold: bool = False
    size: int = _DEFAULT_SIZE
    hidden: bool = False
    struck: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph is; `numbered` is its list and the level in it.

    `may_be_title` is true for a heading that is the title of the whole where it comes first.
    """

    id: str
    kind: BlockKind
    level: int = 0
    is_contents: bool = False
    is_contents_title: bool = False
    may_be_title: bool = False
    is_list: bool = False
    centred: bool = False
    numbered: tuple[str, int] | None = None


class Styles:
    """The styles of a document."""

    def __init__(self, element: Element | None, numbering: Numbering) -> None:
        self._numbering = numbering
        self._by_id: dict[str, Element] = {}
        self._default = ""
        self._defaults = None if element is None else element.find(qn("w:docDefaults"))
        for style in () if element is None else element.findall(qn("w:style")):
            name = style.get(qn("w:styleId"), "")
            self._by_id[name] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in _ON:
                self._default = name
        self._named = cache(self._of_style)
        self._runs = cache(self._run_properties)

    def of(self, paragraph: Element) -> Style:
        """What the styles, and a paragraph itself, say about it."""
        own = paragraph.find(qn("w:pPr"))
        id = value(own, "w:pStyle") or self._default
        style = self._named(id)
        if own is None:
            return style
        level = integer(value(own, "w:outlineLvl"), _PLAIN)
        if level < _PLAIN:
            style = replace(style, kind=BlockKind.HEADING, level=level + 1)
        if own.find(qn("w:jc")) is not None:
            style = replace(style, centred=_centred([own]))
        if own.find(qn("w:numPr")) is not None:
            style = replace(style, numbered=self._numbered(own, id))
        return style

    def look(self, properties: Element | None, style: str) -> Look:
        """How a run with its own properties is shown in a paragraph of a style (step 1)."""
        chain = self._runs(value(properties, "w:rStyle"), style)
        if properties is not None:
            chain = (properties, *chain)
        return Look(
            bold=_is_set_off(chain, value(properties, "w:rStyle")),
            size=integer(
                next(filter(None, (value(one, "w:sz") for one in chain)), ""), _DEFAULT_SIZE
            ),
            hidden=_first_on(chain, "w:vanish") or _first_on(chain, "w:specVanish"),
            struck=_first_on(chain, "w:strike") or _first_on(chain, "w:dstrike"),
            font=next(filter(None, map(_font, chain)), ""),
        )

    def heads_first_row(self, table: Element) -> bool:
        """Whether a table's style makes its first row bold."""
        look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
        if look is None or not _has_first_row(look):
            return False
        for style in self._chain(value(table, "w:tblPr", "w:tblStyle")):
            for part in style.findall(qn("w:tblStylePr")):
                if part.get(qn("w:type")) == "firstRow" and is_on(part.find(qn("w:rPr")), "w:b"):
                    return True
        return False

    def _of_style(self, id: str) -> Style:
        chain = list(self._chain(id))
        names = [name for style in chain for name in _names(style)]
        kind, level = _kind(chain)
        return Style(
            id,
            kind,
            level,
            is_contents=any(map(_CONTENTS.fullmatch, names)),
            is_contents_title=any(map(_CONTENTS_TITLE.fullmatch, names)),
            may_be_title=any(map(_UN_TITLE.fullmatch, names)),
            is_list=any(map(_LIST.fullmatch, names)),
            centred=_centred([style.find(qn("w:pPr")) for style in chain]),
            numbered=self._numbered(None, id),
        )

    def _run_properties(self, run_style: str, style: str) -> tuple[Element, ...]:
        found = [*self._chain(run_style), *self._chain(style)] if run_style else self._chain(style)
        properties = [one.find(qn("w:rPr")) for one in found]
        if self._defaults is not None:
            properties.append(self._defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}"))
        return tuple(one for one in properties if one is not None)

    def _chain(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on; in broken files they form a circle."""
        for _ in range(_DEEPEST):
            style = self._by_id.get(name)
            if style is None:
                return
            yield style
            name = value(style, "w:basedOn")

    def _numbered(self, own: Element | None, id: str) -> tuple[str, int] | None:
        """The list of a paragraph and its level (step 3); list 0 takes it out of its style's."""
        level = value(own, "w:numPr", "w:ilvl")
        if name := value(own, "w:numPr", "w:numId"):
            return None if name == "0" else (name, integer(level, 0))
        for style in self._chain(id):
            properties = style.find(qn("w:pPr"))
            linked = str(style.get(qn("w:styleId"), ""))
            level = level or value(properties, "w:numPr", "w:ilvl")
            if name := value(properties, "w:numPr", "w:numId"):
                place = self._numbering.level_of(name, linked)
                stated = (
                    integer(level, 0) if place is None or value(own, "w:numPr", "w:ilvl") else place
                )
                return None if name == "0" else (name, stated)
        return None


def _names(style: Element) -> tuple[str, str]:
    return value(style, "w:name").casefold(), str(style.get(qn("w:styleId"), "")).casefold()


def _kind(chain: list[Element]) -> tuple[BlockKind, int]:
    """Title, heading with its level, or paragraph (step 2)."""
    plain = (BlockKind.PARAGRAPH, 0)
    for style in chain:
        for name in _names(style):
            if match := _HEADING.fullmatch(name):
                return BlockKind.HEADING, int(match[1]) if match[1] else _UN_LEVELS[match[2]]
            if _TITLE.fullmatch(name):
                return BlockKind.TITLE, 0
        if stated := value(style, "w:pPr", "w:outlineLvl"):
            outline = integer(stated, _PLAIN)
            return (BlockKind.HEADING, outline + 1) if outline < _PLAIN else plain
    return plain


def _centred(properties: list[Element | None]) -> bool:
    stated = (value(one, "w:jc") for one in properties)
    return next(filter(None, stated), "") == "center"


def _font(properties: Element) -> str:
    fonts = properties.find(qn("w:rFonts"))
    return (
        "" if fonts is None else str(fonts.get(qn("w:ascii"), "") or fonts.get(qn("w:hAnsi"), ""))
    )


def _has_first_row(look: Element) -> bool:
    stated = look.get(qn("w:firstRow"))
    if stated is not None:
        return stated in _ON
    bits = str(look.get(qn("w:val"), "0"))
    return bool(re.fullmatch(r"[0-9a-fA-F]{1,8}", bits)) and bool(int(bits, 16) & 0x20)


def _first_on(chain: tuple[Element, ...], name: str) -> bool:
    """Whether the first properties that mention one switch it on."""
    stated = (switched(properties, name) for properties in chain)
    return next((one for one in stated if one is not None), False)


def _is_set_off(chain: tuple[Element, ...], run_style: str) -> bool:
    """Whether words are bold, underlined or in capitals by their type."""
    if any(_first_on(chain, name) for name in ("w:b", "w:caps", "w:smallCaps")):
        return True
    return _first_on(chain, "w:u") and not _LINK.search(run_style)
