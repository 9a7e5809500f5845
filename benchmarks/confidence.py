r"""Fits the coefficients of `cmp_search.search.confidence` and says how often they err.

    python -m benchmarks.confidence ANSWERABLE.jsonl UNANSWERABLE.jsonl --corpus CORPUS \
        [--far SQUAD.json]… [--write]

1. Each answerable question is a positive case, each unanswerable one a negative case: near (on the
   subject) or far (off it). `--far` adds questions of a SQuAD file as far ones, a hundred of each.
2. A logistic regression is fitted, both classes weighing the same; its figures are cross-validated
   by the group of the questions, so that no question is judged by a model that saw its like.
3. `related` is set so that 4 % of the answerable questions fall below it, `answered` so that a
   quarter does.
"""

import json
from dataclasses import asdict, fields
from pathlib import Path
from tempfile import gettempdir
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from cmp_search.encoders import DEFAULT_MODEL, open_encoder
from cmp_search.evaluation.questions import read_questions
from cmp_search.index.build import build_index
from cmp_search.search import confidence
from cmp_search.search.confidence import Evidence, evidence
from cmp_search.search.searcher import open_searcher

SCRATCH = Path(gettempdir()) / "cmp-search-benchmark"
"""Where the index is kept, so that the user's own is never touched."""

TARGET = Path(confidence.__file__).with_suffix(".toml")


def main(
    answerable: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    unanswerable: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    corpus: Annotated[Path, typer.Option(exists=True, file_okay=False)],
    index: Annotated[Path, typer.Option()] = SCRATCH,
    far: Annotated[list[Path] | None, typer.Option()] = None,
    write: Annotated[bool, typer.Option()] = False,
) -> None:
    """Fit, print the figures and, with --write, keep the coefficients."""
    build_index(corpus, index, open_encoder(), DEFAULT_MODEL)
    searcher = open_searcher(index)
    gold = read_questions([answerable, unanswerable])
    cases = [(question.text, question.kind.value, question.group) for question in gold]
    for path in far or []:
        cases += [(question, "far", question) for question in squad(path)]
    rows = np.array([list(asdict(evidence(searcher.ask(q).hits)).values()) for q, _, _ in cases])
    kinds = np.array([kind for _, kind, _ in cases])
    labels = kinds == "answerable"
    model = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced"))
    groups = [group for _, _, group in cases]
    judged = cross_val_predict(
        model, rows, labels, groups=groups, cv=GroupKFold(10), method="predict_proba"
    )[:, 1]
    related, answered = np.quantile(judged[labels], [0.04, 0.25])
    figures = {kind: judge(judged, kinds, kind, related, answered) for kind in sorted(set(kinds))}
    model.fit(rows, labels)
    text = as_toml(model, related, answered, figures)
    print(text)
    if write:
        TARGET.write_text(text, "utf-8")


def squad(path: Path) -> list[str]:
    """A hundred questions of a SQuAD file, spread evenly."""
    articles = json.loads(path.read_text("utf-8"))["data"]
    questions = [
        qa["question"] for a in articles for paragraph in a["paragraphs"] for qa in paragraph["qas"]
    ]
    return questions[:: len(questions) // 100][:100]


def judge(
    judged: NDArray[np.float64],
    kinds: NDArray[Any],
    kind: str,
    related: float,
    answered: float,
) -> str:
    """How one kind of question comes out, in words."""
    positive, mine = judged[kinds == "answerable"], judged[kinds == kind]
    levels = f"not_found {(mine < related).mean():.2f}, answered {(mine >= answered).mean():.2f}"
    if kind == "answerable":
        return f"{levels}, n = {len(mine)}"
    truth = np.repeat([1, 0], [len(positive), len(mine)])
    auroc = roc_auc_score(truth, np.concatenate([positive, mine]))
    return f"{levels}, AUROC {auroc:.3f}, n = {len(mine)}"


def as_toml(model: Any, related: float, answered: float, figures: dict[str, str]) -> str:
    """The coefficients on unscaled evidence, and where they come from, as TOML."""
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    intercept = regression.intercept_[0] - (weights * scaler.mean_).sum()
    names = [field.name for field in fields(Evidence)]
    lines = ["# Fitted by benchmarks/confidence.py; cross-validated by group:"]
    lines += [f"# {kind}: {figure}" for kind, figure in figures.items()]
    lines += ["[coefficients]", f"intercept = {intercept:.4f}"]
    lines += [f"{name} = {weight:.4f}" for name, weight in zip(names, weights, strict=True)]
    lines += [f"answered = {answered:.3f}", f"related = {related:.3f}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    typer.run(main)
