"""The map of the hits: where they are in which documents.

1. Hits are grouped by document; documents come in the order of their best hits.
2. A document is divided at its headings into sections, each drawn in proportion to its length. A
   section has the hits that begin in it.
3. Neighbouring sections without hits are merged until they are a hundredth of the document, so that
   a long outline stays readable.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cmp_search.index.base import Index
from cmp_search.index.contents import Outline
from cmp_search.search.answer import Hit

MIN_SHARE = 0.01
"""The share of a document up to which neighbours without hits are merged."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section with hits, or neighbours without, and its share of the text (0 to 1)."""

    share: float
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentMap:
    """A document with hits: these by rank, and its stretches in reading order."""

    hits: tuple[Hit, ...]
    stretches: tuple[Stretch, ...]


def by_document(hits: Iterable[Hit]) -> tuple[tuple[Hit, ...], ...]:
    """The hits of each document by rank, documents by their best hits (step 1)."""
    groups: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: hit.rank):
        groups.setdefault(hit.passage.document, []).append(hit)
    return tuple(map(tuple, groups.values()))


def hit_map(index: Index, hits: Iterable[Hit]) -> tuple[DocumentMap, ...]:
    """The map of some hits; only the outlines of their documents are read."""
    groups = {group[0].passage.document: group for group in by_document(hits)}
    outlines = index.outlines(list(groups))
    return tuple(DocumentMap(group, stretches(outlines[id], group)) for id, group in groups.items())


def stretches(outline: Outline, hits: Sequence[Hit]) -> tuple[Stretch, ...]:
    """The stretches of a document in reading order (steps 2 and 3)."""
    edges = [0, *outline.headings, outline.length]
    hits_of_section: dict[int, list[Hit]] = {}
    for hit in hits:
        number = bisect_right(outline.headings, hit.passage.start)
        hits_of_section.setdefault(number, []).append(hit)
    merged: list[Stretch] = []
    for number, (start, end) in enumerate(pairwise(edges)):
        section = Stretch((end - start) / outline.length, tuple(hits_of_section.get(number, ())))
        before = merged[-1] if merged else section
        if merged and not section.hits and not before.hits and before.share < MIN_SHARE:
            merged[-1] = Stretch(before.share + section.share)
        elif section.share > 0:
            merged.append(section)
    return tuple(merged)


def relevance(rank: int, count: int) -> float:
    """How high a hit ranks among `count`: 1 for the first, falling evenly to 1/count."""
    return (count - rank + 1) / count
