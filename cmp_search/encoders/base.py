"""What an encoder is: text in, unit vectors out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""float32, shape [n, dimension], each row of length 1."""


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """What two vectors must have in common to be comparable; part of the index's manifest."""

    name: str
    revision: str
    engine: str
    dimension: int
    max_tokens: int
    question_prefix: str
    passage_prefix: str


class Encoder(Protocol):
    """Turns questions and passages into vectors whose inner product is their similarity."""

    @property
    def identity(self) -> EncoderIdentity:
        """Name, revision, prefixes and sizes."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text, without prefix and special tokens."""
        ...

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """One vector per question."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector per passage or sentence."""
        ...
