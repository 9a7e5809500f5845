"""The map of the hits: where in which documents they stand.

1. Hits of one document are together; documents come in the order of their best hits.
2. A document is cut at its headings into sections, each as long as its part of the text. A section
   holds the hits that begin in it.
3. Neighbours that hold no hit are drawn as one until they are a hundredth of the document, so that
   a long outline stays readable.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cmp_search.index.base import Index, Outline
from cmp_search.search.answer import Hit

LEAST = 0.01
"""The share of a document up to which neighbours without hits are drawn as one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section that was hit, or neighbours that were not, with its share of the text (0 to 1)."""

    share: float
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentMap:
    """A document that was hit: its hits by rank, and its stretches in reading order."""

    hits: tuple[Hit, ...]
    stretches: tuple[Stretch, ...]


def by_document(hits: Iterable[Hit]) -> tuple[tuple[Hit, ...], ...]:
    """The hits of each document by rank, documents by their best hits (step 1)."""
    found: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: hit.rank):
        found.setdefault(hit.passage.document, []).append(hit)
    return tuple(map(tuple, found.values()))


def hit_map(index: Index, hits: Iterable[Hit]) -> tuple[DocumentMap, ...]:
    """The map of some hits; of the documents that were hit, only outlines are read."""
    groups = {group[0].passage.document: group for group in by_document(hits)}
    outlines = index.outlines(list(groups))
    return tuple(DocumentMap(group, stretches(outlines[id], group)) for id, group in groups.items())


def stretches(outline: Outline, hits: Sequence[Hit]) -> tuple[Stretch, ...]:
    """The stretches of a document in reading order (steps 2 and 3)."""
    edges = [0, *outline.headings, outline.length]
    held: dict[int, list[Hit]] = {}
    for hit in hits:
        held.setdefault(bisect_right(outline.headings, hit.passage.start), []).append(hit)
    found: list[Stretch] = []
    for number, (start, end) in enumerate(pairwise(edges)):
        section = Stretch((end - start) / outline.length, tuple(held.get(number, ())))
        before = found[-1] if found else section
        if found and not section.hits and not before.hits and before.share < LEAST:
            found[-1] = Stretch(before.share + section.share)
        elif section.share > 0:
            found.append(section)
    return tuple(found)


def relevance(rank: int, count: int) -> float:
    """How high a hit stands among `count` hits: 1 for the first, falling evenly to 1/count."""
    return (count - rank + 1) / count
