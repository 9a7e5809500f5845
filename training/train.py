"""Trains the reader.

    python -m training.train --public FOLDER --own FOLDER --encoder FOLDER --out FOLDER

1. A plan names, for each of two stages, how many questions of each set are asked, in an order drawn
   from the seed: first mostly public ones, which teach reading, then mostly our own, which teach the
   subject. A set that is asked more often than it has questions gets new windows each time.
2. A step learns from the windows of some questions: whether each answers (binary cross-entropy, and
   across a question's windows which one does), and the answer's first and last word, or the first
   token if the window does not answer.
3. AdamW warms up, keeps its rate through the first stage and lowers it to nothing in the second.
4. Every so many steps the held-out questions are judged and the state is saved; a run that was
   interrupted goes on from there, and ends as it would have ended. Runs are deterministic for the
   same machine and number of threads.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Annotated

import numpy as np
import torch
import typer
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from training.examples import Example, Examples, Group
from training.model import Batch, Reader, Tokens, collate, from_encoder, tokenize
from training.sources import (
    HELD_OUT_ARTICLES,
    Question,
    in_tenth,
    own,
    passages_of,
    public,
    spanish_trained,
)

LAYERS = 6
RATE, WARM_UP = 2e-4, 300
QUESTIONS = 12
"""Questions of a step, each with up to three windows."""
JUDGED_EVERY = 500
SEED = 20
OWN, SPANISH = "own", "es-squad-es-dev"

STAGES: tuple[Mapping[str, int], ...] = (
    {
        "en-squad2-half-dev": 7000,
        SPANISH: 6500,
        "fr-piaf": 5000,
        "fr-service-public": 6000,
        "fr-fiches-travail": 1200,
        "en-medquad": 1200,
        "en-canada-law-headings": 1200,
        "fr-canada-law-headings": 800,
        "es-peru-law-headings": 1200,
    },
    {
        OWN: 13000,
        "en-squad2-half-dev": 4500,
        SPANISH: 2500,
        "fr-piaf": 2000,
        "fr-service-public": 1500,
    },
)

Pair = tuple[Example, Tokens]


@dataclass(frozen=True, slots=True)
class Set:
    """The questions of a set that are trained on, and those that judge."""

    trained: list[Question]
    held_out: list[Question]


def split(questions: Sequence[Question]) -> Set:
    """Keep apart what judges (see `sources`)."""
    trained, held_out = [], []
    for question in questions:
        (held_out if judges(question) else trained).append(question)
    return Set(trained, held_out)


def judges(question: Question) -> bool:
    """Whether a question is kept for judging."""
    match question.source:
        case "en-squad2-half-dev":
            return question.work in HELD_OUT_ARTICLES
        case "fr-piaf":
            return in_tenth(question.passage)
        case "fr-service-public":
            return in_tenth(question.work)
        case source:
            return source.startswith("own") and in_tenth(question.text)


def load(public_folder: Path, own_folder: Path, xquad: Path) -> dict[str, tuple[Set, Examples]]:
    """All sets by name; our own folders are one set."""
    articles = json.loads(xquad.read_text("utf-8"))["data"]
    paragraphs = [each["context"] for article in articles for each in article["paragraphs"]]
    sets = {}
    for name in dict.fromkeys(name for stage in STAGES for name in stage):
        if name != OWN:
            questions = public(public_folder / f"{name}.jsonl.gz")
            if name == SPANISH:
                questions = spanish_trained(questions, paragraphs)
            sets[name] = split(questions), Examples(questions)
    folders = sorted(folder for folder in own_folder.iterdir() if any(folder.glob("questions*")))
    if folders:
        questions = [question for folder in folders for question in own(folder)]
        others = [passage for folder in folders for passage in passages_of(folder)]
        sets[OWN] = split(questions), Examples(questions, others)
    return sets


def asked(sets: Mapping[str, tuple[Set, Examples]], stage: int) -> list[Group]:
    """The windows of a stage in their order (step 1)."""
    random = Random(SEED + stage)
    groups: list[Group] = []
    for name, count in STAGES[stage].items():
        if name not in sets:
            continue
        questions, examples = sets[name][0].trained, sets[name][1]
        drawn: list[Question] = []
        while len(drawn) < count:
            drawn += random.sample(questions, min(len(questions), count - len(drawn)))
        groups += examples.groups(drawn, random)
    random.shuffle(groups)
    return groups


def batches(groups: Sequence[Group], tokenizer: Tokenizer) -> Iterator[list[list[Pair]]]:
    """Steps' questions, of similar length within a hundred steps to save padding."""
    far = 100 * QUESTIONS
    for start in range(0, len(groups), far):
        some = groups[start : start + far]
        tokens = iter(tokenize(tokenizer, [e for group in some for e in group]))
        paired = [[(e, next(tokens)) for e in group] for group in some]
        paired.sort(key=lambda group: max(len(t.ids) for _, t in group))
        steps = [paired[i : i + QUESTIONS] for i in range(0, len(paired), QUESTIONS)]
        Random(start).shuffle(steps)
        yield from steps


def loss(spans: Tensor, answers: Tensor, batch: Batch) -> Tensor:
    """Step 2."""
    total = F.binary_cross_entropy_with_logits(answers, batch.answers)
    of_question = torch.full((int(batch.group.max()) + 1, len(answers)), -1e4)
    of_question[batch.group, torch.arange(len(answers))] = answers
    right = batch.answers.nonzero()[:, 0]
    if len(right):
        total = total + 0.5 * F.cross_entropy(of_question[batch.group[right]], right)
    learns = batch.learns_span > 0
    if learns.any():
        ends = torch.stack([batch.first, batch.last], 1)[learns]
        total = total + F.cross_entropy(spans[learns].reshape(-1, spans.shape[2]), ends.reshape(-1))
    return total


def rate(step: int, first: int, total: int) -> float:
    """Step 3; the first stage has `first` steps."""
    if step < WARM_UP:
        return RATE * (step + 1) / WARM_UP
    return RATE if step < first else RATE * max(0.0, (total - step) / max(1, total - first))


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
            both = torch.triu(a[1:, None] + b[None, 1:]).masked_fill(
                torch.ones(len(a) - 1, len(a) - 1).tril(-1).bool(), -1e9
            )
            both = both.masked_fill(torch.ones_like(both).triu(30).bool(), -1e9)
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
    """Up to 400 questions of each set that judge; of SQuAD's, the window asked of alone."""
    found = {}
    for name, (questions, examples) in sets.items():
        if questions.held_out:
            random = Random(SEED)
            some = random.sample(questions.held_out, min(400, len(questions.held_out)))
            groups = examples.groups(some, random)
            alone = name.startswith("en-squad") or name == "own"
            windows = [e for g in groups for e in (g[:1] if alone else g)]
            found[name] = list(zip(windows, tokenize(tokenizer, windows), strict=True))
    return found


def main(
    public_sets: Annotated[Path, typer.Option("--public")],
    own_sets: Annotated[Path, typer.Option("--own")],
    encoder: Annotated[Path, typer.Option()],
    xquad: Annotated[Path, typer.Option(help="XQuAD in Spanish, whose questions are left out.")],
    out: Annotated[Path, typer.Option()],
    until: Annotated[int, typer.Option(help="Stop after this stage: 1 or 2.")] = 2,
) -> None:
    """Train, or go on."""
    torch.manual_seed(SEED)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    sets = load(public_sets, own_sets, xquad)
    for name, (questions, _) in sets.items():
        print(name, len(questions.trained), "trained", len(questions.held_out), "held out")
    stages = [asked(sets, stage) for stage in range(until)]
    lengths = [-(-len(stage) // QUESTIONS) for stage in stages]
    first = lengths[0]
    total = first + (lengths[1] if until == 2 else sum(STAGES[1].values()) // QUESTIONS)
    print("steps", lengths, flush=True)
    held_out = held_out_pairs(sets, tokenizer)
    reader = from_encoder(encoder, LAYERS)
    trained = [p for p in reader.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, RATE, weight_decay=0.01)
    done, saved = 0, out / "state.pt"
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        reader.load_state_dict(state["reader"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]
    step, began, seen, losses = 0, time.time(), 0, []
    every = (pair for stage in stages for pair in batches(stage, tokenizer))
    for groups in every:
        step += 1
        if step <= done:
            continue
        for group in optimizer.param_groups:
            group["lr"] = rate(step, first, total)
        batch = collate(groups)
        with torch.autocast("cpu", torch.bfloat16):
            spans, answers = reader(batch)
        value = loss(spans, answers, batch)
        value.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(value.item())
        seen += len(batch.answers)
        if step % 50 == 0:
            print(
                step,
                f"loss {np.mean(losses[-50:]):.3f}",
                f"{seen / (time.time() - began):.1f}/s",
                flush=True,
            )
        if step % JUDGED_EVERY == 0 or step == sum(lengths):
            figures = judge(reader, held_out)
            line = {
                "step": step,
                "windows": seen,
                "loss": float(np.mean(losses[-JUDGED_EVERY:])),
            } | figures
            with (out / "log.jsonl").open("a") as log:
                log.write(json.dumps({k: round(v, 4) for k, v in line.items()}) + "\n")
            print(json.dumps({k: round(v, 3) for k, v in line.items()}), flush=True)
            state = {
                "reader": reader.state_dict(),
                "optimizer": optimizer.state_dict(),
                "step": step,
            }
            torch.save(state, out / "state.new")
            (out / "state.new").replace(saved)


if __name__ == "__main__":
    typer.run(main)
