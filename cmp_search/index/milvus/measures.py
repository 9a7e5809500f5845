"""Measures: how near candidates and all their sentences are to a question, told by the server.

1. The candidates, and all sentences that are in them, are searched at once, so that the server
   gives every cosine, and no vector travels.
2. A passage's row tells the numbers of its sentences, so that a hit's number tells whose it is, and
   a missing sentence is noticed.
3. A search gives `MOST` hits. Passages with more sentences than that are searched in groups.
"""

from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.index.milvus.asking import begin
from cmp_search.index.milvus.connection import MOST, Hit
from cmp_search.index.milvus.expressions import among
from cmp_search.index.milvus.reader import Reader
from cmp_search.index.queries import Numbers
from cmp_search.index.stored.nearest import best_of_each, ranges, take
from cmp_search.index.stored.sums import check

_FIELDS = ("document", "first_sentence", "sentences", "heading")


@dataclass(frozen=True, slots=True)
class Measures:
    """What is known of n candidates; as in `Candidates`."""

    documents: tuple[str, ...]
    passage_cosines: Vectors
    best_sentences: Numbers
    sentence_cosines: Vectors
    heading_cosines: Vectors


def measure(reader: Reader, vector: Vectors, numbers: Numbers) -> Measures:
    """How near the passages with ascending numbers [n] are, of which there must be one.

    Raises:
        EngineAwayError: the server leaves out some of them, again and again.
        MismatchError: sentences are missing.
    """
    sentences = _sentences(reader, vector, numbers, 1)
    hits = [
        hit
        for group in np.array_split(numbers, -(-len(numbers) // MOST))
        for hit in _passages(reader, vector, group).result()
    ]
    hits.sort(key=lambda hit: hit.number)
    check([hit.number for hit in hits] == numbers.tolist(), "passages")
    firsts, own, headings = (_field(hits, name) for name in _FIELDS[1:])
    counts = own + headings
    wanted, begins = ranges(firsts, counts)
    cosines = _cosines(wanted, _all_sentences(reader, vector, numbers, counts, sentences))
    heading_cosines = take(cosines, np.where(headings, begins + counts - 1, -1))
    best = best_of_each(cosines, begins)
    return Measures(
        documents=tuple(reader.ids[hit.fields["document"]] for hit in hits),
        passage_cosines=np.array([hit.cosine for hit in hits], dtype=np.float32),
        best_sentences=wanted[best],
        sentence_cosines=cosines[best],
        heading_cosines=heading_cosines,
    )


def _passages(reader: Reader, vector: Vectors, numbers: Numbers) -> "Future[list[Hit]]":
    """Begin to search some passages, of which none may be missing."""
    expression, count = among("number", numbers.tolist()), len(numbers)
    return begin(reader, reader.names.passages, vector, count, expression, _FIELDS, least=count)


def _sentences(
    reader: Reader, vector: Vectors, passages: Numbers, least: int
) -> "Future[list[Hit]]":
    """Begin to search all sentences of some passages, of which so many must be there."""
    expression = among("passage", passages.tolist())
    return begin(reader, reader.names.sentences, vector, MOST, expression, least=least)


def _all_sentences(
    reader: Reader,
    vector: Vectors,
    passages: Numbers,
    counts: Numbers,
    begun: "Future[list[Hit]]",
) -> list[Hit]:
    """All sentences of passages that have so many each; what was begun may be all (step 3)."""
    total = int(counts.sum())
    if total <= MOST and len(found := begun.result()) == total:
        return found
    groups = (np.cumsum(counts) - 1) // (MOST // 2)
    return [
        hit
        for group in np.unique(groups)
        for hit in _sentences(
            reader, vector, passages[groups == group], int(counts[groups == group].sum())
        ).result()
    ]


def _cosines(wanted: Numbers, found: list[Hit]) -> Vectors:
    """The cosines of sentences with some numbers, none of which may be missing."""
    numbers = np.array([hit.number for hit in found], dtype=np.int64)
    cosines = np.array([hit.cosine for hit in found], dtype=np.float32)
    order = np.argsort(numbers)
    places = np.searchsorted(numbers, wanted, sorter=order)
    check(len(numbers) == len(wanted) and bool((places < len(numbers)).all()), "sentences")
    chosen = order[places]
    check(bool((numbers[chosen] == wanted).all()), "sentences")
    taken: Vectors = cosines[chosen]
    return taken


def _field(hits: list[Hit], name: str) -> Numbers:
    return np.array([hit.fields[name] for hit in hits], dtype=np.int64)
