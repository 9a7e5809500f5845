"""Trains the reader.

    python -m training.train --public FOLDER --encoder FOLDER --xquad FILE --out FOLDER

1. A plan names, for each stage, how many questions of each set are asked, in an order drawn from
   the seed: first public ones, which teach reading, then more and more of our own, which teach the
   subject. A set that is asked more often than it has questions gets new windows each time.
2. A step learns from the windows of some questions: whether each answers (binary cross-entropy, and
   across a question's windows which one does), and the answer's first and last word, or the first
   token if the window does not answer.
3. AdamW warms up, keeps its rate until the last stage and lowers it to nothing in that.
4. Every so many steps the held-out questions are judged and the state is saved; a run that was
   interrupted goes on from there, and ends as it would have ended. Runs are deterministic for the
   same machine and number of threads.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Annotated, Any

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
    HELD_OUT_TEXTS,
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
JUDGED_EVERY = 1000
SEED = 20
STATE, LOG = "state.pt", "log.jsonl"
OWN = Path(__file__).with_name("questions")
SPANISH = "es-squad-es-dev"


@dataclass(frozen=True, slots=True)
class Stage:
    """How many questions of each set are asked, each with how many windows at most.

    `steps` is after how many steps it ends, if earlier.
    """

    questions: Mapping[str, int]
    windows: int = 3
    steps: int | None = None


STAGES = (
    Stage(
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
        steps=1000,
    ),
    Stage(
        {
            "partnerships-en": 2000,
            "partnerships-fr": 1600,
            "partnerships-es": 1400,
            "programmes-en": 1900,
            "programmes-fr-es": 1700,
            "open-texts-a": 1400,
            "open-texts-b": 2000,
            "en-squad2-half-dev": 8000,
            SPANISH: 4000,
            "fr-piaf": 4000,
            "fr-service-public": 1000,
        },
        steps=1000,
    ),
    Stage(
        {
            "partnerships-en": 2300,
            "partnerships-fr": 1800,
            "partnerships-es": 1600,
            "programmes-en": 2300,
            "programmes-fr-es": 1900,
            "open-texts-a": 1500,
            "open-texts-b": 2300,
            "reports-en": 2800,
            "policies-en": 3000,
            "across-languages": 2700,
            "en-squad2-half-dev": 11000,
            SPANISH: 5500,
            "fr-piaf": 6000,
            "fr-service-public": 2500,
        },
        windows=2,
    ),
)

Pair = tuple[Example, Tokens]


@dataclass(frozen=True, slots=True)
class Set:
    """The questions of a set that are trained on, and those that judge."""

    trained: list[Question]
    held_out: list[Question]


def split(questions: Sequence[Question]) -> Set:
    """Keep apart what judges (see `sources`)."""
    trained: list[Question] = []
    held_out: list[Question] = []
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
        case _:
            return question.work in HELD_OUT_TEXTS


def load(
    stages: Sequence[Stage], public_folder: Path, own_folder: Path, xquad: Path
) -> dict[str, tuple[Set, Examples]]:
    """The sets of some stages by name; each of our own folders is one."""
    articles = json.loads(xquad.read_text("utf-8"))["data"]
    paragraphs = [each["context"] for article in articles for each in article["paragraphs"]]
    sets = {}
    for name in dict.fromkeys(name for stage in stages for name in stage.questions):
        folder = own_folder / name
        if folder.is_dir():
            questions, others = own(folder, public_folder), passages_of(folder)
        else:
            questions, others = public(public_folder / f"{name}.jsonl.gz"), []
            if name == SPANISH:
                questions = spanish_trained(questions, paragraphs)
        sets[name] = split(questions), Examples(questions, others)
    return sets


def asked(sets: Mapping[str, tuple[Set, Examples]], stage: int) -> list[Group]:
    """The windows of a stage in their order (step 1)."""
    random = Random(SEED + stage)
    groups: list[Group] = []
    for name, count in STAGES[stage].questions.items():
        questions, examples = sets[name][0].trained, sets[name][1]
        drawn: list[Question] = []
        while len(drawn) < count:
            drawn += random.sample(questions, min(len(questions), count - len(drawn)))
        made = examples.groups(drawn, random)
        groups += [group[: STAGES[stage].windows] for group in made]
    random.shuffle(groups)
    steps = STAGES[stage].steps
    return groups[: steps * QUESTIONS] if steps else groups


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


class Run:
    """A reader in training, with its optimizer, its log and its saved state (steps 2 to 4)."""

    def __init__(self, encoder: Path, out: Path, held_out: Mapping[str, list[Pair]]) -> None:
        """Begin with the encoder's layers, or go on from what `out` has."""
        self.reader = from_encoder(encoder, LAYERS)
        self._trained = [p for p in self.reader.parameters() if p.requires_grad]
        self._optimizer = torch.optim.AdamW(self._trained, RATE, weight_decay=0.01)
        self._held_out, self._out, self.done = held_out, out, 0
        self._losses: list[float] = []
        self._windows, self._began = 0, time.time()
        if (out / STATE).exists():
            state = torch.load(out / STATE, weights_only=True)
            self.reader.load_state_dict(state["reader"])
            self._optimizer.load_state_dict(state["optimizer"])
            self.done = state["step"]

    def learn(self, batch: Batch, rate: float) -> None:
        """One step."""
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", torch.bfloat16):
            spans, answers = self.reader(batch)
        value = loss(spans, answers, batch)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._trained, 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._losses.append(value.item())
        self._windows += len(batch.answers)
        self.done += 1
        if self.done % 50 == 0:
            each = self._windows / (time.time() - self._began)
            print(self.done, f"loss {np.mean(self._losses[-50:]):.3f}, {each:.0f}/s", flush=True)

    def judge_and_save(self) -> None:
        """Write a line of the log, and the state, which replaces the one before as a whole."""
        figures = {"step": self.done, "loss": float(np.mean(self._losses[-JUDGED_EVERY:]))}
        figures |= judge(self.reader, self._held_out)
        line = json.dumps({name: round(figure, 4) for name, figure in figures.items()})
        with (self._out / LOG).open("a") as log:
            log.write(line + "\n")
        print(line, flush=True)
        state: dict[str, Any] = {
            "reader": self.reader.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }
        torch.save(state | {"step": self.done}, self._out / "state.new")
        (self._out / "state.new").replace(self._out / STATE)


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
    run = Run(encoder, out, held_out_pairs(sets, tokenizer))
    every = (step for groups in stages for step in batches(groups, tokenizer))
    for groups in islice(every, run.done, None):
        run.learn(collate(groups), rate(run.done + 1, first, total))
        if run.done % JUDGED_EVERY == 0 or run.done == total:
            run.judge_and_save()


if __name__ == "__main__":
    typer.run(main)
