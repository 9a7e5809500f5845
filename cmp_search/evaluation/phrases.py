"""Phrases: figures, kinds and reasons in words, the same in the terminal and the report."""

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
    Reason.NO_PASSAGE: "expect words that are in no indexed passage: fix the question or the text",
    Reason.NOT_FOUND: "find no relevant passage among the first ten",
    Reason.LATE: f"find it after the first {FIRST}",
    Reason.NOT_BOTH: "lack a relevant passage of one document among the first six",
    Reason.ANSWERED: "are judged answered, but no text answers them",
}


def fraction(value: float) -> str:
    """A share or mean with three digits: 0.753."""
    return f"{value:.3f}"


def signed(value: float) -> str:
    """A difference with its sign: +0.012, −0.004, 0."""
    shown = f"{value:+.3f}".replace("-", "−")
    return "0" if shown[1:] == "0.000" else shown


def interval(figure: Figure) -> str:
    """The interval of a figure, always equally wide: .68–.82, .91–1.0."""
    low, high = (f"{limit:.2f}".removeprefix("0")[:3] for limit in (figure.low, figure.high))
    return f"{low}–{high}"


def with_interval(figure: Figure) -> str:
    """A figure with its interval, within a sentence."""
    return f"{fraction(figure.value)} ({interval(figure)})"


def run_summary(run: Run) -> str:
    """What was asked, and of which index, in one sentence."""
    index = run.index
    return (
        f"{len(run.asked)} questions asked of {index.documents} documents in {index.passages} "
        f"passages of {index.passage_characters:.0f} characters on average; generation "
        f"{index.generation}, encoder {index.encoder}, version {run.version}, {run.date[:10]}."
    )


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """What was compared, and the result, in a few lines."""
    uncommon = comparison.only_before + comparison.only_after
    if uncommon:
        yield (
            "Only questions that both runs asked are compared: "
            f"{comparison.common} in both, {comparison.only_before} only before, "
            f"{comparison.only_after} only now."
        )
    if comparison.conditions:
        yield f"What else differs: {'; '.join(comparison.conditions)}."
    if not comparison.common:
        return
    changed = [move for move in comparison.moves if move.before != move.after]
    significant = sum(move.more_than_noise for move in changed)
    yield (
        f"{len(changed)} of {len(comparison.moves)} figures changed, {significant} by more than "
        f"noise; {len(comparison.won)} questions won, {len(comparison.lost)} lost."
    )
