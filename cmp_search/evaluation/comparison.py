"""Comparison: what moved between two runs, and whether it is more than noise.

1. Only questions that both runs asked, with the same answers expected, are compared.
2. Each figure is made for both runs, and the interval of its difference from the differences of
   each question with itself (see `intervals`). It is more than noise when the interval leaves out
   0. Of twenty figures that do not differ, one is expected to look as if it did.
3. A question is won when its first relevant hit came up (over two documents, when both now are
   among the first six; an unanswerable one, when its level fell), and lost the other way round.
Speed is not judged: it hangs on what else the machine does, which no resampling of questions shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cmp_search.evaluation.abstention import (
    LEVELS,
    UNANSWERABLE,
    of_kinds,
    resampled,
    wins,
)
from cmp_search.evaluation.figures import Subset, answerable, both_documents, both_relevant, subsets
from cmp_search.evaluation.intervals import Figure, Values, figure, is_more_than_noise, mean_figure
from cmp_search.evaluation.measures import measure
from cmp_search.evaluation.questions import GoldQuestion, Kind
from cmp_search.evaluation.run import Asked, Run
from cmp_search.search.answer import Level

NOWHERE = 1_000
"""The rank of a relevant passage that was not found: beyond any that is."""


@dataclass(frozen=True, slots=True)
class Move:
    """A figure of some questions in both runs, and its difference with the 95 % interval.

    `by` is empty where the questions are no subset of the answerable ones.
    """

    by: str
    name: str
    measure: str
    before: float
    after: float
    difference: Figure
    more_than_noise: bool
    more_is_better: bool

    @property
    def is_notable(self) -> bool:
        """Whether to show it first: the whole where it moved, a part where it is no noise."""
        return self.more_than_noise or (self.by in ("", "all") and self.before != self.after)


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question that was won or lost, and how it stood in words, such as "rank 3"."""

    question: GoldQuestion
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against one before it.

    `only_before` and `only_after` count questions that one run alone asked; `conditions` names what
    else differs, with both values.
    """

    date: str
    common: int
    only_before: int
    only_after: int
    conditions: tuple[str, ...]
    moves: tuple[Move, ...]
    won: tuple[ChangedQuestion, ...]
    lost: tuple[ChangedQuestion, ...]


Pair = tuple[Asked, Asked]


def compare(before: Run, after: Run) -> Comparison:
    """What moved from one run to the next."""
    old = {one.question.key: one for one in before.asked}
    pairs = [(old[one.question.key], one) for one in after.asked if one.question.key in old]
    changes = [(_standing(new) - _standing(one), one, new) for one, new in pairs]
    return Comparison(
        date=before.date,
        common=len(pairs),
        only_before=len(before.asked) - len(pairs),
        only_after=len(after.asked) - len(pairs),
        conditions=tuple(_conditions(before, after)),
        moves=tuple(_moves(pairs)),
        won=tuple(_change(one, new) for step, one, new in changes if step > 0),
        lost=tuple(_change(one, new) for step, one, new in changes if step < 0),
    )


def _conditions(before: Run, after: Run) -> Iterator[str]:
    for name, old, new in (
        ("version", before.version, after.version),
        ("encoder", before.index.encoder, after.index.encoder),
        ("index", before.index.fingerprint[:12], after.index.fingerprint[:12]),
        ("passages", before.index.passages, after.index.passages),
        (
            "characters of a passage",
            before.index.passage_characters,
            after.index.passage_characters,
        ),
        ("bar of related", before.related, after.related),
        ("bar of answered", before.answered, after.answered),
    ):
        if old != new:
            yield f"{name} {old} → {new}"


def _moves(pairs: Sequence[Pair]) -> Iterator[Move]:
    """All figures of both runs (step 2)."""
    old, new = [one for one, _ in pairs], [one for _, one in pairs]
    first, second = answerable(old), answerable(new)
    values, later = measure(first), measure(second)
    for subset in subsets(second):
        places = [i for i, one in enumerate(second) if subset.holds(one)]
        held = [second[i] for i in places]
        for name in values:
            yield from _mean_move(subset, name, held, values[name][places], later[name][places])
    two = [i for i, one in enumerate(new) if one.question.kind is Kind.TWO_DOCUMENTS]
    for name, is_met in (("both relevant", both_relevant), ("both documents", both_documents)):
        yield from _mean_move(
            "two documents",
            name,
            [new[i] for i in two],
            [is_met(old[i]) for i in two],
            [is_met(new[i]) for i in two],
        )
    for kind in (Kind.ANSWERABLE, Kind.NEAR, Kind.FAR):
        chosen = [i for i, one in enumerate(new) if one.question.kind is kind]
        for level in (Level.NOT_FOUND, Level.ANSWERED):
            yield from _mean_move(
                kind.value,
                level.value.replace("_", " "),
                [new[i] for i in chosen],
                [old[i].level is level for i in chosen],
                [new[i].level is level for i in chosen],
                more_is_better=(kind is Kind.ANSWERABLE) == (level is Level.ANSWERED),
            )
    yield from _auroc_moves(old, new)


def _mean_move(
    questions: Subset | str,
    measure: str,
    asked: Sequence[Asked],
    before: Sequence[float] | Values,
    after: Sequence[float] | Values,
    *,
    more_is_better: bool = True,
) -> Iterator[Move]:
    one, other = np.asarray(before, np.float64), np.asarray(after, np.float64)
    difference = mean_figure(other - one, [a.question.group for a in asked])
    if difference:
        by, name = (
            ("", questions) if isinstance(questions, str) else (questions.by.value, questions.name)
        )
        yield Move(
            by=by,
            name=name,
            measure=measure,
            before=float(one.mean()),
            after=float(other.mean()),
            difference=difference,
            more_than_noise=is_more_than_noise(difference),
            more_is_better=more_is_better,
        )


def _auroc_moves(old: Sequence[Asked], new: Sequence[Asked]) -> Iterator[Move]:
    for name, kinds in UNANSWERABLE.items():
        positive, negative = of_kinds(new, (Kind.ANSWERABLE,)), of_kinds(new, kinds)
        if not (positive and negative):
            continue
        before = wins(of_kinds(old, (Kind.ANSWERABLE,)), of_kinds(old, kinds))
        after = wins(positive, negative)
        difference = figure(
            float((after - before).mean()),
            resampled(after - before, positive, negative),
            len(positive) + len(negative),
        )
        yield Move(
            by="",
            name=f"answerable against {name}",
            measure="AUROC",
            before=float(before.mean()),
            after=float(after.mean()),
            difference=difference,
            more_than_noise=is_more_than_noise(difference),
            more_is_better=True,
        )


def _standing(one: Asked) -> float:
    """How well a question stands; more is better (step 3)."""
    if one.question.kind is Kind.TWO_DOCUMENTS:
        return both_relevant(one)
    if one.question.kind is Kind.ANSWERABLE:
        return -(one.rank or NOWHERE)
    return -LEVELS.index(one.level)


def _change(before: Asked, after: Asked) -> ChangedQuestion:
    return ChangedQuestion(after.question, _standing_text(before), _standing_text(after))


def _standing_text(one: Asked) -> str:
    if one.question.kind is Kind.TWO_DOCUMENTS:
        return "both" if both_relevant(one) else "not both"
    if one.question.kind is Kind.ANSWERABLE:
        return f"rank {one.rank}" if one.rank else "not found"
    return one.level.value.replace("_", " ")
