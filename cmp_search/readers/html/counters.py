"""The numbers that a page's own style sheets generate: "1.1" before a heading, "(a)" in a list.

1. A counter begins with `counter-reset` and is moved by `counter-increment`, in the order of the
   page. It holds for the rest of the element around that: a list within a list counts anew.
2. What stands before an element is the `content` of its `::before`, made of words and counters.
3. If a rule about counters cannot be followed, be it for its selector or for a kind of numbers,
   there are none at all: wrong numbers are worse than none.
"""

import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborNode

from cmp_search.language.normalisation import one_line
from cmp_search.readers.html.marks import as_shown
from cmp_search.readers.html.styles import Style, Styles

_MAX_DEPTH = 250
"""Deeper ones are not read (see `walk`)."""
_MAX_CONTENT = 200
_CHANGE = re.compile(r"\s*([\w-]+)(?:\s+(-?\d{1,6})\b)?")
_CONTENT = re.compile(
    r"""\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'
    |counter(?P<all>s)?\(\s*(?P<name>[\w-]+)\s*(?:,\s*["'](?P<between>[^"']*)["']\s*)?
    (?:,\s*(?P<kind>[\w-]+)\s*)?\))\s*""",
    re.X | re.I,
)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.I)
_NOTHING = frozenset(["none", "normal", "initial"])
_OF_BROWSERS = "list-item"
"""A counter that browsers keep themselves, as for the marks of lists."""


class _NotFollowed(Exception):
    """A rule has something that is not understood."""


def generated(root: LexborNode, styles: Styles) -> dict[int, str]:
    """The words before each element that a style sheet puts there, as far as any are counted."""
    if not styles.counts:
        return {}
    counting = _Counting(styles)
    try:
        counting.enter(root, 0, 0)
    except _NotFollowed:
        return {}
    return counting.words


class _Counting:
    """The words so far, and the counters in force: where each one ends, and its number."""

    def __init__(self, styles: Styles) -> None:
        self.words: dict[int, str] = {}
        self._styles = styles
        self._counters: dict[str, list[tuple[int, int]]] = {}

    def enter(self, node: LexborNode, outer: int, depth: int) -> None:
        """Count in an element and all that is in it."""
        style = self._styles.of(node, node.attributes.get("style"))
        if style.get("display") == "none" or depth > _MAX_DEPTH:
            return
        self._count(style, outer)
        before = self._styles.before(node)
        self._count(before, node.mem_id)
        if words := one_line(self._content(before.get("content", "none"))):
            self.words[node.mem_id] = f"{words} "
        for child in node.iter():
            self.enter(child, node.mem_id, depth + 1)
        for numbers in self._counters.values():
            while numbers and numbers[-1][0] == node.mem_id:
                numbers.pop()

    def _count(self, style: Style, outer: int) -> None:
        """Step 1; what begins here ends with the outer element."""
        for name, number in _changes(style.get("counter-reset", "none"), 0):
            self._begin(name, outer, number)
        for name, step in _changes(style.get("counter-increment", "none"), 1):
            numbers = self._counters.get(name) or self._begin(name, outer, 0)
            end, number = numbers[-1]
            numbers[-1] = end, number + step

    def _begin(self, name: str, outer: int, number: int) -> list[tuple[int, int]]:
        numbers = self._counters.setdefault(name, [])
        if numbers and numbers[-1][0] == outer:
            numbers.pop()
        numbers.append((outer, number))
        return numbers

    def _content(self, content: str) -> str:
        """Step 2."""
        if content in _NOTHING:
            return ""
        if len(content) > _MAX_CONTENT:
            raise _NotFollowed
        words, end = "", 0
        while end < len(content):
            found = _CONTENT.match(content, end)
            if found is None:
                raise _NotFollowed
            end = found.end()
            words += self._part(found)
        return _ESCAPE.sub(lambda escape: unescape(f"&#x{escape[1]};"), words)

    def _part(self, found: re.Match[str]) -> str:
        """A string or a counter as it is shown."""
        if found["name"] is None:
            return found["double"] or found["single"] or ""
        name, kind = found["name"].lower(), (found["kind"] or "decimal").lower()
        numbers = [number for _, number in self._counters.get(name, [(0, 0)])]
        shown = [as_shown(number, kind) for number in numbers]
        if name == _OF_BROWSERS or None in shown:
            raise _NotFollowed
        return (found["between"] or "").join(filter(None, shown if found["all"] else shown[-1:]))


def _changes(stated: str, otherwise: int) -> Iterator[tuple[str, int]]:
    """The counters that a property names, each with its number."""
    if stated in _NOTHING:
        return
    end = 0
    while end < len(stated):
        found = _CHANGE.match(stated, end)
        if found is None or found[1] == "reversed":
            raise _NotFollowed
        end = found.end()
        yield found[1], int(found[2]) if found[2] else otherwise
