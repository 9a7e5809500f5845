"""Trains the reader.

    python -m training.train --public FOLDER --encoder FOLDER --xquad FILE --out FOLDER

1. A plan (see `stages`) names, for each stage, how many questions of each set are asked, in an
   order drawn from the seed. A set that is asked more often than it has questions gets new windows
   each time.
2. A step learns from the windows of some questions: whether each answers (binary cross-entropy, and
   across a question's windows which one does), and the answer's first and last word, or the first
   token if the window does not answer.
3. AdamW warms up, keeps its rate until the last stage and lowers it to nothing in that.
4. Every so many steps the held-out questions are judged and the state is saved; a run that was
   interrupted goes on from there, and ends as it would have ended. Runs are deterministic for the
   same machine and number of threads.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Annotated

import torch
import typer
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from cmp_search.search.reading.small_graph import LAYERS
from training.examples import Group
from training.judging import Pair, held_out_pairs, judge
from training.model import Batch, collate, from_encoder, tokenize
from training.run import Run
from training.sources import OWN
from training.stages import QUESTIONS, SEED, STAGES, asked, load

RATE, WARM_UP = 2e-4, 300
JUDGED_EVERY = 1000


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
    """Step 3; all stages but the last have `first` steps."""
    if step < WARM_UP:
        return RATE * (step + 1) / WARM_UP
    return RATE if step < first else RATE * max(0.0, (total - step) / max(1, total - first))


def main(
    public_sets: Annotated[Path, typer.Option("--public", help="Folder of the public sets.")],
    encoder: Annotated[Path, typer.Option(help="Folder of the encoder's unpacked weights.")],
    xquad: Annotated[Path, typer.Option(help="XQuAD in Spanish, whose paragraphs are left out.")],
    out: Annotated[Path, typer.Option(help="Folder for log and state.")],
    own_sets: Annotated[Path, typer.Option("--own", help="Folder of our own questions.")] = OWN,
    until: Annotated[int, typer.Option(help="Stop after so many stages.")] = len(STAGES),
) -> None:
    """Train, or go on."""
    torch.manual_seed(SEED)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    sets = load(STAGES[:until], public_sets, own_sets, xquad)
    for name, (questions, _) in sets.items():
        print(f"{name}: {len(questions.trained)} trained on, {len(questions.held_out)} held out")
    stages = [asked(sets, stage) for stage in range(until)]
    lengths = [-(-len(stage) // QUESTIONS) for stage in stages]
    first, total = sum(lengths[: len(STAGES) - 1]), sum(lengths)
    print(f"steps of the stages: {lengths}", flush=True)
    reader, held_out = from_encoder(encoder, LAYERS), held_out_pairs(sets, tokenizer)
    run = Run(reader, "reader", out, RATE, JUDGED_EVERY, partial(judge, reader, held_out))
    every = (step for groups in stages for step in batches(groups, tokenizer))
    for groups in islice(every, run.done, None):
        batch = collate(groups)
        with torch.autocast("cpu", torch.bfloat16):
            spans, answers = reader(batch)
        run.learn(loss(spans, answers, batch), len(batch.answers), rate(run.done + 1, first, total))
        if run.done % JUDGED_EVERY == 0 or run.done == total:
            run.judge_and_save()


if __name__ == "__main__":
    typer.run(main)
