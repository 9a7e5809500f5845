"""Anchors: the names by which a web address points to a heading of a page.

1. A name is an element's `id`, or the `name` of an `a`. A name that several elements have points to
   the first of them only, and one with white space to none, so neither is used.
2. A heading's anchor is its own name, else the first one within it, else the last one opened before
   it without words in between, as in `<section id="tides"><h2>` or `<a name="tides"></a>`.
3. A link into the page that is only a number, a letter or a sign refers to a note.
"""

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NAMED = "[id], a[name]:not([id])"
"""No element may match both selectors, else it would be counted twice."""
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3})[\])]?", re.I)


def unique_names(tree: LexborHTMLParser) -> frozenset[str]:
    """The names that point to exactly one place of the page (step 1)."""
    counts = Counter(_name(node) for node in tree.css(_NAMED))
    return frozenset(name for name, n in counts.items() if n == 1 and name.split() == [name])


def note_names(tree: LexborHTMLParser) -> frozenset[str]:
    """The names of the places that marks of notes point to (step 3)."""
    links = tree.css('a[href^="#"]')
    marks = (link for link in links if _NOTE_MARK.fullmatch(link.text(strip=True)))
    return frozenset((link.attributes.get("href") or "")[1:] for link in marks) - {""}


def name_of(node: LexborNode, names: frozenset[str]) -> str | None:
    """The name of an element, if it is one of `names`."""
    name = _name(node)
    return name if name in names else None


def name_within(heading: LexborNode, names: frozenset[str]) -> str | None:
    """The name of a heading or of an element in it (step 2)."""
    anchors = (name_of(node, names) for node in (heading, *heading.css(_NAMED)))
    return next((name for name in anchors if name), None)


def _name(node: LexborNode) -> str:
    attributes = node.attributes
    by_name = attributes.get("name") if node.tag == "a" else None
    return attributes.get("id") or by_name or ""
