"""Comparison: what changed between two runs, and whether it is more than noise.

1. Only questions that both runs asked, with the same expected answers, are compared.
2. Each figure is computed for both runs, and the interval of its difference from the differences of
   each question with itself (see `intervals`). It is more than noise if the interval excludes 0. Of
   twenty figures that do not differ, one is expected to look as if it did.
3. A question is won if its first relevant hit moved up (over two documents, if both are now among
   the first six; an unanswerable one, if its level fell), and lost if the opposite happened.
Speed is not compared: it depends on what else the machine does, which resampling cannot show.
"""

from collections.abc import Callable, Iterator, Sequence
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
from cmp_search.evaluation.judging import Marked
from cmp_search.evaluation.measures import measure
from cmp_search.evaluation.questions import GoldQuestion, Kind
from cmp_search.evaluation.run import QuestionResult, Run
from cmp_search.search.answer import Level

NOWHERE = 1_000
"""The rank of a relevant passage that was not found: beyond any real rank."""


@dataclass(frozen=True, slots=True)
class Move:
    """A figure of some questions in both runs, and its difference with the 95 % interval.

    `by` is empty if the questions are not a subset of the answerable ones.
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
        """Whether to show it first: overall figures that moved, others if it is more than noise."""
        return self.more_than_noise or (self.by in ("", "all") and self.before != self.after)


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question that was won or lost, and both outcomes in words, such as "rank 3"."""

    question: GoldQuestion
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run compared with an earlier one.

    `only_before` and `only_after` count questions that only one run asked; `conditions` names what
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


Pair = tuple[QuestionResult, QuestionResult]


def compare(before: Run, after: Run) -> Comparison:
    """Compare a run with an earlier one."""
    old = {result.question.key: result for result in before.asked}
    pairs = [(old[new.question.key], new) for new in after.asked if new.question.key in old]
    changes = [(_outcome(new) - _outcome(old), old, new) for old, new in pairs]
    return Comparison(
        date=before.date,
        common=len(pairs),
        only_before=len(before.asked) - len(pairs),
        only_after=len(after.asked) - len(pairs),
        conditions=tuple(_conditions(before, after)),
        moves=tuple(_moves(pairs)),
        won=tuple(_change(old, new) for gain, old, new in changes if gain > 0),
        lost=tuple(_change(old, new) for gain, old, new in changes if gain < 0),
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
    old, new = [before for before, _ in pairs], [after for _, after in pairs]
    old_answerable, new_answerable = answerable(old), answerable(new)
    before, after = measure(old_answerable), measure(new_answerable)
    for subset in subsets(new_answerable):
        rows = [i for i, result in enumerate(new_answerable) if subset.contains(result)]
        chosen = [new_answerable[i] for i in rows]
        for name in before:
            yield from _mean_move(subset, name, chosen, before[name][rows], after[name][rows])
        yield from _marked_moves(subset, [(old_answerable[i], new_answerable[i]) for i in rows])
    two = [i for i, result in enumerate(new) if result.question.kind is Kind.TWO_DOCUMENTS]
    for name, is_met in (("both relevant", both_relevant), ("both documents", both_documents)):
        yield from _mean_move(
            "two documents",
            name,
            [new[i] for i in two],
            [is_met(old[i]) for i in two],
            [is_met(new[i]) for i in two],
        )
    for kind in (Kind.ANSWERABLE, Kind.NEAR, Kind.FAR):
        of_kind = [i for i, result in enumerate(new) if result.question.kind is kind]
        for level in (Level.NOT_FOUND, Level.ANSWERED):
            yield from _mean_move(
                kind.value,
                level.value.replace("_", " "),
                [new[i] for i in of_kind],
                [old[i].level is level for i in of_kind],
                [new[i].level is level for i in of_kind],
                more_is_better=(kind is Kind.ANSWERABLE) == (level is Level.ANSWERED),
            )
    yield from _auroc_moves(old, new)


def _marked_moves(subset: Subset, pairs: Sequence[Pair]) -> Iterator[Move]:
    """What is marked, of the questions where it was judged in both runs."""
    judged: tuple[tuple[str, Callable[[Marked], float | None]], ...] = (
        ("marked sentence", lambda marked: marked.sentence_right),
        ("span", lambda marked: marked.span_right),
        ("span F1", lambda marked: marked.span_f1),
    )
    for name, value in judged:
        values = [
            (before, after, new)
            for old, new in pairs
            if (before := value(old.marked)) is not None
            and (after := value(new.marked)) is not None
        ]
        yield from _mean_move(
            subset,
            name,
            [new for _, _, new in values],
            [before for before, _, _ in values],
            [after for _, after, _ in values],
        )


def _mean_move(
    questions: Subset | str,
    measure: str,
    results: Sequence[QuestionResult],
    before: Sequence[float] | Values,
    after: Sequence[float] | Values,
    *,
    more_is_better: bool = True,
) -> Iterator[Move]:
    old, new = np.asarray(before, np.float64), np.asarray(after, np.float64)
    difference = mean_figure(new - old, [result.question.group for result in results])
    if difference:
        by, name = (
            ("", questions) if isinstance(questions, str) else (questions.by.value, questions.name)
        )
        yield Move(
            by=by,
            name=name,
            measure=measure,
            before=float(old.mean()),
            after=float(new.mean()),
            difference=difference,
            more_than_noise=is_more_than_noise(difference),
            more_is_better=more_is_better,
        )


def _auroc_moves(old: Sequence[QuestionResult], new: Sequence[QuestionResult]) -> Iterator[Move]:
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


def _outcome(result: QuestionResult) -> float:
    """How well a question did; more is better (step 3)."""
    if result.question.kind is Kind.TWO_DOCUMENTS:
        return both_relevant(result)
    if result.question.kind is Kind.ANSWERABLE:
        return -(result.rank or NOWHERE)
    return -LEVELS.index(result.level)


def _change(before: QuestionResult, after: QuestionResult) -> ChangedQuestion:
    return ChangedQuestion(after.question, _outcome_text(before), _outcome_text(after))


def _outcome_text(result: QuestionResult) -> str:
    if result.question.kind is Kind.TWO_DOCUMENTS:
        return "both" if both_relevant(result) else "not both"
    if result.question.kind is Kind.ANSWERABLE:
        return f"rank {result.rank}" if result.rank else "not found"
    return result.level.value.replace("_", " ")
