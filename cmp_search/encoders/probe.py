"""Probes: a few texts whose vectors tell whether a model still computes what it did.

An index states the vectors of its probes; each opening computes them again. A model whose files
were changed, or a library that computes otherwise, is noticed before it answers.
"""

import base64
from collections.abc import Sequence

import numpy as np

from cmp_search.encoders.base import Encoder, Vectors

PROBES = (
    "Where did the working groups meet in 2019?",
    "Qui copréside le groupe de travail sur les forêts?",
    "¿Cuántos estudiantes viajaron a Canadá?",
)
LEAST_COSINE = 0.999
"""Of the vectors of one text; bfloat16 and another order of sums differ by less."""


def probe(encoder: Encoder) -> tuple[str, ...]:
    """The vectors of the probes as an index states them: float16 in base64."""
    vectors = encoder.encode_questions(list(PROBES)).astype("<f2")
    return tuple(base64.b64encode(vector.tobytes()).decode() for vector in vectors)


def computes_alike(encoder: Encoder, stated: Sequence[str]) -> bool:
    """Whether an encoder computes the vectors that an index states; none are believed."""
    if not stated:
        return True
    try:
        before = _vectors(stated)
    except ValueError:
        return False
    now = encoder.encode_questions(list(PROBES))
    if before.shape != now.shape:
        return False
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(now, axis=1)
    cosines = (before * now).sum(axis=1) / np.maximum(lengths, np.finfo(np.float32).tiny)
    return bool((cosines >= LEAST_COSINE).all())


def _vectors(stated: Sequence[str]) -> Vectors:
    """The vectors as stated; raises ValueError if they are none."""
    rows = [np.frombuffer(base64.b64decode(one, validate=True), "<f2") for one in stated]
    return np.stack(rows).astype(np.float32)
