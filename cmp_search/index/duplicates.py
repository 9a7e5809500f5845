"""Duplicates: documents of an index that are the same file, or nearly the same text.

1. Two documents whose files have the same SHA-256 are the same file.
2. Two texts that share 0.8 of their runs of five words, as estimated from their sketches (see
   `sketch`), are the same text: about one word in 45 may differ, or more where the changes are
   close together. A translation or a digest has other words, and shares next to none.
3. For each document, the hashes it has in common with every earlier one are counted by an inverted
   list (hash to documents). The estimate can only reach 0.8 if they are 0.8 of the larger sketch,
   as the sample (see `sketch`) is never smaller than that sketch; only then is it computed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from cmp_search.index.contents import DocumentStatistics
from cmp_search.index.sketch import Sketch, share

SAME_TEXT = 0.8
"""Two texts that share at least so many of their runs of words are the same."""


class DuplicateKind(StrEnum):
    """What two documents have in common."""

    FILE = "same file"
    TEXT = "same text"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two documents with the same text; `share` is the share of their runs of words in common."""

    documents: tuple[str, str]
    kind: DuplicateKind
    share: float


def find_duplicates(statistics: Iterable[DocumentStatistics]) -> tuple[Duplicate, ...]:
    """The duplicates among the documents of an index, by id."""
    documents = list(statistics)
    files = {document.entry.id: document.sha256 for document in documents}
    sketches = {document.entry.id: document.sketch for document in documents}
    pairs = compare(files, sketches)
    return tuple(sorted(pairs, key=lambda pair: pair.documents))


def compare(files: Mapping[str, str], sketches: Mapping[str, Sketch]) -> Iterator[Duplicate]:
    """The duplicates, from the hash of each document's file and the sketch of its text."""
    of_file: dict[str, list[str]] = defaultdict(list)
    of_hash: dict[int, list[str]] = defaultdict(list)
    for id in sorted(files):
        ours, same = sketches[id], of_file[files[id]]
        for other in same:
            yield Duplicate((other, id), DuplicateKind.FILE, 1.0)
        common = Counter(chain.from_iterable(of_hash[value] for value in ours))
        for other, count in common.items():
            theirs = sketches[other]
            if count < SAME_TEXT * max(len(ours), len(theirs)) or files[other] == files[id]:
                continue
            if (shared := share(theirs, ours)) >= SAME_TEXT:
                yield Duplicate((other, id), DuplicateKind.TEXT, round(shared, 4))
        same.append(id)
        for value in ours:
            of_hash[value].append(id)
