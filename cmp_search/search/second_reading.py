"""Second reading: the passages that were found first, as a reader orders them.

1. The reader reads the first passages, each under the header that the encoder was given.
2. Those come in the order of their scores with the reading's part, before all others.
docs/reader.md says what a reader is.
"""

from collections.abc import Mapping, Sequence

from cmp_search.documents.passage import Passage
from cmp_search.index.embedding import passage_header
from cmp_search.search.document_facts import DocumentFacts
from cmp_search.search.question import Question
from cmp_search.search.ranking import Ranked, in_order, with_reading
from cmp_search.search.reading.base import PassageReader
from cmp_search.search.reading.rereading import READ, PassageReading, read_passages

Readings = Mapping[str, PassageReading]
"""By the ids of the passages."""


def readings_of(
    reader: PassageReader | None,
    facts: DocumentFacts,
    question: Question,
    ranked: Sequence[Ranked],
    passages: Mapping[str, Passage],
) -> Readings:
    """What a reader says of the first passages (step 1); empty without one."""
    if reader is None:
        return {}
    first = ranked[:READ]
    found = [
        (passage, passage_header(facts.entries[hit.document].title, passage), hit.best_sentence)
        for hit in first
        for passage in [passages[hit.id]]
    ]
    readings = read_passages(reader, question.text, found)
    return {hit.id: reading for hit, reading in zip(first, readings, strict=True)}


def read_again(
    reader: PassageReader | None,
    facts: DocumentFacts,
    question: Question,
    ranked: Sequence[Ranked],
    readings: Readings,
) -> list[Ranked]:
    """The passages in their new order (step 2)."""
    if reader is None:
        return list(ranked)
    read = [
        with_reading(hit, readings[hit.id], reader.weight) for hit in ranked if hit.id in readings
    ]
    return [*in_order(facts, question, read), *(hit for hit in ranked if hit.id not in readings)]
