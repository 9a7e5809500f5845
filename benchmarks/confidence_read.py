r"""Fits the confidence for the reader that ships, on texts that the search was not made for.

    python -m benchmarks.confidence_read ANSWERABLE.jsonl UNANSWERABLE.jsonl --corpus CORPUS \
        --squad2 PAIRS.jsonl.gz [--write]

1. Questions are asked of three sets of texts: our own held-out ones and SQuAD 2.0's held-out
   articles, which the reader was not trained on, and the corpus. Each has questions that its texts
   leave open.
2. The regression of what was read is fitted on the first two sets; each set and side of it weighs
   the same. The one of the subject is that of `confidence.toml`.
3. So the figures of the corpus are those of texts that the weights have not seen. Only thresholds
   come from its answerable questions: `related` leaves 4.5 % of them below, `answered` a quarter.
   For the other sets, the area under the ROC curve is printed with weights from the two others.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.confidence import area, as_toml, figures
from benchmarks.options import FOLDER
from benchmarks.outside import sets
from benchmarks.outside.asking import written
from benchmarks.outside.sets import TextSet
from cmp_search.encoders import DEFAULT_MODEL, open_encoder
from cmp_search.evaluation.questions import GoldQuestion, Kind
from cmp_search.index.build import build_index
from cmp_search.index.off_topic import off_topic_cosine
from cmp_search.search import confidence
from cmp_search.search.amount import asked_for
from cmp_search.search.confidence import (
    Coefficients,
    Read,
    Stated,
    Subject,
    coefficients,
    probability,
    read,
    stated,
    subject,
)
from cmp_search.search.reading.opening import open_reader
from cmp_search.search.searcher import Searcher, open_searcher

TARGET = Path(confidence.__file__).with_name("confidence_read.toml")
OUTSIDE = ("own", "squad2")
LOST, NOT_ANSWERED = 0.045, 0.25
STRENGTH = 500.0
"""How many cases the fitted ones count as, against the penalty of large weights."""


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A question of a set, and its evidence."""

    name: str
    kind: str
    language: str
    subject: Subject
    stated: Stated
    read: Read


def main(
    answerable: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    unanswerable: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    corpus: Annotated[Path, typer.Option(exists=True, file_okay=False)],
    squad2: Annotated[Path, typer.Option(exists=True, dir_okay=False)],
    folder: Annotated[Path, typer.Option()] = FOLDER / "outside",
    write: Annotated[bool, typer.Option()] = False,
) -> None:
    """Fit, print the figures and, with --write, save the coefficients."""
    gold = sets.gold(corpus, [answerable, unanswerable])
    asked = [gold, sets.own_texts(), sets.squad2(squad2)]
    cases = {one.name: list(cases_of(one, folder)) for one in asked}
    for name, mine in cases.items():
        others = [case for other, some in cases.items() if other != name for case in some]
        found = probabilities(mine, fit(others))
        print(f"{name}: AUROC of near questions {near_area(mine, found):.3f}, fitted on the others")
    fitted = fit([case for name in OUTSIDE for case in cases[name]])
    found = probabilities(cases[gold.name], fitted)
    positive = found[[case.kind == Kind.ANSWERABLE for case in cases[gold.name]]]
    fitted = replace(
        fitted,
        related=float(np.quantile(positive, LOST)),
        answered=float(np.quantile(positive, NOT_ANSWERED)),
    )
    for name in OUTSIDE:
        near = [case.kind == Kind.NEAR for case in cases[name]]
        found_outside = probabilities(cases[name], fitted)
        print(f"{name}: near called answered {(found_outside[near] >= fitted.answered).mean():.3f}")
    text = as_toml(fitted, figures(cases[gold.name], found, fitted))
    print(text)
    if write:
        TARGET.write_text(text, "utf-8")


def cases_of(text_set: TextSet, folder: Path) -> Iterable[ReadCase]:
    """The evidence of each question of a set (step 1)."""
    place = folder / text_set.name
    corpus = text_set.folder or written(text_set.texts, place / "corpus")
    encoder = open_encoder()
    build_index(corpus, str(place / "index"), encoder, DEFAULT_MODEL)
    searcher = open_searcher(str(place / "index"), encoder, open_reader())
    try:
        for question in text_set.questions:
            if question.kind is not Kind.TWO_DOCUMENTS:
                yield case(searcher, text_set.name, question)
    finally:
        searcher.close()


def case(searcher: Searcher, name: str, question: GoldQuestion) -> ReadCase:
    """A question with its evidence."""
    hits = searcher.ask(question.text).hits
    vector = searcher.encoder.encode_questions([question.text])[0]
    off_topic = off_topic_cosine(searcher.index.off_topic, vector)
    evidence = read(hits)
    assert evidence
    amount = stated(asked_for(question.text), hits)
    about = subject(hits, off_topic)
    return ReadCase(name, question.kind.value, question.language, about, amount, evidence)


def fit(cases: Sequence[ReadCase]) -> Coefficients:
    """The regression of what was read (step 2), without thresholds."""
    kept = [case for case in cases if case.kind in (Kind.ANSWERABLE, Kind.NEAR)]
    rows = [asdict(case.stated) | asdict(case.read) for case in kept]
    values = np.array([list(row.values()) for row in rows])
    centre, scale = values.mean(axis=0), values.std(axis=0) + 1e-9
    sides = [(case.name, case.kind) for case in kept]
    weights = [STRENGTH / sides.count(side) for side in sides]
    truth = [case.kind == Kind.ANSWERABLE for case in kept]
    model = LogisticRegression().fit((values - centre) / scale, truth, sample_weight=weights)
    slopes = model.coef_[0] / scale
    intercept = float(model.intercept_[0] - (slopes * centre).sum())
    weights_by_name = dict(zip(rows[0], slopes.tolist(), strict=True))
    return replace(
        coefficients(),
        answered=0.0,
        related=0.0,
        read={"intercept": intercept} | weights_by_name,
    )


def probabilities(cases: Sequence[ReadCase], fitted: Coefficients) -> NDArray[np.float64]:
    """The probability of each case."""
    return np.array([probability(c.subject, c.stated, fitted, c.read) for c in cases])


def near_area(cases: Sequence[ReadCase], found: NDArray[np.float64]) -> float:
    """How often an answerable question is more probable than one that the texts leave open."""

    def of(is_kind: Callable[[str], bool]) -> NDArray[np.float64]:
        return found[[is_kind(case.kind) for case in cases]]

    return area(of(Kind.ANSWERABLE.__eq__), of(Kind.NEAR.__eq__))


if __name__ == "__main__":
    typer.run(main)
