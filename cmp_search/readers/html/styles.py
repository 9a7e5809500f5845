"""How a page shows its elements, as far as its own style sheets and attributes say.

1. A rule of a `<style>` element counts if it states one of the few properties that readers ask for,
   and its selector needs no state of the page: rules for paper or for a width of the window, and
   selectors such as `:hover`, do not.
2. Of two rules for an element, the later one holds; its `style` attribute holds before both.
3. What stands before an element is of interest if the sheet has counters (see `counters`).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_PROPERTIES = frozenset(
    """display visibility opacity font-size font-weight text-align text-decoration list-style
    text-decoration-line list-style-type text-indent left top mso-hide position content
    counter-reset counter-increment""".split()
)
_COUNTING = frozenset(["counter-reset", "counter-increment"])
_COUNTER = re.compile(r"counters?\(", re.I)
_BEFORE = re.compile(r"::?(?:before|marker)$", re.I)
_STATE = re.compile(r":(?:hover|focus|active|visited|target)", re.I)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
_CONDITIONAL = re.compile(r"@(?!font-face)[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"[\w\s.#>*\[\]=\"'^$-]{1,200}")
_MAX_RULES = 500
_MAX_MATCHES = 200_000
"""Matches of rules with elements; no page that is shown has more."""
_NONE: dict[str, str] = {}

Style = Mapping[str, str]
"""Values by property, all in lower case but what is shown as it stands."""


class Styles:
    """The style of each element of a page."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        """Apply the rules of the page to its elements (steps 1 to 3)."""
        self._stated: dict[int, dict[str, str]] = {}
        self._before: dict[int, dict[str, str]] = {}
        self._missed = False
        self._declared = cache(_declarations)  # Pages repeat few attributes many times.
        matches = 0
        for selector, style in _rules(tree):
            plain = _BEFORE.sub("", selector)
            applied = self._stated if plain == selector else self._before
            nodes = _selected(tree, plain)
            self._missed |= nodes is None and _counts(style, selector)
            for node in nodes or ():
                matches += 1
                applied.setdefault(node.mem_id, {}).update(style)
            if matches > _MAX_MATCHES:
                break

    def of(self, node: LexborNode, attribute: str | None) -> Style:
        """The style of an element, whose `style` attribute is given (step 2)."""
        stated = self._stated.get(node.mem_id, _NONE)
        return {**stated, **self._declared(attribute)} if attribute else stated

    def before(self, node: LexborNode) -> Style:
        """The style of what stands before the words of an element (step 3)."""
        return self._before.get(node.mem_id, _NONE)

    @property
    def counts(self) -> bool:
        """Whether there are counters in what stands before elements, by rules that all count."""
        contents = (style.get("content", "") for style in self._before.values())
        return not self._missed and any(map(_COUNTER.search, contents))


def _rules(tree: LexborHTMLParser) -> Iterator[tuple[str, dict[str, str]]]:
    """Step 1: the selectors that count, with what they state."""
    count = 0
    for element in tree.css("style"):
        if (element.attributes.get("media") or "all").lower() not in ("all", "screen"):
            continue
        sheet = _CONDITIONAL.sub("", _COMMENT.sub("", element.text()))
        counting = _COUNTER.search(sheet)
        for rule in _RULE.finditer(sheet):
            style = _declarations(rule[2])
            if not counting:
                style.pop("content", None)
            if style and count < _MAX_RULES:
                count += 1
                yield from ((selector.strip(), style) for selector in rule[1].split(","))


def _declarations(text: str) -> dict[str, str]:
    """The properties of interest in declarations such as "display: none; color: red"."""
    pairs = (part.partition(":") for part in text.split(";"))
    named = ((name.strip().lower(), value.partition("!")[0].strip()) for name, _, value in pairs)
    return {
        name: value if name == "content" else value.lower()
        for name, value in named
        if name in _PROPERTIES
    }


def _counts(style: Style, selector: str) -> bool:
    """Whether numbers may be wrong without a rule."""
    told = "content" in style and _BEFORE.search(selector)
    return bool(told or _COUNTING & style.keys()) and not _STATE.search(selector)


def _selected(tree: LexborHTMLParser, selector: str) -> list[LexborNode] | None:
    """The elements of a selector; None if it is not understood."""
    selector = selector.replace(":root", "html")
    if not _SELECTOR.fullmatch(selector):
        return None
    try:
        return tree.css(selector)
    except SelectolaxError:
        return None
