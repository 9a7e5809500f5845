"""The elements of a web page that are not part of its text.

These are navigation, forms, scripts and pictures; what the Canada.ca template puts around a text,
such as the date of the last change; links to notes and back from them; and all hidden elements.
"""

import re

from selectolax.lexbor import LexborNode

_SKIPPED = frozenset(
    "nav header footer aside script style form noscript template iframe object embed svg math"
    " canvas video audio button select input textarea datalist dialog head title map img".split()
)
_HIDDEN_CLASSES = frozenset(
    "wb-inv wb-invisible hidden invisible sr-only visually-hidden visuallyhidden"
    " pagedetails datemod toc fn-lnk fn-rtn".split()
)
"""Classes of the template: hidden text, the date of change, links to and from notes."""
_HIDDEN_IDS = frozenset(["wb-dtmd", "gcwu-date-mod"])
_HIDDEN_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "complementary", "search", "doc-noteref"]
)
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_TO_TOP = frozenset(["#", "#top", "#wb-cont", "#wb-main", "#content"])


def is_skipped(node: LexborNode) -> bool:
    """Whether an element is not part of the text."""
    attributes = node.attributes
    classes = set((attributes.get("class") or "").split())
    if node.tag in _SKIPPED and "wb-fnote" not in classes and not _holds_title(node):
        return True
    if "hidden" in attributes or _HIDING_STYLE.search(attributes.get("style") or ""):
        return True
    if node.tag == "a" and attributes.get("href") in _TO_TOP:
        return True
    return (
        bool(classes & _HIDDEN_CLASSES)
        or attributes.get("id") in _HIDDEN_IDS
        or attributes.get("role") in _HIDDEN_ROLES
    )


def _holds_title(node: LexborNode) -> bool:
    """Whether an element is a form around the whole text, or a header around its title."""
    return node.tag in ("form", "header") and node.css_first("h1") is not None
