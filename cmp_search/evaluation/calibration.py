"""Calibration: thresholds of the confidence for one's own texts and model.

1. Questions whose answers are known are asked; at least 30 must be answerable. Those over two
   documents are left out.
2. A threshold is the probability of an answerable question. "Related" begins where at most 5 % of
   the answerable questions are below, "answered" where at least 70 % of them are not. The highest
   such thresholds are chosen.
3. Unanswerable questions may say that a lower threshold is better: far ones where "related" begins,
   near ones where "answered" does. The one with the largest difference between the shares of
   answerable and unanswerable questions above it is chosen; a near one called answered counts
   twice, as seeming to know is the worst fault. Questions that the highest threshold does not hold
   back say nothing about a lower one.
4. A level that does not follow from the probability, because of what the texts say or lack, stays
   what it is, and counts as such.
5. How often the levels err is cross-validated: each tenth of the groups of questions is judged by
   thresholds that the others gave. A language has rates of its own from 30 answerable questions on.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from cmp_search.errors import EvaluationError
from cmp_search.evaluation.abstention import Levels, abstention, of_kinds
from cmp_search.evaluation.intervals import Values, generator
from cmp_search.evaluation.questions import GoldQuestion, Kind
from cmp_search.evaluation.run import AskingProgress, QuestionResult, evaluate
from cmp_search.index.calibration import Calibration, KindRates
from cmp_search.index.manifest import now
from cmp_search.search.answer import Level
from cmp_search.search.confidence import coefficients, level
from cmp_search.search.searcher import Searcher
from cmp_search.search.thresholds import confidence_key

LEAST = 30
"""How many answerable questions it takes."""
MOST_LOST = 0.05
LEAST_ANSWERED = 0.7
FALSELY_ANSWERED = 2.0
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on a question is related, and answered."""

    related: float
    answered: float


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """A new calibration, and how questions are judged by the thresholds so far and by its own.

    `levels` are cross-validated, `levels_before` are not, as the thresholds so far did not come
    from these questions.
    """

    before: Thresholds
    calibration: Calibration
    levels_before: tuple[Levels, ...]
    levels: tuple[Levels, ...]


def calibrate(
    searcher: Searcher,
    corpus: Path,
    questions: Sequence[GoldQuestion],
    progress: AskingProgress | None = None,
) -> CalibrationReport:
    """Choose thresholds for an index by asking questions; nothing is stored.

    Raises:
        EvaluationError: too few questions are answerable, or one names a document that is not in
            the index.
    """
    asked = [question for question in questions if question.kind is not Kind.TWO_DOCUMENTS]
    count = sum(question.kind is Kind.ANSWERABLE for question in asked)
    if count < LEAST:
        raise EvaluationError("too_few_answerable", count=count, least=LEAST)
    run = evaluate(searcher, corpus, asked, progress)
    before = Thresholds(run.related, run.answered)
    chosen = choose(run.asked, before)
    levels = abstention(cross_validated(run.asked, before)).levels
    return CalibrationReport(
        before=before,
        calibration=Calibration(
            created=now(),
            encoder=searcher.encoder.identity,
            reader=searcher.reader_identity,
            confidence=confidence_key(searcher.reader_identity),
            related=chosen.related,
            answered=chosen.answered,
            rates=tuple(_rates(levels)),
        ),
        levels_before=abstention(run.asked).levels,
        levels=levels,
    )


class _Side:
    """Questions of one kind: those that thresholds move, by probability, and the levels of others.

    `so_far` are the thresholds by which they were judged (step 4).
    """

    def __init__(self, results: Sequence[QuestionResult], so_far: Thresholds) -> None:
        moved = [r.probability for r in results if follows(r, so_far)]
        self.probabilities: Values = np.sort(np.asarray(moved, np.float64))
        self._fixed = Counter(r.level for r in results if not follows(r, so_far))
        self._count = len(results)

    def has_below(self, threshold: float) -> bool:
        """Whether a threshold holds any of them back."""
        return bool(np.any(self.probabilities < threshold))

    def not_found(self, related: float) -> float:
        """The share that is not found with this threshold."""
        below = int(np.searchsorted(self.probabilities, related))
        return (below + self._fixed[Level.NOT_FOUND]) / self._count

    def answered(self, answered: float) -> float:
        """The share that is answered with this threshold."""
        above = len(self.probabilities) - int(np.searchsorted(self.probabilities, answered))
        return (above + self._fixed[Level.ANSWERED]) / self._count


def follows(result: QuestionResult, thresholds: Thresholds) -> bool:
    """Whether a level is what the probability alone gives with these thresholds (step 4)."""
    return result.level is level_of(result.probability, thresholds)


def level_of(probability: float, thresholds: Thresholds) -> Level:
    """The level of a probability."""
    return level(
        probability,
        replace(coefficients(), related=thresholds.related, answered=thresholds.answered),
    )


def choose(results: Sequence[QuestionResult], so_far: Thresholds) -> Thresholds:
    """The thresholds that suit some questions (steps 2 and 3), judged so far by `so_far`."""
    own = of_kinds(results, (Kind.ANSWERABLE,))
    answerable = _Side(own, so_far)
    near, far = (_Side(of_kinds(results, (kind,)), so_far) for kind in (Kind.NEAR, Kind.FAR))
    candidates = sorted({result.probability for result in own})
    related = _best(
        [one for one in candidates if answerable.not_found(one) <= MOST_LOST] or candidates[:1],
        far,
        lambda one: far.not_found(one) - answerable.not_found(one),
    )
    higher = [one for one in candidates if one >= related]
    answered = _best(
        [one for one in higher if answerable.answered(one) >= LEAST_ANSWERED] or higher[:1],
        near,
        lambda one: answerable.answered(one) - FALSELY_ANSWERED * near.answered(one),
    )
    return Thresholds(related, answered)


def _best(
    allowed: Sequence[float], unanswerable: _Side, separation: Callable[[float], float]
) -> float:
    """The allowed threshold that separates best, or the highest if nothing tells (step 3)."""
    if not unanswerable.has_below(allowed[-1]):
        return allowed[-1]
    return max(allowed, key=lambda one: (separation(one), one))


def cross_validated(results: Sequence[QuestionResult], so_far: Thresholds) -> list[QuestionResult]:
    """Each question with the level that thresholds from the other folds give (step 5)."""
    fold_of = _folds([result.question.group for result in results])
    judged = []
    for fold in range(FOLDS):
        others = [r for r in results if fold_of[r.question.group] != fold]
        # If all answerable questions are of one group, nothing else can judge them.
        is_enough = bool(of_kinds(others, (Kind.ANSWERABLE,)))
        chosen = choose(others if is_enough else results, so_far)
        judged += [
            replace(r, level=level_of(r.probability, chosen)) if follows(r, so_far) else r
            for r in results
            if fold_of[r.question.group] == fold
        ]
    return judged


def _folds(groups: Sequence[str]) -> dict[str, int]:
    """The fold of each group; the same groups always get the same ones."""
    names = sorted(set(groups))
    return {names[place]: i % FOLDS for i, place in enumerate(generator().permutation(len(names)))}


def _rates(levels: Sequence[Levels]) -> list[KindRates]:
    """The rates over all languages, and those of each language with enough questions."""
    enough = {row.language for row in levels if row.kind is Kind.ANSWERABLE and row.n >= LEAST}
    return [
        KindRates(
            kind=row.kind.value,
            language=row.language,
            n=row.n,
            not_found=round(row.not_found, 3),
            answered=round(row.answered, 3),
        )
        for row in levels
        if row.language in enough
    ]
