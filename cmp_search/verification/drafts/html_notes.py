"""The notes of a web page, found by the links between marks and notes.

1. A mark is a link within the page that is a number, a letter or a sign, or has a role or class of
   such a mark. It leads to the name of a note, or of an element in it. If neither its markup nor
   its address says that it is a mark, a link must lead back to it.
2. A link to an earlier mark is a link back.
3. The note is the block with that name, and its other paragraphs if an element holds just this
   note.
4. Notes have the names that their first marks show, such as "3"; a name that is taken gets a
   stroke.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cmp_search.verification.draft import Place

BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section
    summary table tbody td textarea tfoot th thead tr ul""".split()
)
"""Elements whose words are a paragraph of their own."""
_HOLDERS = frozenset(["div", "li", "aside", "dd"])
_SHOWN = re.compile(r"[\[(]?\s*(\d{1,4}|[a-z]|[ivxlc]{1,7}|[*†‡§¶]{1,3})\s*[\])]?", re.I)
_LAST_NUMBER = re.compile(r"\d{1,4}(?=\W*\Z)")
_HINT = re.compile(r"note|ftn|edn|\bfn|\ben\d|sdfoot|sdend|cite", re.I)
_END = re.compile(r"sdend|_edn|endnote\d|\ben\d", re.I)
_NUMBER = re.compile(r"\s*[\[(]?\s*(\w{1,7}|[*†‡§¶]{1,3})\s*(?:[\]).:]{1,2}\s*|\s)")
_MAX_STEPS = 12
"""How far above a mark's link the element of its block is."""


@dataclass(frozen=True, slots=True)
class HtmlNote:
    """A note's name, and whether it is a footnote or an endnote."""

    label: str
    place: Place


class HtmlNotes:
    """The marks, notes and links back of a page, by the ids that its parser has for elements."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        """Find them."""
        self.marks: dict[int, str] = {}
        self.notes: dict[int, HtmlNote] = {}
        self.back: set[int] = set()
        self._named = _named(tree)
        links = [link for link in tree.css("a[href]") if "#" in _address(link)]
        leads = {_target(link) for link in links}
        self._counts = self._notes_in(links)
        sources: set[str] = set()
        self._above: set[int] = set()
        self._taken: set[str] = set()
        for link in links:
            if _target(link) in sources:
                self.back.add(link.mem_id)
            elif target := self._named.get(_target(link)):
                names = set(_names_around(link))
                if _is_mark(link) and (_is_hinted(link) or names & leads):
                    self._add(link, target)
                    sources |= names

    def without_number(self, words: str, label: str) -> str:
        """The words of a note without its number, if they begin with it."""
        found = _NUMBER.match(words)
        return words[found.end() :] if found and found[1] == label.rstrip("′") else words

    def _add(self, link: LexborNode, target: LexborNode) -> None:
        """Steps 3 and 4."""
        self._above.update(node.mem_id for node in _ancestors(link))
        block = _block(target)
        if block is None or block.mem_id in self._above:
            return
        holder = block.parent
        if (
            block.tag not in _HOLDERS
            and holder is not None
            and holder.tag in _HOLDERS
            and self._counts[holder.mem_id] == 1
            and holder.mem_id not in self._above
        ):
            block = holder
        if block.mem_id not in self.notes:
            place = Place.ENDNOTE if _END.search(_target(link)) else Place.FOOTNOTE
            self.notes[block.mem_id] = HtmlNote(self._label(link), place)
        self.marks[link.mem_id] = self.notes[block.mem_id].label

    def _label(self, link: LexborNode) -> str:
        text = link.text(strip=True)
        shown = _SHOWN.fullmatch(text)
        last = _LAST_NUMBER.search(text)
        label = shown[1] if shown else last[0] if last else str(len(self._taken) + 1)
        while label in self._taken:
            label += "′"
        self._taken.add(label)
        return label

    def _notes_in(self, links: list[LexborNode]) -> Counter[int]:
        """How many blocks that links lead to are in each element."""
        blocks: dict[int, LexborNode] = {}
        for link in links:
            target = self._named.get(_target(link))
            block = None if target is None else _block(target)
            if block is not None:
                blocks[block.mem_id] = block
        return Counter(one.parent.mem_id for one in blocks.values() if one.parent is not None)


def _named(tree: LexborHTMLParser) -> dict[str, LexborNode]:
    """The first element with each name."""
    named: dict[str, LexborNode] = {}
    for node in tree.css("[id], a[name]"):
        for name in _names(node):
            named.setdefault(name, node)
    return named


def _names(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    for name in (attributes.get("id"), attributes.get("name")):
        if name:
            yield name


def _names_around(link: LexborNode) -> Iterator[str]:
    """The names by which a link back may lead to a mark."""
    yield from _names(link)
    for inner in link.css("[id], [name]"):
        yield from _names(inner)
    parent = link.parent
    while parent is not None and parent.tag in ("sup", "span", "small"):
        yield from _names(parent)
        parent = parent.parent


def _address(link: LexborNode) -> str:
    return link.attributes.get("href") or ""


def _target(link: LexborNode) -> str:
    """The name that a link within the page leads to; empty for links elsewhere."""
    page, _, name = _address(link).partition("#")
    return name if not page else ""


def _is_mark(link: LexborNode) -> bool:
    attributes = link.attributes
    says = f"{attributes.get('role')} {attributes.get('class')} {attributes.get('epub:type')}"
    return bool(_SHOWN.fullmatch(link.text(strip=True))) or bool(
        re.search(r"noteref|footnote-?ref|footnoteanc|endnoteanc|fn-lnk", says, re.I)
    )


def _is_hinted(link: LexborNode) -> bool:
    """Whether markup or address say that a link is a mark (step 1)."""
    around = link.parent is not None and link.parent.tag == "sup"
    attributes = link.attributes
    says = f"{attributes.get('role')} {attributes.get('class')} {_target(link)}"
    return around or bool(_HINT.search(says)) or link.css_first("sup") is not None


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    for _ in range(_MAX_STEPS):
        if parent is None:
            return
        yield parent
        parent = parent.parent


def _block(node: LexborNode) -> LexborNode | None:
    """The block that an element is, or is in; None for the page itself and for headings."""
    found: LexborNode | None = node
    while found is not None and found.tag not in BLOCKS:
        found = found.parent
    if found is None or found.tag in ("body", "html", "main") or (found.tag or "")[:1] == "h":
        return None
    return found
