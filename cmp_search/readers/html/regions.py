"""Which regions of a web page are its text, and which only stand around it.

1. A region is an element that may be either: navigation, header, footer, aside, form, dialog (such
   as one about cookies) or table of contents, by its tag, role or class. What stands outside of the
   main part of the page is one more.
2. Each region is measured, notes aside: its words, those that are not links, those in sentences,
   and whether it has the page's heading. The tag alone decides nothing.
3. The main part counts if it has at least half as many words, links aside, as what stands freely
   outside of it. Then only the notes that the text refers to are taken from outside, and a header
   with sentences and the page's heading, if the main part has none.
4. A form is text if it has the page's heading, a few sentences, or most of the page's words;
   navigation, contents and dialogs, if most of their words are no links and they have most of the
   page's. So is a header with the page's heading.
5. Within the main part or an article, header, footer and aside are text unless most of their words
   are links. Elsewhere they are if they have a large share of the page's words; an aside also on a
   page that marks no main part.
6. What a text refers to as its note is always text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from cmp_search.documents.document import Omission
from cmp_search.readers.html.blocks import HtmlBlock

_BY_TAG = frozenset(["nav", "header", "footer", "aside", "form", "dialog", "search"])
_BY_ROLE = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "nav",
    "form": "form",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "doc-toc": "contents",
}
_CONTENTS_CLASSES = frozenset(["toc", "table-of-contents"])
_COOKIES = re.compile(
    r"cookies?[-_]?(?:alert|banner|bar|consent|law|message|modal|notice|popup)", re.I
)
_MAIN = ("main", "[role=main]", "#wb-main", "#content")
_NOTES = frozenset(["footnote", "footnotes", "endnote", "endnotes", "wb-fnote"])
_NOTE_ROLES = frozenset(["doc-footnote", "doc-endnote", "doc-endnotes"])
_SENTENCE = 8
_FEW_SENTENCES = 25
"""Words in sentences that a form for searching or writing to somebody does not have."""
_LARGE = 0.3
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Region:
    """A region of a kind, within another one (by its index) and perhaps within the main text."""

    kind: str
    outer: int
    in_text: bool = False


PAGE = Region("page", 0)


@dataclass(slots=True)
class _Measure:
    """What a region has: words, words that are no links, words in sentences, the page's heading."""

    words: int = 0
    plain: int = 0
    sentences: int = 0
    headed: bool = False

    def add(self, other: "_Measure") -> None:
        self.words += other.words
        self.plain += other.plain
        self.sentences += other.sentences
        self.headed |= other.headed

    @property
    def linked(self) -> bool:
        """Whether most words are links."""
        return 2 * self.plain < self.words


def main_parts(tree: LexborHTMLParser) -> frozenset[int]:
    """The elements that the page marks as its main part."""
    for selector in _MAIN:
        found = [node.mem_id for node in tree.css(selector) if node.text(strip=True)]
        if found:
            return frozenset(found)
    return frozenset()


def kind_of(tag: str, attributes: dict[str, str | None]) -> str:
    """The kind of region that an element is; empty if it is none (step 1)."""
    kind = _BY_ROLE.get(attributes.get("role") or "", tag if tag in _BY_TAG else "")
    classes = frozenset((attributes.get("class") or "").split())
    if classes & _NOTES:
        return ""
    if _COOKIES.search(f"{attributes.get('id')} {attributes.get('class')}"):
        return "dialog"
    if classes & _CONTENTS_CLASSES and tag not in ("li", "a", "span", "body"):
        return "contents"
    return "nav" if kind == "search" else kind


def is_notes(attributes: dict[str, str | None]) -> bool:
    """Whether a block element holds notes."""
    classes = (attributes.get("class") or "").lower().split()
    return attributes.get("role") in _NOTE_ROLES or not _NOTES.isdisjoint(classes)


def left_out(
    regions: Sequence[Region], blocks: Sequence[HtmlBlock], has_main: bool
) -> list[Omission | None]:
    """For each block of a page, why it is not part of the text, None if it is (steps 2–6)."""
    own = _measured(regions, blocks)
    whole = _with_inner(regions, own)
    free = own[0].plain
    main = sum(one.plain for region, one in zip(regions, whole, strict=True) if _is_main(region))
    within_main = has_main and 2 * main >= free
    named = any(one.headed for region, one in zip(regions, whole, strict=True) if _is_main(region))
    out = [False] * len(regions)
    for i, region in enumerate(regions):
        if i == 0:
            out[i] = within_main
        elif _is_main(region):
            out[i] = out[region.outer] if regions[region.outer].kind != "page" else False
        elif region.outer == 0 and within_main and _introduces(region, whole[i], named=named):
            out[i] = False
        else:
            outer_is_out = out[region.outer]
            out[i] = outer_is_out or not _is_text(region, whole[i], whole[0].plain, has_main)
    return [
        _reason(regions[block.region], block) if out[block.region] and not block.noted else None
        for block in blocks
    ]


def _introduces(region: Region, found: _Measure, *, named: bool) -> bool:
    """Whether a header outside of the main part, which may be named, has the page's heading."""
    has_text = found.sentences >= _SENTENCE and not found.linked
    return region.kind == "header" and found.headed and has_text and not named


def _reason(region: Region, block: HtmlBlock) -> Omission:
    listed = region.kind == "contents" or (region.kind == "nav" and block.in_page)
    return Omission.CONTENTS if listed else Omission.BOILERPLATE


def _is_main(region: Region) -> bool:
    return region.kind == "main"


def _measured(regions: Sequence[Region], blocks: Sequence[HtmlBlock]) -> list[_Measure]:
    """Step 2: what each region has itself."""
    measures = [_Measure() for _ in regions]
    for block in blocks:
        if block.noted:
            continue
        words = len(block.text.split())
        plain = words * (block.size - block.linked) // max(block.size, 1)
        sentences = plain if words >= _SENTENCE else 0
        measures[block.region].add(_Measure(words, plain, sentences, block.level == 1))
    return measures


def _with_inner(regions: Sequence[Region], own: Sequence[_Measure]) -> list[_Measure]:
    """Step 2: what each region has with those in it."""
    whole = [_Measure(one.words, one.plain, one.sentences, one.headed) for one in own]
    for i in range(len(regions) - 1, 0, -1):
        whole[regions[i].outer].add(whole[i])
    return whole


def _is_text(region: Region, found: _Measure, page: int, has_main: bool) -> bool:
    """Steps 4 and 5, for one region of a page with so many words that are no links."""
    share = found.plain / page if page else 0
    if region.kind == "form":
        return found.headed or found.sentences >= _FEW_SENTENCES or share > _MOST
    if region.kind in ("nav", "contents", "dialog"):
        return share > _MOST and not found.linked
    if region.kind == "header" and found.headed:
        return True
    if region.in_text or (region.kind == "aside" and not has_main):
        return not found.linked
    return share > _LARGE and not found.linked
