"""Abstention: does the confidence tell questions that the texts answer from those they do not?

1. AUROC is the chance that a random answerable question has a higher probability than a random
   unanswerable one, ties counting half (Hanley and McNeil, Radiology 143, 1982): 1 is perfect, 0.5
   is guessing. Answerable and unanswerable questions are resampled each among themselves.
2. Levels are the shares of each kind that are called not found, related and answered at the
   thresholds that are shipped.
3. Risk and coverage (El-Yaniv and Wiener, JMLR 11, 2010): were only questions answered whose
   probability reaches some bar, which share would be answered, and in which share of these would no
   relevant passage be among the first five? An unanswerable question has none. Questions with equal
   probability come in together.
4. Reliability: of the questions whose probability falls into a tenth of its range, how many are
   answerable? That depends on how many unanswerable ones are asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from cmp_search.evaluation.intervals import Figure, Values, draws, figure, generator, mean_figure
from cmp_search.evaluation.questions import Kind
from cmp_search.evaluation.run import Asked
from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.search.answer import Level

FIRST = 5
BINS = 10
LEVELS = (Level.NOT_FOUND, Level.RELATED, Level.ANSWERED)
UNANSWERABLE = {"far": (Kind.FAR,), "near": (Kind.NEAR,), "all": (Kind.NEAR, Kind.FAR)}


@dataclass(frozen=True, slots=True)
class Separation:
    """The AUROC against far questions, near ones or all; None where there are none of a side."""

    far: Figure | None
    near: Figure | None
    all: Figure | None


@dataclass(frozen=True, slots=True)
class Levels:
    """The shares of one kind of question, in one language or (empty) all, at each level."""

    kind: Kind
    language: str
    n: int
    not_found: float
    related: float
    answered: float


@dataclass(frozen=True, slots=True)
class Point:
    """At this bar of probability: the share that is answered, the share of these that is wrong."""

    probability: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions with a probability from `low` to `high`: its mean, and the share answerable."""

    low: float
    high: float
    probability: float
    answerable: Figure


@dataclass(frozen=True, slots=True)
class Abstention:
    """All that is said of the confidence."""

    auroc: Separation
    levels: tuple[Levels, ...]
    risk_coverage: tuple[Point, ...]
    reliability: tuple[Bin, ...]


def abstention(asked: Sequence[Asked]) -> Abstention:
    """The figures of a run's questions, but those over two documents."""
    simple = [one for one in asked if one.question.kind is not Kind.TWO_DOCUMENTS]
    return Abstention(
        auroc=separation(simple),
        levels=tuple(_levels(simple)),
        risk_coverage=risk_coverage(simple),
        reliability=reliability(simple),
    )


def separation(asked: Sequence[Asked]) -> Separation:
    """The AUROC of a run (step 1)."""
    found = {}
    for name, kinds in UNANSWERABLE.items():
        sides = [of_kinds(asked, (Kind.ANSWERABLE,)), of_kinds(asked, kinds)]
        found[name] = auroc(*sides) if all(sides) else None
    return Separation(**found)


def of_kinds(asked: Sequence[Asked], kinds: Sequence[Kind]) -> list[Asked]:
    """The questions of some kinds."""
    return [one for one in asked if one.question.kind in kinds]


def auroc(positive: Sequence[Asked], negative: Sequence[Asked]) -> Figure:
    """The AUROC of two sets of questions, none of them empty."""
    won = wins(positive, negative)
    return figure(
        float(won.mean()), resampled(won, positive, negative), len(positive) + won.shape[1]
    )


def wins(positive: Sequence[Asked], negative: Sequence[Asked]) -> Values:
    """For each pair 1 where the positive is more probable, ½ at a tie; [positive, negative]."""
    above = np.array([one.probability for one in positive])[:, None]
    below = np.array([one.probability for one in negative])[None, :]
    return np.asarray((above > below) + 0.5 * (above == below), np.float64)


def resampled(won: Values, positive: Sequence[Asked], negative: Sequence[Asked]) -> Values:
    """The mean of the pairs in each draw of both sides."""
    random = generator()
    one, other = (
        draws([asked.question.group for asked in side], random) for side in (positive, negative)
    )
    pairs = one.sum(axis=1) * other.sum(axis=1)
    return np.asarray(((one @ won) * other).sum(axis=1) / pairs, np.float64)


def _levels(asked: Sequence[Asked]) -> list[Levels]:
    """The shares of each kind, over all languages and in each (step 2)."""
    spoken = {one.question.language for one in asked}
    languages = [code for code in TEXT_LANGUAGES if code in spoken]
    found = []
    for kind in (Kind.ANSWERABLE, Kind.NEAR, Kind.FAR):
        for language in ("", *languages):
            held = [
                one.level
                for one in asked
                if one.question.kind is kind and language in ("", one.question.language)
            ]
            if held:
                shares = (held.count(level) / len(held) for level in LEVELS)
                found.append(Levels(kind, language, len(held), *shares))
    return found


def risk_coverage(asked: Sequence[Asked]) -> tuple[Point, ...]:
    """The curve, from the surest questions to all (step 3)."""
    points, taken, wrong = [], 0, 0
    falling = sorted(asked, key=lambda one: -one.probability)
    for bar, equal in groupby(falling, key=lambda one: one.probability):
        for one in equal:
            taken += 1
            wrong += one.rank is None or one.rank > FIRST
        points.append(Point(bar, taken / len(asked), wrong / taken))
    return tuple(points)


def reliability(asked: Sequence[Asked]) -> tuple[Bin, ...]:
    """The bins that hold questions (step 4)."""
    bins: list[list[Asked]] = [[] for _ in range(BINS)]
    for one in asked:
        bins[min(int(one.probability * BINS), BINS - 1)].append(one)
    found = []
    for i, held in enumerate(bins):
        share = mean_figure(
            [one.question.kind is Kind.ANSWERABLE for one in held],
            [one.question.group for one in held],
        )
        if share:
            mean = sum(one.probability for one in held) / len(held)
            found.append(Bin(i / BINS, (i + 1) / BINS, mean, share))
    return tuple(found)
