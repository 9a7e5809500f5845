"""Reading what was found: the first passages in the order of what a reader makes of them.

1. Each of the first passages is read in a window around its best sentence; the first `WHOLE` ones
   in as many others, from their beginning on, as it takes to cover them, at most `WINDOWS` each.
2. A passage's reading is the one of its most relevant window.
3. The probability that its relevance stands for counts with the reader's weight, beside the cosines
   and the words; the passages below the first ones stay below them.
4. If the reader marks an answer in that window and most of it is in the best sentence, it is marked
   there. The best sentence stays: where the two differ, it is right more often (docs/reader.md).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cmp_search.documents.document import Span
from cmp_search.documents.passage import Passage
from cmp_search.search.reading.base import PassageReader, Reading, Window
from cmp_search.search.reading.window import windows

READ = 10
"""How many passages are read."""
WHOLE, WINDOWS = 3, 3


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What a reader says of a passage; spans are in document offsets.

    `relevance` and `margin` are logits (see `base`); `answer` is the part of the best sentence that
    answers, None if the reader marks none there.
    """

    relevance: float
    margin: float
    answer: Span | None = None

    @property
    def probability(self) -> float:
        """The probability that the relevance stands for."""
        return 1 / (1 + math.exp(-self.relevance))


def read_passages(
    reader: PassageReader,
    question: str,
    found: Sequence[tuple[Passage, str, Span]],
) -> list[PassageReading]:
    """The readings of passages, each given with its header and best sentence (steps 1, 2, 4)."""
    spans = [
        windows(passage.sentences, best, WINDOWS if i < WHOLE else 1)
        for i, (passage, _, best) in enumerate(found)
    ]
    asked = [
        Window(header, passage.slice(span))
        for (passage, header, _), each in zip(found, spans, strict=True)
        for span in each
    ]
    readings = iter(reader.read(question, asked))
    return [
        _best(passage, best, [(next(readings), span) for span in each])
        for (passage, _, best), each in zip(found, spans, strict=True)
    ]


def _best(passage: Passage, best: Span, read: Sequence[tuple[Reading, Span]]) -> PassageReading:
    reading, window = max(read, key=lambda pair: pair[0].relevance)
    if reading.span is None or reading.margin <= 0:
        return PassageReading(reading.relevance, reading.margin)
    answer = Span(window.start + reading.span.start, window.start + reading.span.end)
    has_most = best == max(passage.sentences, key=lambda sentence: _shared(sentence, answer))
    within = Span(max(answer.start, best.start), min(answer.end, best.end)) if has_most else None
    return PassageReading(reading.relevance, reading.margin, within)


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)
