"""Train the low-rank differences of the encoder: `python -m training.encoder.train --help`.

1. The score of a passage is the sum of the question's cosines with the passage and with its best
   sentence, as in ranking; the right passage is to win among those of the batch, and the answer's
   sentence among all sentences (cross entropy at temperature `TEMPERATURE`).
2. The learning rate rises in `WARM_UP` steps and falls to zero as a cosine.
3. Every `JUDGED_EVERY` steps, passages of held-out texts are ranked (see `judging`), which gives a
   line of the log. The state is saved, and training goes on from there; the differences of each
   such step are kept for the export.
"""

import math
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Annotated

import torch
import typer
from torch import Tensor
from torch.nn.functional import cross_entropy

from training.encoder.batches import Batch, batches, runs
from training.encoder.judging import judge
from training.encoder.model import AdaptedEncoder
from training.run import Run
from training.sources import OWN, Question, public, spanish_trained, xquad_paragraphs
from training.sources import own as own_questions
from training.stages import SPANISH, split

SEED = 7
TEMPERATURE = 0.02
RATE = 5e-4
WARM_UP = 40
EPOCHS = 3
JUDGED_EVERY = 150
PUBLIC = {
    "en-squad2-half-dev": 1200,
    SPANISH: 1200,
    "fr-piaf": 1400,
    "fr-service-public": 1000,
    "fr-fiches-travail": 300,
    "en-canada-law-headings": 350,
    "fr-canada-law-headings": 350,
    "es-peru-law-headings": 350,
}
"""Questions of public sets in each epoch, beside all of our own."""
JUDGING = ("en-squad2-half-dev", "fr-piaf")
"""The public sets whose held-out questions judge."""


def loss(encoder: AdaptedEncoder, batch: Batch) -> Tensor:
    """Step 1."""
    questions = encoder(batch.questions)
    passages, sentences = encoder(batch.passages), encoder(batch.sentences)
    near = questions @ sentences.T
    home = torch.tensor(batch.home_of)
    allowed = torch.tensor(batch.allowed)
    best = torch.full((len(questions), len(passages)), -1.0)
    best = best.scatter_reduce(1, home.expand(len(questions), -1), near, "amax")
    both = (questions @ passages.T + best).masked_fill(~allowed, -4.0)
    value = cross_entropy(both / TEMPERATURE, torch.tensor(batch.passage_of))
    right = torch.tensor(batch.sentence_of)
    known = right >= 0
    if known.any():
        fair = allowed[:, home] | (torch.arange(len(home)) == right[:, None])
        among = near.masked_fill(~fair, -4.0)[known]
        value = value + cross_entropy(among / TEMPERATURE, right[known])
    return value


def load(
    public_folder: Path, own_folder: Path, xquad: Path
) -> tuple[dict[str, list[Question]], dict[str, list[Question]]]:
    """Questions to train on and to judge by, by set."""
    paragraphs = xquad_paragraphs(xquad)
    trained: dict[str, list[Question]] = {}
    judged: dict[str, list[Question]] = {"own": []}
    for folder in sorted(own_folder.iterdir()):
        sets = split(own_questions(folder, public_folder))
        trained[folder.name] = sets.trained
        judged["own"] += sets.held_out
    for name in PUBLIC:
        questions = public(public_folder / f"{name}.jsonl.gz")
        if name == SPANISH:
            questions = spanish_trained(questions, paragraphs)
        sets = split(questions)
        trained[name] = sets.trained
        if name in JUDGING:
            judged[name] = sets.held_out
    return trained, judged


def epoch(sets: dict[str, list[Question]], number: int) -> list[Batch]:
    """The batches of one epoch, each of runs of any sets."""
    random = Random(SEED + number)
    every = []
    for name, questions in sets.items():
        made = runs(questions, random)
        counts = accumulate((sum(map(len, run)) for run in made), initial=0)
        wanted = PUBLIC.get(name, len(questions))
        every += [run for run, asked in zip(made, counts, strict=False) if asked < wanted]
    random.shuffle(every)
    return list(batches(every, random))


def judge_all(
    encoder: AdaptedEncoder, judged: Mapping[str, Sequence[Question]]
) -> dict[str, float]:
    """Step 3, for each set."""
    figures = {}
    for name, questions in judged.items():
        figures[f"{name} first"], figures[f"{name} marked"] = judge(encoder, questions)
    return figures


def rate(step: int, total: int) -> float:
    """Step 2: the learning rate of a step, counted from 0."""
    return RATE * min((step + 1) / WARM_UP, (1 + math.cos(math.pi * step / total)) / 2)


def main(
    public_sets: Annotated[Path, typer.Option("--public", help="Folder of the public sets.")],
    encoder: Annotated[Path, typer.Option(help="Folder of the encoder's weights as they come.")],
    xquad: Annotated[Path, typer.Option(help="XQuAD in Spanish, whose paragraphs are left out.")],
    out: Annotated[Path, typer.Option(help="Folder for log and state.")],
    own_sets: Annotated[Path, typer.Option("--own", help="Folder of our own questions.")] = OWN,
) -> None:
    """Train, or go on."""
    torch.manual_seed(SEED)
    out.mkdir(parents=True, exist_ok=True)
    trained, judged = load(public_sets, own_sets, xquad)
    steps = [batch for number in range(EPOCHS) for batch in epoch(trained, number)]
    print({name: len(questions) for name, questions in trained.items()}, len(steps), flush=True)
    model = AdaptedEncoder(encoder)
    run = Run(model, "differences", out, RATE, JUDGED_EVERY, partial(judge_all, model, judged))
    if not run.done:
        run.judge_and_save()
    for batch in islice(steps, run.done, None):
        run.learn(loss(model, batch), len(batch.questions), rate(run.done, len(steps)))
        if run.done % JUDGED_EVERY == 0 or run.done == len(steps):
            run.judge_and_save()
            torch.save({"differences": run.trained}, out / f"step-{run.done}.pt")


if __name__ == "__main__":
    typer.run(main)
