r"""Fits the confidence for the reader that ships, on texts that the search was not made for.

    python -m benchmarks.confidence_read ANSWERABLE.jsonl UNANSWERABLE.jsonl --corpus CORPUS \
        --squad2 PAIRS.jsonl.gz [--write]

1. Questions are asked of three sets of texts: our own held-out ones and SQuAD 2.0's held-out
   articles, which the reader was not trained on, and the corpus. Each has questions that its texts
   leave open.
2. The regression of what was read is fitted on the first two sets; each set and side of it weighs
   the same. The one of the subject is that of `confidence.toml`.
3. So the figures of the corpus are those of texts that the weights have not seen. Only thresholds
   come from its answerable questions: `related` leaves 4.5 % of them below, `answered` 28 %.
   For the other sets, the area under the ROC curve is printed with weights from the two others.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.confidence import Case, area, as_toml, case, figures, logistic
from benchmarks.options import FOLDER
from benchmarks.outside import sets
from benchmarks.outside.asking import written
from benchmarks.outside.sets import TextSet
from cmp_search.encoders import DEFAULT_MODEL, open_encoder
from cmp_search.evaluation.questions import Kind
from cmp_search.index.build import build_index
from cmp_search.search import confidence
from cmp_search.search.confidence import Coefficients, coefficients, probability
from cmp_search.search.reading.opening import open_reader
from cmp_search.search.searcher import open_searcher

TARGET = Path(confidence.__file__).with_name("confidence_read.toml")
OUTSIDE = ("own", "squad2")
LOST, NOT_ANSWERED = 0.045, 0.28
STRENGTH = 500.0
"""How many cases the fitted ones count as, against the penalty of large weights."""


Cases = Mapping[str, Sequence[Case]]
"""The cases of each set, by its name."""


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
    cases = {one.name: cases_of(one, folder) for one in asked}
    for name, mine in cases.items():
        others = {other: some for other, some in cases.items() if other != name}
        found = probabilities(mine, fit(others))
        print(f"{name}: AUROC of near questions {near_area(mine, found):.3f}, fitted on the others")
    fitted = fit({name: cases[name] for name in OUTSIDE})
    found = probabilities(cases[gold.name], fitted)
    positive = found[are(cases[gold.name], Kind.ANSWERABLE)]
    fitted = replace(
        fitted,
        related=float(np.quantile(positive, LOST)),
        answered=float(np.quantile(positive, NOT_ANSWERED)),
    )
    for name in OUTSIDE:
        near = probabilities(cases[name], fitted)[are(cases[name], Kind.NEAR)]
        print(f"{name}: near called answered {(near >= fitted.answered).mean():.3f}")
    text = as_toml(fitted, figures(cases[gold.name], found, fitted))
    print(text)
    if write:
        TARGET.write_text(text, "utf-8")


def cases_of(text_set: TextSet, folder: Path) -> list[Case]:
    """The evidence of each question of a set (step 1)."""
    place = folder / text_set.name
    corpus = text_set.folder or written(text_set.texts, place / "corpus")
    encoder = open_encoder()
    build_index(corpus, str(place / "index"), encoder, DEFAULT_MODEL)
    searcher = open_searcher(str(place / "index"), encoder, open_reader())
    try:
        return [
            case(searcher, one.text, one.kind.value, one.group, one.language)
            for one in text_set.questions
            if one.kind is not Kind.TWO_DOCUMENTS
        ]
    finally:
        searcher.close()


def fit(cases: Cases) -> Coefficients:
    """The regression of what was read (step 2), without thresholds."""
    kept = [
        (name, each)
        for name, some in cases.items()
        for each in some
        if each.kind in (Kind.ANSWERABLE, Kind.NEAR)
    ]
    sides = Counter((name, each.kind) for name, each in kept)
    weights = logistic(
        [asdict(each.stated) | asdict(each.read) for _, each in kept if each.read],
        [each.kind == Kind.ANSWERABLE for _, each in kept],
        [STRENGTH / sides[name, each.kind] for name, each in kept],
    )
    return replace(coefficients(), answered=0.0, related=0.0, read=weights)


def probabilities(cases: Sequence[Case], fitted: Coefficients) -> NDArray[np.float64]:
    """The probability of each case."""
    return np.array([probability(c.subject, c.stated, fitted, c.read) for c in cases])


def near_area(cases: Sequence[Case], found: NDArray[np.float64]) -> float:
    """How often an answerable question is more probable than one that the texts leave open."""
    return area(found[are(cases, Kind.ANSWERABLE)], found[are(cases, Kind.NEAR)])


def are(cases: Sequence[Case], kind: Kind) -> list[bool]:
    """Which cases are of a kind."""
    return [each.kind == kind for each in cases]


if __name__ == "__main__":
    typer.run(main)
