"""Judging a reader in training by questions that it does not learn from."""

from collections.abc import Mapping, Sequence
from random import Random

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer

from cmp_search.search.reading.small import LONGEST
from training.examples import Example, Examples
from training.model import Reader, Tokens, collate, tokenize
from training.stages import SEED, Set

Pair = tuple[Example, Tokens]


@torch.no_grad()
def predict(
    reader: Reader, pairs: Sequence[Pair], size: int = 48
) -> list[tuple[float, int, int, float]]:
    """For each window: the score of "answers", the best span's ends, and its margin over "none"."""
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][1].ids))
    found: dict[int, tuple[float, int, int, float]] = {}
    for start in range(0, len(order), size):
        places = order[start : start + size]
        with torch.autocast("cpu", torch.bfloat16):
            spans, answers = reader(collate([[pairs[i]] for i in places]))
        for place, (a, b), answer in zip(places, spans, answers, strict=True):
            both = a[1:, None] + b[None, 1:]
            every = torch.ones_like(both).bool()
            both = both.masked_fill(every.tril(-1) | every.triu(LONGEST), -1e9)
            best = int(both.argmax())
            first, last = divmod(best, len(a) - 1)
            margin = float(both.max() - a[0] - b[0])
            found[place] = float(answer), first + 1, last + 1, margin
    return [found[i] for i in range(len(pairs))]


def judge(reader: Reader, held_out: Mapping[str, list[Pair]]) -> dict[str, float]:
    """AUROC of "answers" for each set, and how often the span meets the answer's."""
    found: dict[str, float] = {}
    reader.eval()
    for name, pairs in held_out.items():
        got = predict(reader, pairs)
        right = np.array([e.answers for e, _ in pairs])
        scores = np.array([[g[0], g[3]] for g in got])
        found[f"{name} answers"] = float(roc_auc_score(right, scores[:, 0]))
        found[f"{name} margin"] = float(roc_auc_score(right, scores[:, 1]))
        both = (scores - scores.mean(0)) / scores.std(0)
        found[f"{name} both"] = float(roc_auc_score(right, both.sum(1)))
        met = [
            g[1] <= t.last and g[2] >= t.first
            for (_, t), g in zip(pairs, got, strict=True)
            if t.first
        ]
        if met:
            found[f"{name} span"] = float(np.mean(met))
    reader.train()
    return found


def held_out_pairs(
    sets: Mapping[str, tuple[Set, Examples]], tokenizer: Tokenizer
) -> dict[str, list[Pair]]:
    """Up to 200 questions of each set that judge; where some are open, the first window alone."""
    found = {}
    for name, (questions, examples) in sets.items():
        if questions.held_out:
            random = Random(SEED)
            some = random.sample(questions.held_out, min(200, len(questions.held_out)))
            groups = examples.groups(some, random)
            alone = not name.startswith("fr-")
            windows = [e for g in groups for e in (g[:1] if alone else g)]
            found[name] = list(zip(windows, tokenize(tokenizer, windows), strict=True))
    return found
