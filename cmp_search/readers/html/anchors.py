"""Anchors: the names by which a web address points to a heading of a page.

1. A name is an element's `id`, or the `name` of an `a`. A name that several elements have points to
   the first of them only, and one with white space to none, so neither is used.
2. A heading's anchor is its own name, else the first one within it, else the last one opened before
   it without words in between, as in `<section id="tides"><h2>` or `<a name="tides"></a>`.
"""

from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NAMED = "[id], a[name]:not([id])"
"""No element may match both selectors, else it would be counted twice."""


def unique_names(tree: LexborHTMLParser) -> frozenset[str]:
    """The names that point to exactly one place of the page (step 1)."""
    counts = Counter(any_name(node) for node in tree.css(_NAMED))
    return frozenset(name for name, n in counts.items() if n == 1 and name.split() == [name])


def name_of(node: LexborNode, names: frozenset[str]) -> str | None:
    """The name of an element, if it is one of `names`."""
    name = any_name(node)
    return name if name in names else None


def name_within(heading: LexborNode, names: frozenset[str]) -> str | None:
    """The name of a heading or of an element in it (step 2)."""
    anchors = (name_of(node, names) for node in (heading, *heading.css(_NAMED)))
    return next((name for name in anchors if name), None)


def any_name(node: LexborNode) -> str:
    """The name of an element, unique or not; empty if it has none."""
    attributes = node.attributes
    by_name = attributes.get("name") if node.tag == "a" else None
    return attributes.get("id") or by_name or ""
