"""What is known of a page as a whole, and how words stand in it.

Words are linked, on a button or a link that is used as one, bold, centred or part of a note if an
element around them makes them so, and they stand in the region of the nearest such element. Large
and underlined words count as bold.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cmp_search.documents.document import Omission
from cmp_search.readers.html.anchors import unique_names
from cmp_search.readers.html.counters import generated
from cmp_search.readers.html.hidden import Unseen
from cmp_search.readers.html.notes import PageNotes
from cmp_search.readers.html.regions import PAGE, Region, kind_of, main_parts
from cmp_search.readers.html.styles import Styles

_BOLD = frozenset(["b", "strong", "big", "u"])
_LARGE = re.compile(r"\+[1-6]|[4-7]")
_BOLD_WEIGHTS = frozenset(["bold", "bolder", "600", "700", "800", "900"])
_FRAMES = frozenset(["aside", "blockquote"])
_CENTRED = frozenset(["center", "middle"])


@dataclass(slots=True)
class Page:
    """What a walk needs to know of the whole page, the regions it finds and what it leaves out."""

    styles: Styles
    unseen: Unseen
    notes: PageNotes
    generated: dict[int, str]
    names: frozenset[str] = frozenset()
    mains: frozenset[int] = frozenset()
    regions: list[Region] = field(default_factory=lambda: [PAGE])
    omitted: list[tuple[Omission, str]] = field(default_factory=list)

    @classmethod
    def of(cls, tree: LexborHTMLParser) -> "Page":
        """The page of a tree."""
        styles = Styles(tree)
        notes, names = PageNotes.of(tree), unique_names(tree)
        counted = generated(tree.root, styles) if tree.root else {}
        return cls(styles, Unseen(tree, styles), notes, counted, names, main_parts(tree))


@dataclass(frozen=True, slots=True)
class Manner:
    """How the words in an element stand: in which region, and how they are shown (step 1)."""

    region: int = 0
    in_text: bool = False
    headed: bool = False
    linked: bool = False
    in_page: bool = False
    pressed: bool = False
    bold: bool = False
    centred: bool = False
    noted: bool = False
    frame: int = 0
    note: str = ""

    @property
    def counted(self) -> list[str]:
        """The names of what letters are counted for."""
        names = ("linked", "in_page", "pressed", "bold", "centred", "noted", "note")
        return [name for name in names if getattr(self, name)]


def manner_in(node: LexborNode, tag: str, outer: Manner, page: Page) -> Manner:
    """The manner of what is in an element, itself within the outer one (step 1)."""
    attributes = node.attributes
    changes: dict[str, Any] = {}
    if tag == "a" and (target := attributes.get("href")):
        changes |= {"linked": True, "in_page": "#" in target}
        changes |= {"pressed": not outer.headed} if target == "#" else {}
    elif tag == "button":
        changes["pressed"] = not outer.headed
    elif tag in _BOLD or (tag == "font" and _LARGE.fullmatch(attributes.get("size") or "")):
        changes["bold"] = True
    elif tag in ("main", "article"):
        changes["in_text"] = True
    style = page.styles.of(node, attributes.get("style"))
    if weight := style.get("font-weight"):
        changes["bold"] = weight in _BOLD_WEIGHTS
    aligned = style.get("text-align") or attributes.get("align")
    if aligned or tag == "center":
        changes["centred"] = (aligned or "center").lower() in _CENTRED
    referred = page.notes.referred
    if attributes.get("id") in referred or (tag == "a" and attributes.get("name") in referred):
        changes["noted"] = True
    if note := page.notes.elements.get(node.mem_id):
        changes["note"] = note
    changes |= {"headed": True} if tag == "th" else {}
    changes |= {"frame": node.mem_id} if tag in _FRAMES and not outer.frame else {}
    region = _region(node, tag, attributes, outer, page)
    if region is not None:
        changes |= {"region": region, "in_text": outer.in_text or node.mem_id in page.mains}
    return replace(outer, **changes) if changes else outer


def _region(
    node: LexborNode, tag: str, attributes: dict[str, str | None], outer: Manner, page: Page
) -> int | None:
    """The region that an element opens, None if it opens none."""
    kind = "main" if node.mem_id in page.mains else kind_of(tag, attributes)
    if not kind:
        return None
    page.regions.append(Region(kind, outer.region, outer.in_text))
    return len(page.regions) - 1
