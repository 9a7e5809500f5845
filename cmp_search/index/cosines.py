"""Cosines of unit vectors: inner products, computed without waking other threads."""

import numpy as np

from cmp_search.encoders import Vectors


def cosines_of(vectors: Vectors, vector: Vectors) -> Vectors:
    """The cosine of each unit vector [n, d] with another [d].

    It stays in the calling thread, as waking others takes longer than it saves.
    """
    cosines: Vectors = np.einsum("ij,j->i", vectors, vector)
    return cosines
