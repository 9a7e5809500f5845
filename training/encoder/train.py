"""Train the low-rank differences of the encoder: `python -m training.encoder.train --help`.

1. The score of a passage is the sum of the question's cosines with the passage and with its best
   sentence, as in ranking; the right passage is to win among those of the batch, and the answer's
   sentence among all sentences (cross entropy at temperature `TEMPERATURE`).
2. The learning rate rises in `WARM_UP` steps and falls to zero as a cosine.
3. Every `JUDGED_EVERY` steps, passages of held-out texts are ranked; a line of the log has how often
   the right one is first. The state is saved, and training goes on from there.
"""

import json
import math
import time
from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import Annotated

import numpy as np
import torch
import typer
from torch import Tensor
from torch.nn.functional import cross_entropy

from training.encoder.batches import Batch, batches, runs
from training.encoder.model import AdaptedEncoder
from training.sources import OWN, Question, public, spanish_trained
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


def first_rate(encoder: AdaptedEncoder, questions: Sequence[Question]) -> tuple[float, float]:
    """How often the right passage of the work, and the right sentence in it, is first."""
    from training.examples import sentence_spans

    works: dict[str, list[Question]] = {}
    for question in questions:
        if question.answer:
            works.setdefault(question.work, []).append(question)
    first, marked, judged = 0, 0, 0
    for asked in works.values():
        passages = list(dict.fromkeys((q.header, q.passage) for q in asked))
        texts = [f"passage: {h}\n{p}" if h else f"passage: {p}" for h, p in passages]
        sentences = [
            (i, p[s.start : s.end])
            for i, (_, p) in enumerate(passages)
            for s in sentence_spans(p, asked[0].language)
        ]
        vectors = encoder(texts).numpy()
        near = encoder([f"passage: {text}" for _, text in sentences]).numpy()
        home = np.array([i for i, _ in sentences])
        queries = encoder([f"query: {q.text}" for q in asked]).numpy()
        cosines = queries @ near.T
        best = np.full((len(asked), len(passages)), -1.0)
        for i in range(len(passages)):
            if (home == i).any():
                best[:, i] = cosines[:, home == i].max(1)
        score = queries @ vectors.T + best
        for row, (question, scores) in enumerate(zip(asked, score, strict=True)):
            place = passages.index((question.header, question.passage))
            first += int(scores.argmax()) == place
            own = np.flatnonzero(home == place)
            if len(own):
                text = sentences[own[cosines[row, own].argmax()]][1]
                marked += (question.answer or "") in text
            judged += 1
    return first / judged, marked / judged


def load(
    public_folder: Path, own_folder: Path, xquad: Path
) -> tuple[dict[str, list[Question]], dict[str, list[Question]]]:
    """Questions to train on and to judge by, by set."""
    articles = json.loads(xquad.read_text("utf-8"))["data"]
    paragraphs = [each["context"] for article in articles for each in article["paragraphs"]]
    trained, judged = {}, {}
    for folder in sorted(own_folder.iterdir()):
        sets = split(own_questions(folder, public_folder))
        trained[folder.name] = sets.trained
        judged.setdefault("own", []).extend(sets.held_out)
    for name in PUBLIC:
        questions = public(public_folder / f"{name}.jsonl.gz")
        if name == SPANISH:
            questions = spanish_trained(questions, paragraphs)
        sets = split(questions)
        trained[name] = sets.trained
        if name in ("en-squad2-half-dev", "fr-piaf"):
            judged[name] = sets.held_out
    return trained, judged


def epoch(sets: dict[str, list[Question]], number: int) -> list[Batch]:
    """The batches of one epoch, each of runs of any sets."""
    random = Random(SEED + number)
    every = []
    for name, questions in sets.items():
        if name in PUBLIC:
            made, wanted = runs(questions, random), PUBLIC[name]
            asked = 0
            for run in made:
                if asked >= wanted:
                    break
                every.append(run)
                asked += sum(map(len, run))
        else:
            every += runs(questions, random)
    random.shuffle(every)
    return list(batches(every, random))


def main(
    public_sets: Annotated[Path, typer.Option("--public", help="Folder of the public sets.")],
    encoder: Annotated[Path, typer.Option(help="Folder of the encoder's unpacked weights.")],
    xquad: Annotated[Path, typer.Option(help="XQuAD in Spanish, whose paragraphs are left out.")],
    out: Annotated[Path, typer.Option(help="Folder for log and state.")],
    own_sets: Annotated[Path, typer.Option("--own", help="Folder of our own questions.")] = OWN,
) -> None:
    """Train, or go on."""
    torch.manual_seed(SEED)
    out.mkdir(parents=True, exist_ok=True)
    trained, judged = load(public_sets, own_sets, xquad)
    steps = [epoch(trained, number) for number in range(EPOCHS)]
    total = sum(map(len, steps))
    print({name: len(q) for name, q in trained.items()}, {n: len(q) for n, q in judged.items()})
    print("steps", list(map(len, steps)), "questions a step", len(steps[0][0].questions), flush=True)
    model = AdaptedEncoder(encoder)
    differences = model.differences()
    optimizer = torch.optim.AdamW(differences.values(), lr=RATE, weight_decay=0.01)
    done = 0
    if (out / "state.pt").exists():
        state = torch.load(out / "state.pt", weights_only=True)
        model.load_state_dict(state["differences"], strict=False)
        optimizer.load_state_dict(state["optimizer"])
        done = state["step"]

    def judge_and_save(losses: list[float]) -> None:
        figures: dict[str, float] = {"step": done, "loss": float(np.mean(losses or [0]))}
        with torch.no_grad():
            for name, questions in judged.items():
                first, marked = first_rate(model, questions[:: 2 if name == "en-squad2-half-dev" else 1])
                figures |= {f"{name} first": round(first, 4), f"{name} marked": round(marked, 4)}
        line = json.dumps(figures)
        with (out / "log.jsonl").open("a") as log:
            log.write(line + "\n")
        print(line, flush=True)
        torch.save({"differences": model.differences(), "optimizer": optimizer.state_dict(), "step": done}, out / "state.new")
        (out / "state.new").replace(out / "state.pt")

    if not done:
        judge_and_save([])
    losses: list[float] = []
    began, asked = time.time(), 0
    for batch in islice(chain.from_iterable(steps), done, None):
        rate = RATE * min((done + 1) / WARM_UP, (1 + math.cos(math.pi * done / total)) / 2)
        for group in optimizer.param_groups:
            group["lr"] = rate
        value = loss(model, batch)
        value.backward()
        torch.nn.utils.clip_grad_norm_(differences.values(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(value.item())
        asked += len(batch.questions)
        done += 1
        if done % 20 == 0:
            print(done, f"loss {np.mean(losses[-20:]):.3f}, {asked / (time.time() - began):.1f} q/s", flush=True)
        if done % JUDGED_EVERY == 0 or done == total:
            judge_and_save(losses[-JUDGED_EVERY:])


if __name__ == "__main__":
    typer.run(main)
