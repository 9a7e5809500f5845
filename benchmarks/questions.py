"""Questions to a made-up generation, and the encoder used to ask them.

1. They take turns between words of a passage, a name, a misspelling and a quoted phrase; every
   fifth has a filter.
2. The default model encodes the words, and tokenizes them for spelling, so that its time counts;
   the vector searched for is then a made-up one near that passage.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.crowd import Crowd
from benchmarks.synthetic import IDENTITY, LANGUAGES
from cmp_search.encoders import Encoder, EncoderIdentity, Vectors
from cmp_search.index.embedded.generation import Generation
from cmp_search.index.filters import Filters
from cmp_search.search.answer import Answer
from cmp_search.search.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the vector used for it, and its filters."""

    text: str
    vector: Vectors
    filters: Filters


class TimedEncoder:
    """Runs and times an encoder, but returns a prepared vector (step 2)."""

    ready: Vectors
    spent: float

    def __init__(self, encoder: Encoder) -> None:
        """Time this encoder."""
        self._encoder = encoder

    @property
    def identity(self) -> EncoderIdentity:
        """That of the made-up vectors."""
        return IDENTITY

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The encoder's own."""
        start = time.perf_counter()
        found = self._encoder.count_tokens(texts)
        self.spent += time.perf_counter() - start
        return found

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The prepared vector, after the encoder's work."""
        start = time.perf_counter()
        self._encoder.encode_questions(texts)
        self.spent += time.perf_counter() - start
        return self.ready[np.newaxis]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The encoder's own."""
        return self._encoder.encode_passages(texts)


def answered(searcher: Searcher, encoder: TimedEncoder, question: Question) -> Answer:
    """Ask a question; `encoder` is the searcher's, and its clock is reset."""
    encoder.ready, encoder.spent = question.vector, 0.0
    return searcher.ask(question.text, question.filters)


def questions(
    generation: Generation, crowd: Crowd, random: np.random.Generator, count: int
) -> Iterator[Question]:
    """Questions to passages drawn at random (step 1)."""
    for n in range(count):
        number = int(random.integers(1, len(generation.passage_vectors) + 1))
        passage = generation.texts.passages([number])[number]
        words = passage.text.replace(".", "").split()
        some = [str(word) for word in random.choice(words, size=6, replace=False)]
        if n % 4 == 1:
            some[2] = some[2].capitalize()
        elif n % 4 == 2:
            longest = max(some, key=len)
            some.append(longest[:2] + longest[3:] + "x")
        elif n % 4 == 3:
            some.append(f"“{words[3]} {words[4]}”")
        filters = Filters()
        if n % 5 == 4:
            language, year = LANGUAGES[n % 3], 1990 + n % 30
            filters = Filters(languages=(language,)) if n % 2 else Filters(years=(year,))
            if generation.manifest.documents < 30:
                filters = Filters(documents=(passage.document,))
        vector = crowd.near(generation.passage_vectors.vectors([number])[0], random)
        yield Question(" ".join(["What", "of", *some]) + "?", vector, filters)
