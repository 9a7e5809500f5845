r"""Fits the coefficients of `cmp_search.search.confidence` and measures how often they err.

    python -m benchmarks.confidence ANSWERABLE.jsonl UNANSWERABLE.jsonl --corpus CORPUS \
        [--far SQUAD.json]… [--write]

1. Cases: each answerable question; each unanswerable one, near (on the subject) or far (off it);
   with `--far`, a hundred questions of a SQuAD file as far ones, called general; and each
   answerable question once more with its answering passages removed from the hits.
2. The regression of the subject separates answerable questions from far and general ones; the far
   ones, which are like what users ask, weigh four times as much each, the general ones half. The
   one of what is stated separates answerable questions from near ones, which weigh four times as
   much each. The "left out" cases are in neither: their hits are about as near as an answer, so
   they would only teach doubt; their figures are printed.
3. All figures are cross-validated by the group of the questions, so that no question is judged by a
   model that was fitted on similar ones.
4. `related` is set so that 4.5 % of the answerable questions fall below it, cross-validated or not,
   whichever is lower; `answered` so that a quarter does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import gettempdir
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from benchmarks import languages
from cmp_search.encoders import DEFAULT_MODEL, open_encoder
from cmp_search.evaluation.judging import needs_met
from cmp_search.evaluation.questions import GoldQuestion, Kind, read_questions
from cmp_search.index.build import build_index
from cmp_search.index.off_topic import off_topic_cosine
from cmp_search.language.terms import question_language
from cmp_search.search import confidence
from cmp_search.search.amount import asked_for
from cmp_search.search.answer import Hit, Level
from cmp_search.search.confidence import (
    Coefficients,
    Read,
    Stated,
    Subject,
    level,
    probability,
    read,
    stated,
    subject,
)
from cmp_search.search.searcher import DEFAULT_COUNT, Searcher, open_searcher

SCRATCH = Path(gettempdir()) / "cmp-search-benchmark"
"""Where the index is kept, so that the user's own is never touched."""
TARGET = Path(confidence.__file__).with_suffix(".toml")
GENERAL, LEFT_OUT = "general", "left out"
SUBJECT_WEIGHTS: dict[str, float] = {Kind.ANSWERABLE: 1.0, Kind.FAR: 4.0, GENERAL: 0.5}
STATED_WEIGHTS: dict[str, float] = {Kind.ANSWERABLE: 1.0, Kind.NEAR: 4.0}
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A question of a kind, and its evidence; `read` is None without a reader."""

    kind: str
    language: str
    group: str
    subject: Subject
    stated: Stated
    read: Read | None = None


def main(
    answerable: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    unanswerable: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    corpus: Annotated[Path, typer.Option(exists=True, file_okay=False)],
    index: Annotated[Path, typer.Option()] = SCRATCH,
    far: Annotated[list[Path] | None, typer.Option()] = None,
    write: Annotated[bool, typer.Option()] = False,
) -> None:
    """Fit, print the figures and, with --write, save the coefficients."""
    build_index(corpus, str(index), open_encoder(), DEFAULT_MODEL)
    searcher = open_searcher(str(index))
    cases = []
    for question in read_questions([answerable, unanswerable]):
        cases += judged(searcher, question)
    for path in far or []:
        general = [text for _, questions in languages.read(path) for text in questions]
        for text in general[:: len(general) // 100][:100]:
            cases.append(case(searcher, text, GENERAL, text, question_language(text)))
    found = cross_validated(cases)
    positive = found[[each.kind == Kind.ANSWERABLE for each in cases]]
    fitted = fit(cases)
    seen = [probability(c.subject, c.stated, fitted) for c in cases if c.kind == Kind.ANSWERABLE]
    fitted = replace(
        fitted,
        related=float(min(np.quantile(positive, 0.045), np.quantile(seen, 0.045))),
        answered=float(np.quantile(positive, 0.25)),
    )
    text = as_toml(fitted, figures(cases, found, fitted))
    print(text)
    if write:
        TARGET.write_text(text, "utf-8")


def judged(searcher: Searcher, question: GoldQuestion) -> list[Case]:
    """The case of a gold question, and the one without its answering passages (step 1)."""
    found = searcher.ask(question.text, count=2 * DEFAULT_COUNT).hits
    kind = question.kind.value
    one = case(searcher, question.text, kind, question.group, question.language, found)
    if question.kind is not Kind.ANSWERABLE:
        return [one]
    rest = [hit for hit in found if not needs_met(question, hit.passage)]
    left = case(searcher, question.text, LEFT_OUT, question.group, question.language, rest)
    return [one, left]


def case(
    searcher: Searcher,
    text: str,
    kind: str,
    group: str,
    language: str,
    found: Sequence[Hit] | None = None,
) -> Case:
    """A question with its evidence."""
    hits = (searcher.ask(text).hits if found is None else found)[:DEFAULT_COUNT]
    vector = searcher.encoder.encode_questions([text])[0]
    off_topic = off_topic_cosine(searcher.index.off_topic, vector)
    amount = stated(asked_for(text), hits)
    return Case(kind, language, group, subject(hits, off_topic), amount, read(hits))


def fit(cases: Sequence[Case]) -> Coefficients:
    """Both regressions (step 2), without thresholds."""
    return Coefficients(
        regression([(asdict(c.subject), c.kind) for c in cases], SUBJECT_WEIGHTS),
        regression([(asdict(c.stated), c.kind) for c in cases], STATED_WEIGHTS),
        answered=0.0,
        related=0.0,
    )


def regression(
    rows: Sequence[tuple[dict[str, float], str]], weights: Mapping[str, float]
) -> dict[str, float]:
    """A logistic regression of answerable cases against the other kinds that have a weight."""
    kept = [(values, kind) for values, kind in rows if kind in weights]
    return logistic(
        [values for values, _ in kept],
        [kind == Kind.ANSWERABLE for _, kind in kept],
        [weights[kind] for _, kind in kept],
    )


def logistic(
    rows: Sequence[dict[str, float]], truth: Sequence[bool], weights: Sequence[float]
) -> dict[str, float]:
    """The weights of a logistic regression, by the names of the evidence, with an `intercept`.

    It is fitted on standardised evidence, so that the penalty treats all features alike.
    """
    values = np.array([list(row.values()) for row in rows])
    centre, scale = values.mean(axis=0), values.std(axis=0) + 1e-9
    model = LogisticRegression().fit((values - centre) / scale, truth, sample_weight=weights)
    slopes = model.coef_[0] / scale
    intercept = float(model.intercept_[0] - (slopes * centre).sum())
    return {"intercept": intercept} | dict(zip(rows[0], slopes.tolist(), strict=True))


def cross_validated(cases: Sequence[Case]) -> NDArray[np.float64]:
    """The probability of each case by coefficients fitted without its group (step 3)."""
    found = np.zeros(len(cases))
    groups = [each.group for each in cases]
    for seen, unseen in GroupKFold(FOLDS).split(found, groups=groups):
        fitted = fit([cases[i] for i in seen])
        for i in unseen:
            found[i] = probability(cases[i].subject, cases[i].stated, fitted)
    return found


def figures(
    cases: Sequence[Case], found: NDArray[np.float64], fitted: Coefficients
) -> dict[str, dict[str, dict[str, float]]]:
    """How each kind of question comes out, by language and kind; all languages are `all`."""
    kinds = np.array([each.kind for each in cases])
    languages = np.array([each.language for each in cases])
    levels = np.array([level(each, fitted) for each in found])
    rates: dict[str, dict[str, dict[str, float]]] = {}
    for language in ("all", "en", "fr", "es"):
        in_language = (languages == language) | (language == "all")
        positive = found[in_language & (kinds == Kind.ANSWERABLE)]
        for kind in (Kind.ANSWERABLE, Kind.NEAR, Kind.FAR, GENERAL, LEFT_OUT):
            mine = in_language & (kinds == kind)
            if not mine.any():
                continue
            of_kind = rates.setdefault(language, {})[kind.replace(" ", "_")] = {
                "n": int(mine.sum()),
                "not_found": float((levels[mine] == Level.NOT_FOUND).mean()),
                "answered": float((levels[mine] == Level.ANSWERED).mean()),
            }
            if kind != Kind.ANSWERABLE:
                of_kind["auroc"] = area(positive, found[mine])
    return rates


def area(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """The area under the ROC curve: how often a positive case is the more probable one."""
    truth = np.repeat([1, 0], [len(positive), len(negative)])
    return float(roc_auc_score(truth, np.concatenate([positive, negative])))


def as_toml(fitted: Coefficients, rates: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """The coefficients, and how often they err, as TOML."""
    text = [
        "# Fitted by benchmarks/confidence.py or confidence_read.py, which tell how. The rates are",
        "# those of questions that the weights have not seen:",
        "# the shares of questions of a kind that are called not found and answered, and the area",
        "# under the ROC curve against answerable ones.",
        f"answered = {fitted.answered:.4f}",
        f"related = {fitted.related:.4f}",
    ]
    tables = {"subject": fitted.subject, "stated": fitted.stated, "read": fitted.read}
    for name, weights in tables.items():
        if not weights:
            continue
        text += ["", f"[{name}]", *(f"{key} = {value:.4f}" for key, value in weights.items())]
    for language, kinds in rates.items():
        for kind, figures in kinds.items():
            lines = (f"{key} = {round(value, 3)}" for key, value in figures.items())
            text += ["", f"[rates.{language}.{kind}]", *lines]
    return "\n".join(text) + "\n"


if __name__ == "__main__":
    typer.run(main)
