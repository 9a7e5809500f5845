"""Duplicates: documents of an index that are the same file, or nearly the same text.

1. Documents whose files have one SHA-256 are the same file, each pair of them.
2. Texts of which 0.8 of the runs of five words are shared, as their sketches estimate it (see
   `sketch`), are the same text: about one word in 45 may differ, or more where the changes stand
   together. Another language or a digest has other words, and shares next to none.
3. How many hashes a document's sketch has in common with each one before is counted from lists of
   the documents that hold a hash. Only where they are 0.8 of the larger sketch can the estimate
   reach 0.8, and is made: the sample (see `sketch`) is never smaller than that sketch.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from cmp_search.index.base import DocumentStatistics
from cmp_search.index.sketch import Sketch, share

NEAR = 0.8
"""Share of runs of words from which on two texts are the same."""


class Alike(StrEnum):
    """In what two documents are the same."""

    FILE = "same file"
    TEXT = "same text"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two documents that say the same; `share` is how much of their runs of words they share."""

    documents: tuple[str, str]
    kind: Alike
    share: float


def find_duplicates(statistics: Iterable[DocumentStatistics]) -> tuple[Duplicate, ...]:
    """The duplicates among the documents of an index, by id."""
    known = list(statistics)
    files = {one.entry.id: one.sha256 for one in known}
    pairs = compare(files, {one.entry.id: one.sketch for one in known})
    return tuple(sorted(pairs, key=lambda pair: pair.documents))


def compare(files: Mapping[str, str], sketches: Mapping[str, Sketch]) -> Iterator[Duplicate]:
    """The duplicates, from the hash of each document's file and the sketch of its text."""
    of_file: dict[str, list[str]] = defaultdict(list)
    of_hash: dict[int, list[str]] = defaultdict(list)
    for id in sorted(files):
        ours, same = sketches[id], of_file[files[id]]
        for other in same:
            yield Duplicate((other, id), Alike.FILE, 1.0)
        common = Counter(chain.from_iterable(of_hash[value] for value in ours))
        for other, count in common.items():
            theirs = sketches[other]
            if count < NEAR * max(len(ours), len(theirs)) or files[other] == files[id]:
                continue
            if (shared := share(theirs, ours)) >= NEAR:
                yield Duplicate((other, id), Alike.TEXT, round(shared, 4))
        same.append(id)
        for value in ours:
            of_hash[value].append(id)
