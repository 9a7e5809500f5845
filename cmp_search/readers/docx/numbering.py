"""The numbers that Word puts in front of list items and numbered headings.

1. A paragraph names a list and a level in it; lists of one abstract definition count together,
   unless a list restarts.
2. A paragraph increments the count of its level and resets those of deeper ones.
3. Its number is the level's pattern, such as "%1.%2", with each count in its level's format.
   Bullets and formats that are rare in these texts give none.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.readers.common.roman import as_roman

_PLACE = re.compile(r"%(\d)")


def _letters(count: int) -> str:
    """From a to z, then aa, bb, as Word counts."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": as_roman,
    "upperRoman": lambda count: as_roman(count).upper(),
}


@dataclass(frozen=True, slots=True)
class _ListLevel:
    """How one level of a list is numbered."""

    start: int
    format: str
    pattern: str


class Numbering:
    """The lists of a document, and the counts that each has reached."""

    def __init__(self, element: Element | None) -> None:
        self._levels: dict[str, dict[int, _ListLevel]] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for abstract in () if element is None else element.findall(qn("w:abstractNum")):
            levels = {_level_of(level): _level(level) for level in abstract.findall(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = levels
        for one in () if element is None else element.findall(qn("w:num")):
            name = one.get(qn("w:numId"), "")
            self._lists[name] = value(one, "w:abstractNumId")
            self._restarts[name] = {
                _level_of(override): integer(value(override, "w:startOverride"), 1)
                for override in one.findall(qn("w:lvlOverride"))
                if override.find(qn("w:startOverride")) is not None
            }

    def mark(self, name: str, level: int) -> str:
        """Count one paragraph of a list, and return the number that Word puts before it."""
        abstract = self._lists.get(name, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        for restarted, start in self._restarts.pop(name, {}).items():
            counts[restarted] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        places = [int(place) - 1 for place in _PLACE.findall(levels[level].pattern)]
        if not places or any(levels[p].format not in _FORMATS for p in places if p in levels):
            return ""

        def written(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            if place not in levels:
                return ""
            return _FORMATS[levels[place].format](max(1, counts.get(place, levels[place].start)))

        return _PLACE.sub(written, levels[level].pattern).strip() + " "


def _level_of(element: Element) -> int:
    return integer(element.get(qn("w:ilvl")), 0)


def _level(element: Element) -> _ListLevel:
    return _ListLevel(
        integer(value(element, "w:start"), 1),
        value(element, "w:numFmt"),
        value(element, "w:lvlText"),
    )


def value(element: Element | None, *path: str) -> str:
    """The `w:val` of the element at a path below this one, or an empty string."""
    for step in path:
        element = None if element is None else element.find(qn(step))
    return "" if element is None else str(element.get(qn("w:val"), ""))


def integer(text: str | None, otherwise: int) -> int:
    """A whole number if the text is one, else `otherwise`."""
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else otherwise
