"""Which elements of a page are headings by their markup, role, class or use.

1. `h1` to `h6` are headings, and so is what has that role, or is a heading of Canada's components.
2. Some classes say that an element is a heading or a title: those of the Official Journal of the
   European Union, of Word, LibreOffice and SharePoint, and "h1" to "h6".
3. A button that a panel follows is the panel's heading, and so is the summary of details, unless
   text that is not in them follows; after several details in a row, more text than they have.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from cmp_search.readers.html.blocks import Look
from cmp_search.readers.html.marks import integer

SHOWN_AS_BLOCKS = frozenset(
    "block flex grid list-item table table-row cell gridcell columnheader rowheader".split()
)
"""Styles and roles that make blocks of inline elements."""
_HEADING = re.compile(r"h([1-6])")
_DEEPEST = 6
_HEADING_CLASS = re.compile(
    r"(?:oj-|eli-)?s?ti-(?:art|section-\d|grseq-\d|annotation)|title-(?:article|division)(?:-\w+)*"
    r"|(?:mso)?(?:heading|titre|titulo|rubrique|encabezado)[-_]?\d?|(?:ms-rteelement-)?h[1-6]|encabezado|rubrique",
    re.I,
)
_TITLE_CLASS = re.compile(r"(?:oj-|eli-)?(?:doc-ti|main-title)|(?:mso)title|doc-?title", re.I)
_TOGGLE = re.compile(r"accordion|collaps|expand|disclosure", re.I)
_MOST_LOOKED_AT = 50
_PANELS = frozenset("div section ul ol dl p article table".split())


def heading_level(tag: str, attributes: dict[str, str | None]) -> int:
    """The level of an element that is a heading by its markup, else 0 (step 1)."""
    component = (attributes.get("tag") or "") if tag == "gcds-heading" else ""
    match = _HEADING.fullmatch(component or tag)
    if match:
        return int(match[1])
    if attributes.get("role") != "heading":
        return 0
    return max(1, min(integer(attributes.get("aria-level"), 2), _DEEPEST))


def look_of_class(attributes: dict[str, str | None]) -> Look:
    """What the class of an element says of its words (step 2)."""
    look = Look.PLAIN
    for name in (attributes.get("class") or "").split():
        if _HEADING_CLASS.fullmatch(name):
            look |= Look.NAMED
        elif _TITLE_CLASS.fullmatch(name):
            look |= Look.TITLE
    return look


def opens_panel(button: LexborNode, attributes: dict[str, str | None]) -> bool:
    """Whether a button or summary is the heading of what follows it (step 3)."""
    if button.tag == "summary":
        details = button.parent
        if details is None or details.text(strip=True) == button.text(strip=True):
            return False
        after = _element_after(details)
        while after is not None and after.tag == "details":
            after = _element_after(after)
        if after is None or heading_level(after.tag or "", {}):
            return True
        run = [one for one in _beside(details) if one.tag == "details"]
        return len(run) > 1 and _length(run) > _length(_up_to_heading(after))
    stated = {"aria-expanded", "aria-controls", "data-bs-toggle", "data-toggle"} & attributes.keys()
    if not stated and not _TOGGLE.search(attributes.get("class") or ""):
        return False
    panel = _element_after(button)
    controlled = attributes.get("aria-controls")
    if panel is None or (controlled and panel.attributes.get("id") != controlled):
        return False
    return panel.tag in _PANELS


def _beside(node: LexborNode) -> Iterator[LexborNode]:
    """The elements beside one, itself included."""
    yield from () if node.parent is None else node.parent.iter()


def _up_to_heading(node: LexborNode | None) -> Iterator[LexborNode]:
    """An element and those beside it that follow, up to a heading."""
    while node is not None and not heading_level(node.tag or "", {}):
        yield node
        node = node.next


def _length(nodes: Iterable[LexborNode]) -> int:
    """The characters of the words of the first few elements."""
    return sum(len(node.text(strip=True)) for node in islice(nodes, _MOST_LOOKED_AT))


def _element_after(node: LexborNode) -> LexborNode | None:
    """The element after this one, or after one that only holds it."""
    after = node.next
    while after is not None and after.tag == "-text" and not (after.text_content or "").strip():
        after = after.next
    if after is not None or node.parent is None:
        return after
    alone = node.parent.text(strip=True) == node.text(strip=True)
    return _element_after(node.parent) if alone else None
