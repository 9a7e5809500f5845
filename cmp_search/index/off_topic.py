"""Off-topic questions: what people ask about anything but these texts.

A question that the texts are not about is often nearer to one of these than to any passage; how
near it is to them is part of the evidence of `search.confidence`. They were written for this
project, in three languages, and are encoded once per index.
"""

from importlib.resources import files

import numpy as np

from cmp_search.encoders import Encoder, Vectors
from cmp_search.index.cosines import cosines_of

NEAREST = 5
"""How many of the nearest off-topic questions count."""


def off_topic_questions() -> list[str]:
    """The questions, one per line of the file."""
    return files("cmp_search.index").joinpath("off_topic.txt").read_text("utf-8").splitlines()


def encode_off_topic(encoder: Encoder) -> Vectors:
    """The vectors [m, d] of the questions, in the order of the file."""
    return encoder.encode_questions(off_topic_questions())


def off_topic_cosine(off_topic: Vectors, vector: Vectors) -> float:
    """The mean cosine of a question's vector [d] with the nearest of the off-topic ones [m, d]."""
    return float(np.sort(cosines_of(off_topic, vector))[-NEAREST:].mean())
