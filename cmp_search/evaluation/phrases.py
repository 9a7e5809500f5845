"""Phrases: how figures, kinds and reasons are said, the same in the terminal and in the report."""

from collections.abc import Iterator

from cmp_search.evaluation.abstention import FIRST
from cmp_search.evaluation.comparison import Comparison
from cmp_search.evaluation.figures import Reason
from cmp_search.evaluation.intervals import Figure
from cmp_search.evaluation.questions import Kind
from cmp_search.evaluation.run import Run
from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.locales import messages_for

NAMES: dict[str, str] = {
    "all": "all",
    **{code: messages_for("en").name(code) for code in TEXT_LANGUAGES},
    Kind.ANSWERABLE: "answerable",
    Kind.NEAR: "near (on the subject)",
    Kind.FAR: "far (off the subject)",
    Kind.TWO_DOCUMENTS: "two documents",
}
REASONS = {
    Reason.NO_PASSAGE: "ask for words that stand in no passage of the index: mend question or text",
    Reason.NOT_FOUND: "find no relevant passage among the first ten",
    Reason.LATE: f"find it after the first {FIRST}",
    Reason.NOT_BOTH: "lack a relevant passage of one document among the first six",
    Reason.ANSWERED: "are called answered, but no text answers them",
}


def fraction(value: float) -> str:
    """A share or mean with three digits: 0.753."""
    return f"{value:.3f}"


def signed(value: float) -> str:
    """A difference with its sign: +0.012, −0.004, 0."""
    shown = f"{value:+.3f}".replace("-", "−")
    return "0" if shown[1:] == "0.000" else shown


def interval(found: Figure) -> str:
    """The interval of a figure, always of one width: .68–.82, .91–1.0."""
    low, high = (f"{limit:.2f}".removeprefix("0")[:3] for limit in (found.low, found.high))
    return f"{low}–{high}"


def with_interval(found: Figure) -> str:
    """A figure with its interval, within a sentence."""
    return f"{fraction(found.value)} ({interval(found)})"


def run_summary(run: Run) -> str:
    """What was asked of what, in one sentence."""
    index = run.index
    return (
        f"{len(run.asked)} questions asked of {index.documents} documents in {index.passages} "
        f"passages of {index.passage_characters:.0f} characters on average; generation "
        f"{index.generation}, encoder {index.encoder}, version {run.version}, {run.date[:10]}."
    )


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """What was compared, and what came of it, in a few lines."""
    alone = comparison.only_before + comparison.only_after
    if alone:
        yield (
            "Only questions that both runs asked are compared: common to both "
            f"{comparison.common}, before only {comparison.only_before}, now only "
            f"{comparison.only_after}."
        )
    if comparison.conditions:
        yield f"What else differs: {'; '.join(comparison.conditions)}."
    if not comparison.common:
        return
    changed = [move for move in comparison.moves if move.before != move.after]
    telling = sum(move.more_than_noise for move in changed)
    yield (
        f"{len(changed)} of {len(comparison.moves)} figures moved, {telling} by more than noise; "
        f"{len(comparison.won)} questions won, {len(comparison.lost)} lost."
    )
