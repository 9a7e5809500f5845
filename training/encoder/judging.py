"""How well the encoder ranks held-out passages, and marks sentences in them.

1. A question is asked of the passages of its own work that questions are about. A passage's score
   is the sum of the question's cosines with the passage and with its best sentence.
2. The first passage is to be the right one, and the right passage's best sentence to have the
   answer.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch

from training.encoder.model import AdaptedEncoder
from training.examples import sentence_spans
from training.sources import Question


@torch.no_grad()
def judge(encoder: AdaptedEncoder, questions: Sequence[Question]) -> tuple[float, float]:
    """How often the right passage is first, and how often the right sentence is marked."""
    works: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if question.answer:
            works[question.work].append(question)
    judged = [pair for asked in works.values() for pair in _judged(encoder, asked)]
    first, marked = np.mean(judged, axis=0).tolist()
    return first, marked


def _judged(encoder: AdaptedEncoder, asked: Sequence[Question]) -> list[tuple[bool, bool]]:
    """For each question of a work, whether passage and sentence are right."""
    passages = list(dict.fromkeys((q.header, q.passage) for q in asked))
    sentences = [
        (i, passage[span.start : span.end])
        for i, (_, passage) in enumerate(passages)
        for span in sentence_spans(passage, asked[0].language)
    ]
    home = np.array([i for i, _ in sentences])
    queries = encoder([f"query: {q.text}" for q in asked]).numpy()
    headed = [
        f"passage: {header}\n{text}" if header else f"passage: {text}" for header, text in passages
    ]
    near = queries @ encoder([f"passage: {text}" for _, text in sentences]).numpy().T
    best = np.full((len(asked), len(passages)), -1.0)
    for row in range(len(asked)):
        np.maximum.at(best[row], home, near[row])
    score = queries @ encoder(headed).numpy().T + best
    found = []
    for row, question in enumerate(asked):
        place = passages.index((question.header, question.passage))
        own = np.flatnonzero(home == place)
        marked = sentences[own[near[row, own].argmax()]][1] if len(own) else ""
        found.append((int(score[row].argmax()) == place, (question.answer or "") in marked))
    return found
