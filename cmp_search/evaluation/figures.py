"""Figures: everything that is said of one run.

1. Retrieval: the measures of answerable questions, overall, by language and by style. A question
   without a style is plain; one with two counts in both.
2. Sections and pages: of the questions with a relevant hit that state one, how many first relevant
   hits stand there.
3. Questions over two documents: how often the first six hold a relevant passage of both, and how
   often any passage of both.
4. Abstention (see `abstention`), and how long a question took.
5. Failures, each with its reason, so that someone can look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from cmp_search.evaluation.abstention import FIRST, Abstention, abstention
from cmp_search.evaluation.intervals import Figure, mean_figure
from cmp_search.evaluation.measures import measure
from cmp_search.evaluation.questions import Kind
from cmp_search.evaluation.run import Asked, Run
from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.search.answer import Level

BOTH_AMONG = 6
PLAIN = "plain"


class SubsetKind(StrEnum):
    """By what the questions of a row were picked."""

    ALL = "all"
    LANGUAGE = "language"
    STYLE = "style"


@dataclass(frozen=True, slots=True)
class Subset:
    """Some answerable questions: all, those in a language, or those of a style."""

    by: SubsetKind
    name: str

    def holds(self, one: Asked) -> bool:
        """Whether a question is among them."""
        if self.by is SubsetKind.LANGUAGE:
            return one.question.language == self.name
        return self.by is SubsetKind.ALL or self.name in (one.question.styles or (PLAIN,))


@dataclass(frozen=True, slots=True)
class SubsetMeasures:
    """The measures of a subset; `measures` has one figure for each of `measures.MEASURES`."""

    by: SubsetKind
    name: str
    n: int
    measures: dict[str, Figure]
    section: Figure | None
    page: Figure | None


@dataclass(frozen=True, slots=True)
class TwoDocuments:
    """Shares of the questions over two documents (step 3)."""

    both_relevant: Figure
    both_documents: Figure


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of a question, with everything loaded: three percentiles."""

    p50: float
    p95: float
    p99: float


class Reason(StrEnum):
    """Why a question failed."""

    NO_PASSAGE = "no_passage"
    NOT_FOUND = "not_found"
    LATE = "late"
    NOT_BOTH = "not_both"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class FailedQuestion:
    """A question that failed, with the rank of its first relevant hit, if any."""

    asked: Asked
    reason: Reason
    rank: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a run; None where no question is of that kind."""

    rows: tuple[SubsetMeasures, ...]
    abstention: Abstention
    two_documents: TwoDocuments | None
    latency: Latency
    failures: tuple[FailedQuestion, ...]


def figures(run: Run) -> Figures:
    """The figures of a run."""
    return Figures(
        rows=rows(run.asked),
        abstention=abstention(run.asked),
        two_documents=_two_documents(run.asked),
        latency=_latency(run.asked),
        failures=tuple(
            FailedQuestion(one, reason, one.rank) for one in run.asked if (reason := reason_of(one))
        ),
    )


def answerable(asked: Sequence[Asked]) -> list[Asked]:
    """The questions that one text answers."""
    return [one for one in asked if one.question.kind is Kind.ANSWERABLE]


def subsets(asked: Sequence[Asked]) -> list[Subset]:
    """All subsets that hold a question, the whole first."""
    languages = {one.question.language for one in asked}
    styles = {style for one in asked for style in one.question.styles or (PLAIN,)}
    return [
        *([Subset(SubsetKind.ALL, "all")] if asked else []),
        *(Subset(SubsetKind.LANGUAGE, name) for name in TEXT_LANGUAGES if name in languages),
        *(Subset(SubsetKind.STYLE, name) for name in sorted(styles)),
    ]


def rows(asked: Sequence[Asked]) -> tuple[SubsetMeasures, ...]:
    """The retrieval figures (steps 1 and 2)."""
    every = answerable(asked)
    values = measure(every)
    found = []
    for subset in subsets(every):
        places = [i for i, one in enumerate(every) if subset.holds(one)]
        held = [every[i] for i in places]
        groups = [one.question.group for one in held]
        means = {name: mean_figure(all[places], groups) for name, all in values.items()}
        found.append(
            SubsetMeasures(
                by=subset.by,
                name=subset.name,
                n=len(held),
                measures={name: mean for name, mean in means.items() if mean},
                section=_share_right(held, [one.section_right for one in held]),
                page=_share_right(held, [one.page_right for one in held]),
            )
        )
    return tuple(found)


def _share_right(asked: Sequence[Asked], right: Sequence[bool | None]) -> Figure | None:
    judged = [(one, it) for one, it in zip(asked, right, strict=True) if it is not None]
    return mean_figure([it for _, it in judged], [one.question.group for one, _ in judged])


def both_relevant(one: Asked) -> bool:
    """Whether the first six meet every need."""
    met = {need for hit in one.hits[:BOTH_AMONG] for need in hit.meets}
    return len(met) == len(one.question.needs)


def both_documents(one: Asked) -> bool:
    """Whether the first six hold a passage of every document that is needed."""
    found = {hit.document for hit in one.hits[:BOTH_AMONG]}
    return all(need.document in found for need in one.question.needs)


def _two_documents(asked: Sequence[Asked]) -> TwoDocuments | None:
    held = [one for one in asked if one.question.kind is Kind.TWO_DOCUMENTS]
    groups = [one.question.group for one in held]
    relevant = mean_figure([both_relevant(one) for one in held], groups)
    documents = mean_figure([both_documents(one) for one in held], groups)
    return TwoDocuments(relevant, documents) if relevant and documents else None


def _latency(asked: Sequence[Asked]) -> Latency:
    times = np.percentile([one.milliseconds for one in asked], (50, 95, 99))
    return Latency(*(round(float(time), 1) for time in times))


def reason_of(one: Asked) -> Reason | None:
    """Why a question failed (step 5); None where it did not."""
    question = one.question
    if not question.needs:
        return Reason.ANSWERED if one.level is Level.ANSWERED else None
    if not all(one.relevant):
        return Reason.NO_PASSAGE
    if question.kind is Kind.TWO_DOCUMENTS:
        return None if both_relevant(one) else Reason.NOT_BOTH
    if one.rank is None:
        return Reason.NOT_FOUND
    return Reason.LATE if one.rank > FIRST else None
