"""Abstention: does the confidence separate questions that the texts answer from those they do not?

1. AUROC is the chance that a random answerable question has a higher probability than a random
   unanswerable one, ties counting half (Hanley and McNeil, Radiology 143, 1982): 1 is perfect, 0.5
   is guessing. Answerable and unanswerable questions are resampled separately.
2. Levels are the shares of each kind that are judged not found, related and answered at the shipped
   thresholds, over all languages and in each, with the AUROC against the answerable ones there.
3. Risk and coverage (El-Yaniv and Wiener, JMLR 11, 2010): if only questions whose probability
   reaches some threshold were answered, what share of all would that be (coverage), and what share
   of these would have no relevant passage among the first five (risk)? An unanswerable question has
   none. Questions with equal probability are added together.
4. Reliability: of the questions whose probability falls into a tenth of its range, how many are
   answerable? That depends on how many unanswerable ones are asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from cmp_search.evaluation.intervals import Figure, Values, draws, figure, generator, mean_figure
from cmp_search.evaluation.questions import Kind
from cmp_search.evaluation.run import QuestionResult
from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.search.answer import Level

FIRST = 5
BINS = 10
LEVELS = (Level.NOT_FOUND, Level.RELATED, Level.ANSWERED)
UNANSWERABLE = {"far": (Kind.FAR,), "near": (Kind.NEAR,), "all": (Kind.NEAR, Kind.FAR)}


@dataclass(frozen=True, slots=True)
class Separation:
    """The AUROC against far questions, near ones or all; None if one side has no questions."""

    far: Figure | None
    near: Figure | None
    all: Figure | None


@dataclass(frozen=True, slots=True)
class Levels:
    """The shares of one kind of question at each level; an empty language means all.

    `auroc` is that of unanswerable ones against the answerable ones of the same language.
    """

    kind: Kind
    language: str
    n: int
    not_found: float
    related: float
    answered: float
    auroc: Figure | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """At this threshold: the share that is answered, and the share of these that is wrong."""

    probability: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions with a probability from `low` to `high`: the mean, and the share answerable."""

    low: float
    high: float
    probability: float
    answerable: Figure


@dataclass(frozen=True, slots=True)
class Abstention:
    """All figures about the confidence."""

    auroc: Separation
    levels: tuple[Levels, ...]
    risk_coverage: tuple[Point, ...]
    reliability: tuple[Bin, ...]


def abstention(results: Sequence[QuestionResult]) -> Abstention:
    """The figures of a run's questions, except those over two documents."""
    simple = [result for result in results if result.question.kind is not Kind.TWO_DOCUMENTS]
    return Abstention(
        auroc=separation(simple),
        levels=tuple(_levels(simple)),
        risk_coverage=risk_coverage(simple),
        reliability=reliability(simple),
    )


def separation(results: Sequence[QuestionResult]) -> Separation:
    """The AUROC of a run (step 1)."""
    areas = {}
    for name, kinds in UNANSWERABLE.items():
        sides = [of_kinds(results, (Kind.ANSWERABLE,)), of_kinds(results, kinds)]
        areas[name] = auroc(*sides) if all(sides) else None
    return Separation(**areas)


def of_kinds(results: Sequence[QuestionResult], kinds: Sequence[Kind]) -> list[QuestionResult]:
    """The results of questions of these kinds."""
    return [result for result in results if result.question.kind in kinds]


def auroc(positive: Sequence[QuestionResult], negative: Sequence[QuestionResult]) -> Figure:
    """The AUROC of two sets of questions, neither of them empty."""
    won = wins(positive, negative)
    return figure(
        float(won.mean()), resampled(won, positive, negative), len(positive) + won.shape[1]
    )


def wins(positive: Sequence[QuestionResult], negative: Sequence[QuestionResult]) -> Values:
    """For each pair 1 where the positive is more probable, ½ at a tie; [positive, negative]."""
    above = np.array([result.probability for result in positive])[:, None]
    below = np.array([result.probability for result in negative])[None, :]
    return np.asarray((above > below) + 0.5 * (above == below), np.float64)


def resampled(
    won: Values, positive: Sequence[QuestionResult], negative: Sequence[QuestionResult]
) -> Values:
    """The mean over all pairs, in each draw of both sides."""
    random = generator()
    drawn_positive, drawn_negative = (
        draws([result.question.group for result in side], random) for side in (positive, negative)
    )
    pairs = drawn_positive.sum(axis=1) * drawn_negative.sum(axis=1)
    sums = ((drawn_positive @ won) * drawn_negative).sum(axis=1)
    return np.asarray(sums / pairs, np.float64)


def _levels(results: Sequence[QuestionResult]) -> list[Levels]:
    """The shares of each kind, over all languages and in each (step 2)."""
    asked_in = {result.question.language for result in results}
    languages = ["", *(code for code in TEXT_LANGUAGES if code in asked_in)]
    kinds = (Kind.ANSWERABLE, Kind.NEAR, Kind.FAR)
    return [
        row
        for kind in kinds
        for language in languages
        if (row := _levels_of(results, kind, language)) is not None
    ]


def _levels_of(results: Sequence[QuestionResult], kind: Kind, language: str) -> Levels | None:
    asked = [one for one in results if language in ("", one.question.language)]
    chosen, answerable = of_kinds(asked, (kind,)), of_kinds(asked, (Kind.ANSWERABLE,))
    if not chosen:
        return None
    levels = [result.level for result in chosen]
    not_found, related, answered = (levels.count(level) / len(levels) for level in LEVELS)
    return Levels(
        kind=kind,
        language=language,
        n=len(levels),
        not_found=not_found,
        related=related,
        answered=answered,
        auroc=auroc(answerable, chosen) if answerable and kind is not Kind.ANSWERABLE else None,
    )


def risk_coverage(results: Sequence[QuestionResult]) -> tuple[Point, ...]:
    """The curve, from the surest questions to all (step 3)."""
    points, answered, wrong = [], 0, 0
    falling = sorted(results, key=lambda result: -result.probability)
    for threshold, equal in groupby(falling, key=lambda result: result.probability):
        for result in equal:
            answered += 1
            wrong += result.rank is None or result.rank > FIRST
        points.append(Point(threshold, answered / len(results), wrong / answered))
    return tuple(points)


def reliability(results: Sequence[QuestionResult]) -> tuple[Bin, ...]:
    """The bins that are not empty (step 4)."""
    bins: list[list[QuestionResult]] = [[] for _ in range(BINS)]
    for result in results:
        bins[min(int(result.probability * BINS), BINS - 1)].append(result)
    filled = []
    for i, members in enumerate(bins):
        share = mean_figure(
            [result.question.kind is Kind.ANSWERABLE for result in members],
            [result.question.group for result in members],
        )
        if share:
            mean = sum(result.probability for result in members) / len(members)
            filled.append(Bin(i / BINS, (i + 1) / BINS, mean, share))
    return tuple(filled)
