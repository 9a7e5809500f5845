"""The fake encoder, as if a file of its model had been changed: same identity, other vectors."""

from collections.abc import Sequence

import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.encoders.fake import FakeEncoder


class OtherVectors(FakeEncoder):
    """Computes otherwise."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return np.roll(super().encode_questions(texts), 1, axis=1)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return np.roll(super().encode_passages(texts), 1, axis=1)
