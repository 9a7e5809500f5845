"""Figures: all results of one run.

1. Retrieval: the measures of answerable questions, overall, by language and by style. A question
   without a style is plain; one with two counts in both.
2. Sections and pages: of the questions that state one and have a relevant hit, how many have their
   first relevant hit there.
3. What is marked in the first hit: how many have an answer in its best sentence, of all and of
   those whose first hit is relevant; how right its answer span is, where a reader has found one.
   How many characters a passage has that is shown, on average.
4. Questions over two documents: how often the first six hits have a relevant passage of both, and
   how often any passage of both.
5. Abstention (see `abstention`), and how long a question took.
6. Failures, each with its reason, so that someone can look into them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from cmp_search.evaluation.abstention import FIRST, Abstention, abstention
from cmp_search.evaluation.intervals import Figure, mean_figure
from cmp_search.evaluation.measures import measure
from cmp_search.evaluation.questions import Kind
from cmp_search.evaluation.run import QuestionResult, Run
from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.search.answer import Level

BOTH_AMONG = 6
PLAIN = "plain"


class SubsetKind(StrEnum):
    """How the questions of a row were chosen."""

    ALL = "all"
    LANGUAGE = "language"
    STYLE = "style"


@dataclass(frozen=True, slots=True)
class Subset:
    """Some answerable questions: all, those in a language, or those of a style."""

    by: SubsetKind
    name: str

    def contains(self, result: QuestionResult) -> bool:
        """Whether a question is among them."""
        if self.by is SubsetKind.LANGUAGE:
            return result.question.language == self.name
        return self.by is SubsetKind.ALL or self.name in (result.question.styles or (PLAIN,))


@dataclass(frozen=True, slots=True)
class SubsetMeasures:
    """The measures of a subset; `measures` has one figure for each of `measures.MEASURES`.

    `sentence` and `relevant_sentence` are the shares with an answer in the best sentence of the
    first hit, of all and of those whose first hit is relevant; `span` is the share of spans that
    are right, `span_f1` their mean F1. Each is None without such questions.
    """

    by: SubsetKind
    name: str
    n: int
    measures: dict[str, Figure]
    section: Figure | None
    page: Figure | None
    sentence: Figure | None
    relevant_sentence: Figure | None
    span: Figure | None
    span_f1: Figure | None


@dataclass(frozen=True, slots=True)
class TwoDocuments:
    """Shares of the questions over two documents (step 4)."""

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

    result: QuestionResult
    reason: Reason
    rank: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a run; None if there is no question of that kind.

    `shown_characters` is the mean length of the passages shown; None if the run did not record it.
    """

    rows: tuple[SubsetMeasures, ...]
    abstention: Abstention
    two_documents: TwoDocuments | None
    latency: Latency
    shown_characters: float | None
    failures: tuple[FailedQuestion, ...]


def figures(run: Run) -> Figures:
    """The figures of a run."""
    return Figures(
        rows=rows(run.asked),
        abstention=abstention(run.asked),
        two_documents=_two_documents(run.asked),
        latency=_latency(run.asked),
        shown_characters=_shown_characters(run.asked),
        failures=tuple(
            FailedQuestion(result, reason, result.rank)
            for result in run.asked
            if (reason := reason_of(result))
        ),
    )


def answerable(results: Sequence[QuestionResult]) -> list[QuestionResult]:
    """The results of questions that one text answers."""
    return [result for result in results if result.question.kind is Kind.ANSWERABLE]


def subsets(results: Sequence[QuestionResult]) -> list[Subset]:
    """All subsets that are not empty, beginning with all questions."""
    languages = {result.question.language for result in results}
    styles = {style for result in results for style in result.question.styles or (PLAIN,)}
    return [
        *([Subset(SubsetKind.ALL, "all")] if results else []),
        *(Subset(SubsetKind.LANGUAGE, name) for name in TEXT_LANGUAGES if name in languages),
        *(Subset(SubsetKind.STYLE, name) for name in sorted(styles)),
    ]


def rows(results: Sequence[QuestionResult]) -> tuple[SubsetMeasures, ...]:
    """The figures of answerable questions (steps 1 to 3)."""
    every = answerable(results)
    measured = measure(every)
    rows = []
    for subset in subsets(every):
        positions = [i for i, result in enumerate(every) if subset.contains(result)]
        chosen = [every[i] for i in positions]
        groups = [result.question.group for result in chosen]
        means = {name: mean_figure(values[positions], groups) for name, values in measured.items()}
        rows.append(
            SubsetMeasures(
                by=subset.by,
                name=subset.name,
                n=len(chosen),
                measures={name: mean for name, mean in means.items() if mean},
                section=_mean(chosen, lambda result: result.section_right),
                page=_mean(chosen, lambda result: result.page_right),
                sentence=_mean(chosen, lambda result: result.marked.sentence_right),
                relevant_sentence=_mean(
                    [result for result in chosen if result.rank == 1],
                    lambda result: result.marked.sentence_right,
                ),
                span=_mean(chosen, lambda result: result.marked.span_right),
                span_f1=_mean(chosen, lambda result: result.marked.span_f1),
            )
        )
    return tuple(rows)


def _mean(
    results: Sequence[QuestionResult], value: Callable[[QuestionResult], float | None]
) -> Figure | None:
    """The mean of a value over the results that have it."""
    judged = [(found, result) for result in results if (found := value(result)) is not None]
    return mean_figure([found for found, _ in judged], [one.question.group for _, one in judged])


def _shown_characters(results: Sequence[QuestionResult]) -> float | None:
    shown = [hit.characters for result in results for hit in result.hits if hit.characters]
    return round(sum(shown) / len(shown), 1) if shown else None


def both_relevant(result: QuestionResult) -> bool:
    """Whether the first six hits meet every need."""
    met = {need for hit in result.hits[:BOTH_AMONG] for need in hit.meets}
    return len(met) == len(result.question.needs)


def both_documents(result: QuestionResult) -> bool:
    """Whether the first six hits have a passage of every document that is needed."""
    documents = {hit.document for hit in result.hits[:BOTH_AMONG]}
    return all(need.document in documents for need in result.question.needs)


def _two_documents(results: Sequence[QuestionResult]) -> TwoDocuments | None:
    chosen = [result for result in results if result.question.kind is Kind.TWO_DOCUMENTS]
    groups = [result.question.group for result in chosen]
    relevant = mean_figure([both_relevant(result) for result in chosen], groups)
    documents = mean_figure([both_documents(result) for result in chosen], groups)
    return TwoDocuments(relevant, documents) if relevant and documents else None


def _latency(results: Sequence[QuestionResult]) -> Latency:
    times = np.percentile([result.milliseconds for result in results], (50, 95, 99))
    return Latency(*(round(float(time), 1) for time in times))


def reason_of(result: QuestionResult) -> Reason | None:
    """Why a question failed (step 6); None if it did not."""
    question = result.question
    if not question.needs:
        return Reason.ANSWERED if result.level is Level.ANSWERED else None
    if not all(result.relevant):
        return Reason.NO_PASSAGE
    if question.kind is Kind.TWO_DOCUMENTS:
        return None if both_relevant(result) else Reason.NOT_BOTH
    if result.rank is None:
        return Reason.NOT_FOUND
    return Reason.LATE if result.rank > FIRST else None
