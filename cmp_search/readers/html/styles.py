"""How a page shows its elements, as far as its own style sheets and attributes say.

1. A rule of a `<style>` element counts if it states one of the few properties that readers ask for,
   and its selector needs no state of the page: rules for paper or for a width of the window, and
   selectors such as `:hover`, do not.
2. Of two rules for an element, the later one holds; its `style` attribute holds before both.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_PROPERTIES = frozenset(
    """display visibility opacity font-size font-weight text-align text-decoration list-style
    text-decoration-line list-style-type text-indent left top mso-hide position""".split()
)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
_CONDITIONAL = re.compile(r"@(?!font-face)[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"[\w\s.#>*\[\]=\"'^$-]{1,200}")
_MAX_RULES = 500
_MAX_MATCHES = 200_000
"""Matches of rules with elements; no page that is shown has more."""
_NONE: dict[str, str] = {}

Style = Mapping[str, str]
"""Values by property, all in lower case."""


class Styles:
    """The style of each element of a page."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        """Apply the rules of the page to its elements (steps 1, 2)."""
        self._stated: dict[int, dict[str, str]] = {}
        self._declared = cache(_declarations)  # Pages repeat few attributes many times.
        matches = 0
        for selector, style in _rules(tree):
            for node in _selected(tree, selector):
                matches += 1
                self._stated.setdefault(node.mem_id, {}).update(style)
            if matches > _MAX_MATCHES:
                break

    def of(self, node: LexborNode, attribute: str | None) -> Style:
        """The style of an element, whose `style` attribute is given (step 2)."""
        stated = self._stated.get(node.mem_id, _NONE)
        return {**stated, **self._declared(attribute)} if attribute else stated


def _rules(tree: LexborHTMLParser) -> Iterator[tuple[str, dict[str, str]]]:
    """Step 1: the selectors that count, with what they state."""
    count = 0
    for element in tree.css("style"):
        if (element.attributes.get("media") or "all").lower() not in ("all", "screen"):
            continue
        sheet = _CONDITIONAL.sub("", _COMMENT.sub("", element.text()))
        for rule in _RULE.finditer(sheet):
            style = _declarations(rule[2])
            if style and count < _MAX_RULES:
                count += 1
                yield from ((selector.strip(), style) for selector in rule[1].split(","))


def _declarations(text: str) -> dict[str, str]:
    """The properties of interest in declarations such as "display: none; color: red"."""
    pairs = (part.partition(":") for part in text.lower().split(";"))
    named = ((name.strip(), value.partition("!")[0].strip()) for name, _, value in pairs)
    return {name: value for name, value in named if name in _PROPERTIES}


def _selected(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    if not _SELECTOR.fullmatch(selector):
        return []
    try:
        return tree.css(selector)
    except SelectolaxError:
        return []
