"""The numbers that Word puts in front of list items and numbered headings.

1. A paragraph names a list and a level in it. Lists of one abstract definition count together; a
   list may define levels anew, and start them anew where it begins.
2. A paragraph increments the count of its level. Levels above that were skipped begin to count;
   levels below begin anew, unless they say that only a level further up restarts them, or none.
3. Its number is the level's pattern, such as "%1.%2", with each count in its level's format; a
   legal level has all of them in digits. Bullets and formats that are rare in these texts give
   no number.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.readers.common.roman import as_roman
from cmp_search.readers.docx.spelling import cardinal_words, ordinal, ordinal_words

_PLACE = re.compile(r"%(\d)")
_OFF = ("0", "false", "off", "none")
_SIGNS = "*†‡§"


def _letters(count: int) -> str:
    """From a to z, then aa, bb, as Word counts."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else str(count)


def _roman(count: int) -> str:
    return as_roman(count) or str(count)


def _circled(count: int) -> str:
    return chr(ord("①") + count - 1) if 1 <= count <= 20 else str(count)


def _sign(count: int) -> str:
    """The note marks *, †, ‡, §, then twice each."""
    return _SIGNS[(count - 1) % 4] * ((count - 1) // 4 + 1) if count > 0 else str(count)


_FORMATS: dict[str, Callable[[int, str], str]] = {
    "decimal": lambda count, _: str(count),
    "decimalZero": lambda count, _: f"{count:02}",
    "lowerLetter": lambda count, _: _letters(count),
    "upperLetter": lambda count, _: _letters(count).upper(),
    "lowerRoman": lambda count, _: _roman(count),
    "upperRoman": lambda count, _: _roman(count).upper(),
    "ordinal": ordinal,
    "cardinalText": cardinal_words,
    "ordinalText": ordinal_words,
    "decimalEnclosedCircle": lambda count, _: _circled(count),
    "decimalEnclosedFullstop": lambda count, _: f"{count}.",
    "decimalEnclosedParen": lambda count, _: f"({count})",
    "numberInDash": lambda count, _: f"- {count} -",
    "chicago": lambda count, _: _sign(count),
    "none": lambda count, _: "",
}


@dataclass(frozen=True, slots=True)
class _ListLevel:
    """How one level of a list is numbered.

    `restart` is how many levels from the top start this one anew; `digits` how many a decimal has
    at least; `style` the paragraph style that is numbered on this level.
    """

    start: int
    format: str
    pattern: str
    is_legal: bool
    restart: int
    suffix: str
    digits: int
    style: str

    def written(self, count: int, language: str) -> str:
        """A count as this level shows it."""
        return _FORMATS[self.format](count, language).zfill(self.digits)


@dataclass(frozen=True, slots=True)
class _List:
    """A list: its levels, and where it starts those that it starts anew."""

    abstract: str
    levels: dict[int, _ListLevel]
    restarts: dict[int, int]


class Numbering:
    """The lists of a document, and the counts that each has reached."""

    def __init__(self, element: Element | None, language: str) -> None:
        """Read the definitions; `language` is that of numbers in words."""
        self._language = language if language in ("fr", "es") else "en"
        self._abstracts: dict[str, dict[int, _ListLevel]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._begun: set[str] = set()
        self._counts: dict[str, dict[int, int]] = {}
        for abstract in _all(element, "w:abstractNum"):
            name = abstract.get(qn("w:abstractNumId"), "")
            self._abstracts[name] = dict(map(_level, _all(abstract, "w:lvl")))
            if link := value(abstract, "w:styleLink"):
                self._links[link] = name
        for abstract in _all(element, "w:abstractNum"):
            if (link := value(abstract, "w:numStyleLink")) in self._links:
                name = abstract.get(qn("w:abstractNumId"), "")
                self._abstracts[name] = self._abstracts[self._links[link]]
        for one in _all(element, "w:num"):
            self._lists[one.get(qn("w:numId"), "")] = self._list(one)

    def _list(self, element: Element) -> _List:
        abstract = value(element, "w:abstractNumId")
        levels = dict(self._abstracts.get(abstract, {}))
        restarts = {}
        for override in _all(element, "w:lvlOverride"):
            levels |= map(_level, _all(override, "w:lvl"))
            if override.find(qn("w:startOverride")) is not None:
                restarts[_place(override)] = integer(value(override, "w:startOverride"), 1)
        return _List(abstract, levels, restarts)

    def level_of(self, name: str, style: str) -> int | None:
        """The level of a list that a paragraph style is numbered on, if one is."""
        levels = self._lists[name].levels if name in self._lists else {}
        return next((i for i, level in levels.items() if level.style == style), None)

    def mark(self, name: str, level: int) -> str:
        """Count one paragraph of a list, and return the number that Word puts before it."""
        one = self._lists.get(name)
        if one is None or level not in one.levels:
            return ""
        self._count(name, one, level)
        return self._written(one, level)

    def _count(self, name: str, one: _List, level: int) -> None:
        """Step 2."""
        counts = self._counts.setdefault(one.abstract, {})
        if name not in self._begun and one.restarts:
            for place in [place for place in counts if place >= min(one.restarts)]:
                del counts[place]
        self._begun.add(name)
        if level in counts:
            counts[level] += 1
        for place in one.levels:
            if place <= level and place not in counts:
                counts[place] = one.restarts.get(place, one.levels[place].start)
        for place in [place for place in counts if place > level]:
            if place not in one.levels or level < one.levels[place].restart:
                del counts[place]

    def _written(self, one: _List, level: int) -> str:
        """Step 3."""
        counts = self._counts[one.abstract]
        rule = one.levels[level]
        places = [int(place) - 1 for place in _PLACE.findall(rule.pattern)]
        formats = [one.levels[place].format for place in (level, *places) if place in one.levels]
        if not all(format in _FORMATS for format in formats):
            return ""

        def written(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            if place not in counts or place not in one.levels:
                return ""
            shown = one.levels[place]
            legal = rule.is_legal and shown.format != "none"
            return str(counts[place]) if legal else shown.written(counts[place], self._language)

        mark = _PLACE.sub(written, rule.pattern)
        if rule.suffix == "nothing":
            return mark
        return f"{mark.strip()} " if mark.strip() else ""


def _all(element: Element | None, name: str) -> Iterator[Element]:
    yield from () if element is None else element.findall(qn(name))


def _place(element: Element) -> int:
    return integer(element.get(qn("w:ilvl")), 0)


def _level(element: Element) -> tuple[int, _ListLevel]:
    """A level's place, and how it is numbered."""
    # A format that older programs do not know is the first of two choices.
    formats = list(element.iter(qn("w:numFmt")))
    custom = formats[0].get(qn("w:format"), "") if formats else ""
    format = formats[-1].get(qn("w:val"), "") if formats else "decimal"
    place = _place(element)
    return place, _ListLevel(
        start=integer(value(element, "w:start"), 0),
        format=format,
        pattern=value(element, "w:lvlText"),
        is_legal=is_on(element, "w:isLgl"),
        restart=integer(value(element, "w:lvlRestart"), place),
        suffix=value(element, "w:suff"),
        digits=len(custom.partition(",")[0]) if custom.startswith("0") else 0,
        style=value(element, "w:pStyle"),
    )


def value(element: Element | None, *path: str) -> str:
    """The `w:val` of the element at a path below this one, or an empty string."""
    for step in path:
        element = None if element is None else element.find(qn(step))
    return "" if element is None else str(element.get(qn("w:val"), ""))


def switched(properties: Element | None, name: str) -> bool | None:
    """Whether properties switch one on or off; None if they do not mention it."""
    element = None if properties is None else properties.find(qn(name))
    return None if element is None else element.get(qn("w:val"), "1") not in _OFF


def is_on(properties: Element | None, name: str) -> bool:
    """Whether properties switch one on."""
    return switched(properties, name) is True


def integer(text: str | None, otherwise: int) -> int:
    """A whole number if the text is one, else `otherwise`."""
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else otherwise
