"""A deterministic encoder without a model, for tests: texts that share words are similar."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from cmp_search.encoders.base import EncoderIdentity, Vectors

DIMENSION = 64


class FakeEncoder:
    """Each word adds to one of 64 dimensions; no model, no weights, no imports."""

    identity = EncoderIdentity("fake", "1", "hash", DIMENSION, 512, "", "")

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words, as tokens."""
        return [len(_words(text)) for text in texts]

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """One vector per question."""
        return _vectors(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector per passage."""
        return _vectors(texts)


def _vectors(texts: Sequence[str]) -> Vectors:
    """One vector per text; the first dimension keeps one without words from length 0."""
    vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
    for row, text in enumerate(texts):
        vectors[row, 0] = 0.01
        for word in _words(text):
            vectors[row, hashlib.blake2b(word.encode(), digest_size=1).digest()[0] % 64] += 1
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / lengths


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
