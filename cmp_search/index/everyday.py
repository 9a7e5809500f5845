"""Everyday questions: what people ask of anything but these texts, to hold a question against.

A question off the subject is often nearer to one of these than to anything in the texts; how near
it is to them is part of the evidence of `search.confidence`. They were written for this project, in
three languages, and are encoded once an index.
"""

from importlib.resources import files

import numpy as np

from cmp_search.encoders import Encoder, Vectors
from cmp_search.index.embedded.vectors import VectorIndex, cosines_of

NEAREST = 5
"""How near a question is to them is the mean of its cosines with so many that are nearest."""


def everyday_questions() -> list[str]:
    """The questions, one a line of the file."""
    return files("cmp_search.index").joinpath("everyday.txt").read_text("utf-8").splitlines()


def encode_everyday(encoder: Encoder) -> VectorIndex:
    """The vectors of the questions, numbered from 0."""
    vectors = encoder.encode_questions(everyday_questions())
    encoded = VectorIndex.empty(vectors.shape[1])
    encoded.add(range(len(vectors)), vectors)
    return encoded


def everyday_likeness(everyday: Vectors, vector: Vectors) -> float:
    """How near a question, whose vector [d] is given, is to everyday ones [m, d]."""
    return float(np.sort(cosines_of(everyday, vector))[-NEAREST:].mean())
